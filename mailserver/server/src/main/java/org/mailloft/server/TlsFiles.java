package org.mailloft.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailloft.conf.Filter;
import org.mailloft.conf.file.ConfParser;
import org.mailloft.conf.file.ConfTree;
import org.mailloft.conf.settings.Configuration;
import org.mailloft.net.TlsSettings;
import org.mailloft.net.netty.TlsContexts;

/**
 * TLS settings that still know which files their certificates come from, so that a changed file is noticed. A loaded
 * configuration has only their content.
 */
final class TlsFiles {

    private final Configuration configuration;
    private final ConfTree unexpanded;

    TlsFiles(Configuration configuration) {
        this.configuration = configuration;
        this.unexpanded = ConfParser.parseFile(configuration.path(), ConfParser.Expansion.OWN, Map.of());
    }

    /**
     * @param current what is in use, changed in place so that open sockets go over to it
     * @return empty when TLS is off or there is no certificate
     * @throws StartFailure when a certificate cannot be used
     */
    Optional<TlsContexts> become(Optional<TlsContexts> current, boolean off) {
        var usual = settings(Filter.ANY);
        if (off || usual.cert().isEmpty()) {
            return Optional.empty();
        }
        var named = configuration.filters().stream()
                .filter(filter -> filter.localName().isPresent())
                .map(filter -> new TlsContexts.LocalName(names(filter), settings(filter)))
                .toList();
        try {
            if (current.isEmpty()) {
                return Optional.of(new TlsContexts(usual, named));
            }
            current.get().become(usual, named);
            return current;
        } catch (IllegalArgumentException e) {
            throw new StartFailure(e.getMessage());
        }
    }

    private static List<String> names(Filter filter) {
        return List.of(filter.localName()
                .orElseThrow()
                .toLowerCase(java.util.Locale.ROOT)
                .split(" "));
    }

    private TlsSettings settings(Filter filter) {
        var read = configuration.read(TlsSettings.class, filter);
        return new TlsSettings(
                source("ssl_cert", filter, read.cert()),
                source("ssl_key", filter, read.key()),
                read.keyPassword(),
                source("ssl_ca", filter, read.ca()),
                read.minProtocol(),
                read.cipherList(),
                read.cipherSuites(),
                read.curveList(),
                read.preferServerCiphers(),
                read.verifyClientCert());
    }

    /** The absolute path behind {@code <}, or the text itself. */
    private String source(String setting, Filter filter, String text) {
        return unexpanded
                .view(filter)
                .set(setting)
                .filter(value -> value.text().startsWith("<"))
                .map(value -> "<"
                        + Path.of(value.origin().file())
                                .toAbsolutePath()
                                .resolveSibling(value.text().substring(1).strip()))
                .orElse(text);
    }
}
