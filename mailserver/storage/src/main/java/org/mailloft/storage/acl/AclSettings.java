package org.mailloft.storage.acl;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailloft.conf.Setting;

/**
 * Whether access rights are checked, and how.
 *
 * @param plugins those that are switched on
 * @param plugin settings of all plugins
 */
public record AclSettings(
        @Setting("mail_plugins") List<String> plugins,
        @Setting("plugin") Map<String, String> plugin) {

    private static final Duration DEFAULT_CACHE_TIME = Duration.ofSeconds(30);
    private static final String BACKEND = "vfile";
    private static final String CACHE_TIME = "cache_secs=";
    private static final String DICT = "file:";

    public boolean isOn() {
        return plugins.contains("acl") && plugin.containsKey("acl");
    }

    /** Rights of the server's own, a file: {@code acl = vfile:/path}. */
    public Optional<Path> globalFile() {
        return parts().stream()
                .skip(1)
                .filter(part -> part.startsWith("/"))
                .findFirst()
                .map(Path::of);
    }

    /** How long what was read from files is believed without looking at them. */
    public Duration cacheTime() {
        return parts().stream()
                .filter(part -> part.startsWith(CACHE_TIME))
                .findFirst()
                .map(part -> Duration.ofSeconds(Long.parseLong(part.substring(CACHE_TIME.length()))))
                .orElse(DEFAULT_CACHE_TIME);
    }

    private List<String> parts() {
        var parts = Arrays.asList(plugin.getOrDefault("acl", BACKEND).split(":"));
        if (!parts.getFirst().equals(BACKEND)) {
            throw new IllegalArgumentException("acl: Unknown backend: " + parts.getFirst());
        }
        return parts;
    }

    /** Where it is written down who shares mailboxes with whom; without it nobody sees mail of others in a listing. */
    public Optional<Path> sharedDict() {
        return Optional.ofNullable(plugin.get("acl_shared_dict"))
                .filter(uri -> uri.startsWith(DICT))
                .map(uri -> Path.of(uri.substring(DICT.length()).replaceFirst(":.*", "")));
    }

    /** Whether users may give rights to everybody. */
    public boolean anyoneAllowed() {
        return plugin.getOrDefault("acl_anyone", "").equals("allow");
    }
}
