package org.mailloft.conf.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Settings of older Dovecot versions that are still found in files; each is replaced and warned of. */
final class ObsoleteSettings {
    static final String NOTE = "NOTE: You can get a new clean config file with: doveconf -Pn > dovecot-new.conf";

    private static final Set<String> REMOVED = Set.of("login_dir");
    private static final Set<String> IGNORED = Set.of("ssl_parameters_regenerate", "ssl_dh_parameters_length");

    private ObsoleteSettings() {}

    /**
     * What to do instead.
     *
     * @param warnings without "Warning: "
     * @param settings paths from the top level, with the texts of their values
     */
    record Replacement(List<String> warnings, Map<String, String> settings) {}

    /** The replacement of a setting, or empty if it is none of these. */
    static Optional<Replacement> replace(String key, String text, String path, Origin origin) {
        if (!path.isEmpty()) {
            return Optional.empty();
        }
        if (REMOVED.contains(key)) {
            return Optional.of(one(origin, key + " has been removed", Map.of()));
        }
        if (IGNORED.contains(key)) {
            return Optional.of(one(origin, key + " is no longer needed", Map.of()));
        }
        if (key.equals("sieve") || key.startsWith("sieve_")) {
            return Optional.of(
                    one(origin, key + " has been moved into plugin {} section", Map.of("plugin/" + key, text)));
        }
        return switch (key) {
            case "protocols" -> protocols(text, origin);
            case "auth_cache_size" -> cacheSize(text, origin);
            case "ssl_protocols" ->
                Optional.of(one(
                        origin,
                        "ssl_protocols has been replaced by ssl_min_protocol",
                        Map.of("ssl_min_protocol", minimalProtocol(text))));
            case "fsync_disable" ->
                Optional.of(one(
                        origin,
                        "fsync_disable has been renamed to mail_fsync",
                        Map.of("mail_fsync", text.equalsIgnoreCase("yes") ? "never" : "optimized")));
            case "login_user" -> {
                var users = new LinkedHashMap<String, String>();
                users.put("service/imap-login/user", text);
                users.put("service/pop3-login/user", text);
                yield Optional.of(one(origin, "login_user has been replaced by service { user }", users));
            }
            default -> Optional.empty();
        };
    }

    /** {@code imaps}, {@code pop3s} and {@code managesieve} were protocols once. */
    private static Optional<Replacement> protocols(String text, Origin origin) {
        var names = new TreeSet<>(List.of(text.strip().split("[ \t]+")));
        var warnings = new ArrayList<String>();
        var settings = new LinkedHashMap<String, String>();
        if (names.remove("managesieve")) {
            names.add("sieve");
            warnings.add(warning(origin, "protocols=managesieve has been renamed to protocols=sieve"));
        }
        dropTlsProtocol("imap", names, warnings, settings, origin);
        dropTlsProtocol("pop3", names, warnings, settings, origin);
        if (warnings.isEmpty()) {
            return Optional.empty();
        }
        settings.put("protocols", String.join(" ", names));
        return Optional.of(new Replacement(warnings, settings));
    }

    private static void dropTlsProtocol(
            String plain, Set<String> names, List<String> warnings, Map<String, String> settings, Origin origin) {
        String tls = plain + "s";
        if (!names.remove(tls)) {
            return;
        }
        if (names.add(plain)) {
            warnings.add(warning(
                    origin,
                    "'" + tls + "' protocol can no longer be specified (use protocols=" + plain
                            + "). to disable non-ssl " + plain + ", use service " + plain + "-login { inet_listener "
                            + plain + " { port=0 } }"));
            settings.put("service/" + plain + "-login/inet_listener/" + plain + "/port", "0");
        } else {
            warnings.add(warning(origin, "'" + tls + "' protocol is no longer necessary, remove it"));
        }
    }

    /** A number without unit meant megabytes. */
    private static Optional<Replacement> cacheSize(String text, Origin origin) {
        if (!text.matches("[1-9][0-9]{0,2}")) {
            return Optional.empty();
        }
        String size = text + "M";
        return Optional.of(one(
                origin,
                "auth_cache_size value no longer defaults to megabytes. Use " + size,
                Map.of("auth_cache_size", size)));
    }

    private static String minimalProtocol(String text) {
        Set<String> words = new TreeSet<>(List.of(text.strip().split("[ \t]+")));
        for (String version : List.of("SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3")) {
            boolean named = words.contains(version);
            boolean onlyExcluded = words.stream().allMatch(word -> word.startsWith("!"));
            if (named || onlyExcluded && !words.contains("!" + version)) {
                return version;
            }
        }
        return "TLSv1.2";
    }

    private static Replacement one(Origin origin, String text, Map<String, String> settings) {
        return new Replacement(List.of(warning(origin, text)), settings);
    }

    private static String warning(Origin origin, String text) {
        return "Obsolete setting in " + origin + ": " + text;
    }
}
