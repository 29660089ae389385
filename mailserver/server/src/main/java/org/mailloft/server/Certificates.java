package org.mailloft.server;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailloft.conf.Filter;
import org.mailloft.conf.settings.Configuration;
import org.mailloft.net.TlsSettings;
import org.mailloft.net.netty.TlsContexts;

/** Which certificates a configuration shows: the usual one, and those of {@code local_name} blocks. */
final class Certificates {

    private Certificates() {}

    /**
     * @param current what is shown now: what stays the same is not read again
     * @return empty when TLS is off or there is no certificate
     * @throws StartFailure when a certificate cannot be used
     */
    static Optional<TlsContexts> of(Configuration configuration, Optional<TlsContexts> current) {
        var usual = configuration.read(TlsSettings.class);
        if (configuration.read(ServerSettings.class).isTlsOff() || usual.cert().isEmpty()) {
            return Optional.empty();
        }
        var named = configuration.filters().stream()
                .filter(filter -> filter.localName().isPresent())
                .map(filter -> new TlsContexts.LocalName(names(filter), configuration.read(TlsSettings.class, filter)))
                .toList();
        try {
            return Optional.of(current.isPresent() ? current.get().with(usual, named) : new TlsContexts(usual, named));
        } catch (IllegalArgumentException e) {
            throw new StartFailure(e.getMessage());
        }
    }

    private static List<String> names(Filter filter) {
        return List.of(filter.localName().orElseThrow().toLowerCase(Locale.ROOT).split(" "));
    }
}
