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

/**
 * The certificates of this host by an authority of its own: one that clients see, unless the administrator has another
 * one, and one of the directory.
 */
final class HostCertificate {

    static final Path FOLDER = Path.of("/etc/mailloft/ssl");
    static final Path AUTHORITY = FOLDER.resolve("ca.pem");
    static final Path DIRECTORY_CERTIFICATE = Path.of("/etc/ldap/mailloft/slapd.pem");

    private static final Path CERTIFICATE = FOLDER.resolve("host.pem");
    private static final Path KEY = FOLDER.resolve("host.key");
    private static final Path DOMAIN_FOLDER = Path.of("/etc/univention/ssl");
    private static final List<String> VARIABLES = List.of("mail/dovecot/ssl", "mail/postfix/ssl");
    private static final String DIRECTORY_GROUP = "openldap";

    private final HostRegistry registry;
    private final Path root;
    private final CertificateAuthority authority;

    /** @param clock that says how long a certificate still holds */
    HostCertificate(HostRegistry registry, Clock clock) {
        this.registry = registry;
        this.root = registry.root();
        this.authority = new CertificateAuthority(at(FOLDER), clock, new SecureRandom());
    }

    /**
     * What {@link #ensure} did.
     *
     * @param assignments what the registry has to say about it
     * @param isNew whether the certificate is another one than before
     */
    record ForClients(List<Assignment> assignments, boolean isNew) {}

    /**
     * Files of the certificate of the directory.
     *
     * @param isNew whether it is another one than before
     */
    record ForDirectory(Path certificate, Path key, boolean isNew) {}

    /**
     * Makes or renews what is needed.
     *
     * @param group that may read the key
     */
    ForClients ensure(HostName name, String group) {
        if (Files.exists(at(DOMAIN_FOLDER).resolve(name.full()).resolve("cert.pem"))) {
            return new ForClients(List.of(), false);
        }
        var assignments = new ArrayList<Assignment>();
        for (String variable : VARIABLES) {
            var present = registry.get(variable + "/certificate");
            if (present.isEmpty() || isOurs(present.get())) {
                assignments.add(new Assignment.Set(variable + "/certificate", CERTIFICATE.toString()));
                assignments.add(new Assignment.Set(variable + "/key", KEY.toString()));
            }
        }
        return new ForClients(assignments, !assignments.isEmpty() && make(CERTIFICATE, name, group));
    }

    /** A certificate of the same authority for the directory of this host; it stays when the mail server goes. */
    ForDirectory forDirectory(HostName name) {
        boolean isNew = make(DIRECTORY_CERTIFICATE, name, DIRECTORY_GROUP);
        return new ForDirectory(at(DIRECTORY_CERTIFICATE), at(withoutSuffix(DIRECTORY_CERTIFICATE, ".key")), isNew);
    }

    /** Renews the one that clients see, if the registry names it and it ends soon. Whether that was so. */
    boolean renew(HostName name, String group) {
        return VARIABLES.stream().anyMatch(variable -> registry.get(variable + "/certificate")
                        .filter(HostCertificate::isOurs)
                        .isPresent())
                && make(CERTIFICATE, name, group);
    }

    /** Renews that of the directory, if there is one and it ends soon. Whether that was so. */
    boolean renewForDirectory(HostName name) {
        return Files.exists(at(DIRECTORY_CERTIFICATE)) && forDirectory(name).isNew();
    }

    /** What clients trust, in PEM form; empty before there is an authority. */
    String authority() {
        return text(at(AUTHORITY));
    }

    private static boolean isOurs(String certificate) {
        return certificate.equals(CERTIFICATE.toString());
    }

    private boolean make(Path certificate, HostName name, String group) {
        try {
            String before = text(at(certificate));
            var files = authority.files(at(withoutSuffix(certificate, "")), name.full(), List.of());
            PrivateFiles.share(files.key(), group);
            return !text(files.cert()).equals(before);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path withoutSuffix(Path certificate, String suffix) {
        return certificate.resolveSibling(certificate.getFileName().toString().replace(".pem", suffix));
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path at(Path place) {
        return root.resolve(place.toString().substring(1));
    }
}
