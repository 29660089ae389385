package org.mailloft.storage.trace;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.mailloft.conf.Setting;
import org.mailloft.conf.catalogue.BadValue;
import org.mailloft.conf.catalogue.SizeText;

/**
 * Where it is written down what happens to messages.
 *
 * @param plugin settings of all plugins
 */
public record TraceSettings(@Setting("plugin") Map<String, String> plugin) {

    private static final long DEFAULT_OCTETS = 64L << 20;
    private static final BigInteger MIN_OCTETS = BigInteger.valueOf(64L << 10);
    private static final BigInteger MAX_OCTETS = BigInteger.valueOf(1L << 40);

    /** The file; empty when nothing is written down. */
    Optional<Path> file() {
        return Optional.ofNullable(plugin.get("mail_trace"))
                .filter(path -> path.startsWith("/"))
                .map(Path::of);
    }

    /** @throws IllegalArgumentException when a setting makes no sense */
    public void check() {
        maxOctets();
    }

    /**
     * Octets on disk at most, the file that was finished last included.
     *
     * @throws IllegalArgumentException when the setting makes no sense
     */
    long maxOctets() {
        var text = plugin.getOrDefault("mail_trace_size", "");
        try {
            return text.isEmpty()
                    ? DEFAULT_OCTETS
                    : SizeText.parse(text).max(MIN_OCTETS).min(MAX_OCTETS).longValue();
        } catch (BadValue e) {
            throw new IllegalArgumentException("mail_trace_size: " + e.getMessage());
        }
    }
}
