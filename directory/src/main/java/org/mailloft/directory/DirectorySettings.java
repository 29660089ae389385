package org.mailloft.directory;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the directory is and who we are there.
 *
 * @param uris {@code ldap://host:port} or {@code ldaps://host:port}, tried in this order
 * @param bindDn name of our account, empty for anonymous
 * @param password of our account; never printed
 * @param startTls upgrade plain connections before the bind (RFC 4511 section 4.14), or fail
 * @param caFile certificates to trust in PEM form; empty for those of the JDK
 * @param connectTimeout for one server
 * @param timeout for one operation, waiting for a free connection included
 * @param connections most connections at the same time, counted separately for searches and for password checks
 */
public record DirectorySettings(
        List<URI> uris,
        String bindDn,
        String password,
        boolean startTls,
        Optional<Path> caFile,
        Duration connectTimeout,
        Duration timeout,
        int connections) {

    public DirectorySettings {
        uris = List.copyOf(uris);
        if (uris.isEmpty() || connections < 1) {
            throw new IllegalArgumentException("At least one directory URI and one connection are needed");
        }
    }

    /** Plain connections to one server with the usual limits. */
    public static DirectorySettings of(URI uri, String bindDn, String password) {
        return new DirectorySettings(
                List.of(uri),
                bindDn,
                password,
                false,
                Optional.empty(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                8);
    }

    @Override
    public String toString() {
        return "DirectorySettings[uris=" + uris + ", bindDn=" + bindDn + ", password=***]";
    }
}
