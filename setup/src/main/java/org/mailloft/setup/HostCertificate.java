package org.mailloft.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.mailloft.net.CertificateAuthority;
import org.mailloft.setup.host.HostName;
import org.mailloft.setup.host.PrivateFiles;
import org.mailloft.ucr.Assignment;

/** The certificate that clients see, by an authority of this host, unless the administrator has another one. */
final class HostCertificate {

    static final Path FOLDER = Path.of("/etc/mailloft/ssl");
    static final Path AUTHORITY = FOLDER.resolve("ca.pem");

    private static final Path HOST = FOLDER.resolve("host");
    private static final Path SLAPD = Path.of("/etc/ldap/mailloft/slapd");
    private static final Path CERTIFICATE = FOLDER.resolve("host.pem");
    private static final Path KEY = FOLDER.resolve("host.key");
    private static final Path DOMAIN_FOLDER = Path.of("/etc/univention/ssl");
    private static final List<String> VARIABLES = List.of("mail/dovecot/ssl", "mail/postfix/ssl");

    private final HostRegistry registry;
    private final CertificateAuthority authority =
            new CertificateAuthority(FOLDER, Clock.systemUTC(), new SecureRandom());

    HostCertificate(HostRegistry registry) {
        this.registry = registry;
    }

    /**
     * Makes or renews what is needed.
     *
     * @param group that may read the key
     * @return what the registry has to say about it
     */
    List<Assignment> ensure(HostName name, String group) {
        if (Files.exists(DOMAIN_FOLDER.resolve(name.full()).resolve("cert.pem"))) {
            return List.of();
        }
        var assignments = new ArrayList<Assignment>();
        boolean isUsed = false;
        for (String variable : VARIABLES) {
            var present = registry.get(variable + "/certificate");
            if (present.isEmpty() || present.get().equals(CERTIFICATE.toString())) {
                assignments.add(new Assignment.Set(variable + "/certificate", CERTIFICATE.toString()));
                assignments.add(new Assignment.Set(variable + "/key", KEY.toString()));
                isUsed = true;
            }
        }
        if (isUsed) {
            make(HOST, name, group);
        }
        return assignments;
    }

    /** A certificate of the same authority for the directory of this host; it stays when the mail server goes. */
    CertificateAuthority.HostFiles forDirectory(HostName name) {
        return make(SLAPD, name, "openldap");
    }

    private CertificateAuthority.HostFiles make(Path place, HostName name, String group) {
        try {
            var files = authority.files(place, name.full(), List.of());
            PrivateFiles.share(files.key(), group);
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
