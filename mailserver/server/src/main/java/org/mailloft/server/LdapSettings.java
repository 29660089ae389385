package org.mailloft.server;

import java.net.URI;
import java.nio.file.Path;
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

    /** @throws StartFailure for what we do not do: {@code ldapi} and SASL binds */
    static DirectorySettings of(LdapConf conf) {
        if (conf.bind().sasl()) {
            throw new StartFailure("sasl_bind=yes is not supported: give dn and dnpass");
        }
        return new DirectorySettings(
                uris(conf.server()),
                conf.bind().dn(),
                conf.bind().password().reveal(),
                conf.tls().startTls(),
                Optional.of(conf.tls().caCertFile())
                        .filter(file -> !file.isEmpty())
                        .map(Path::of),
                CONNECT_TIMEOUT,
                TIMEOUT,
                CONNECTIONS);
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
