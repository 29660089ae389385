package org.mailloft.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mailloft.conf.ldap.LdapConf;
import org.mailloft.directory.DirectorySettings;

/** From Dovecot's way of describing a directory to ours. */
final class LdapSettings {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int CONNECTIONS = 16;

    private LdapSettings() {}

    /** @throws StartFailure for what we do not do, {@code ldapi} and SASL binds, and for certificates that cannot be read */
    static DirectorySettings of(LdapConf conf) {
        if (conf.bind().sasl()) {
            throw new StartFailure("sasl_bind=yes is not supported: give dn and dnpass");
        }
        var uris = uris(conf.server());
        return new DirectorySettings(
                uris,
                conf.bind().dn(),
                conf.bind().password().reveal(),
                conf.tls().startTls(),
                authorities(conf.tls(), uris),
                CONNECT_TIMEOUT,
                TIMEOUT,
                CONNECTIONS);
    }

    /** Told at once: later it would only be seen in every login that fails. Without TLS nobody reads the file. */
    private static Optional<Path> authorities(LdapConf.Tls tls, List<URI> uris) {
        boolean isSecured = tls.startTls() || uris.stream().anyMatch(uri -> "ldaps".equals(uri.getScheme()));
        if (!isSecured || tls.caCertFile().isEmpty()) {
            return Optional.empty();
        }
        var file = Path.of(tls.caCertFile());
        try (var in = Files.newInputStream(file)) {
            if (CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
                throw new StartFailure("LDAP: tls_ca_cert_file " + file + ": There is no certificate in it");
            }
        } catch (NoSuchFileException e) {
            throw new StartFailure("LDAP: Can't open tls_ca_cert_file " + file + ": No such file or directory");
        } catch (IOException e) {
            throw new StartFailure("LDAP: Can't open tls_ca_cert_file " + file + ": " + e.getMessage());
        } catch (CertificateException e) {
            throw new StartFailure("LDAP: tls_ca_cert_file " + file + ": There is no valid certificate in it");
        }
        return Optional.of(file);
    }

    private static List<URI> uris(LdapConf.Server server) {
        var given = server.uris().isEmpty()
                ? server.hosts().stream().map(host -> "ldap://" + host).toList()
                : server.uris();
        return given.stream().map(LdapSettings::uri).toList();
    }

    private static URI uri(String text) {
        try {
            var uri = new URI(text);
            if ("ldap".equals(uri.getScheme()) || "ldaps".equals(uri.getScheme())) {
                return uri;
            }
        } catch (java.net.URISyntaxException e) {
            // told below
        }
        throw new StartFailure("LDAP: " + text + " is no ldap:// or ldaps:// address");
    }
}
