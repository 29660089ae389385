package org.mailloft.storage.home;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.mailloft.conf.Setting;
import org.mailloft.conf.catalogue.BadValue;
import org.mailloft.conf.catalogue.TimeText;

/**
 * Where homes lie.
 *
 * @param template of a user's home, from his address
 * @param plugin settings of all plugins
 */
public record HomeSettings(
        @Setting("mail_home") String template,
        @Setting("plugin") Map<String, String> plugin) {

    private static final Duration RETENTION = Duration.ofDays(30);
    private static final String NEVER = "never";

    /**
     * These settings, looked at as a whole.
     *
     * @throws IllegalArgumentException when one makes no sense
     */
    public HomeSettings checked() {
        retention();
        return this;
    }

    /** Instead of {@code .graveyard} in the mail root; on the same file system. */
    Optional<Path> graveyard() {
        return path("home_graveyard");
    }

    /** Instead of {@code .parked} in the mail root; on the same file system. */
    Optional<Path> parking() {
        return path("home_parking");
    }

    private Optional<Path> path(String name) {
        return Optional.ofNullable(plugin.get(name))
                .filter(text -> text.startsWith("/"))
                .map(Path::of);
    }

    /**
     * How long a buried home is kept; empty for ever.
     *
     * @throws IllegalArgumentException when the setting makes no sense
     */
    Optional<Duration> retention() {
        var text = plugin.getOrDefault("home_graveyard_retention", "");
        if (text.equals(NEVER)) {
            return Optional.empty();
        }
        try {
            return Optional.of(text.isEmpty() ? RETENTION : Duration.ofMillis(TimeText.parse(text, 1)));
        } catch (BadValue e) {
            throw new IllegalArgumentException("home_graveyard_retention: " + e.getMessage());
        }
    }
}
