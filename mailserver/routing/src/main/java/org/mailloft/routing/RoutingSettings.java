package org.mailloft.routing;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.mailloft.conf.Setting;

/**
 * Who is asked where mail goes.
 *
 * @param hostname this host, as home servers are named in the directory
 * @param plugin {@code routing_directory}: the file that describes the directory, in the form of a
 *     {@code dovecot-ldap.conf.ext}; {@code routing_delivery}: whether mail that comes in by LMTP goes to all members of
 *     groups and lists, for an MTA in front that does not do that itself
 */
public record RoutingSettings(
        @Setting("hostname") String hostname,
        @Setting("plugin") Map<String, String> plugin) {

    /** Empty: there is no directory to ask. */
    public Optional<Path> directoryFile() {
        return Optional.ofNullable(plugin.get("routing_directory"))
                .map(String::strip)
                .filter(file -> !file.isEmpty())
                .map(Path::of);
    }

    public boolean delivers() {
        return directoryFile().isPresent() && "yes".equalsIgnoreCase(plugin.getOrDefault("routing_delivery", "no"));
    }
}
