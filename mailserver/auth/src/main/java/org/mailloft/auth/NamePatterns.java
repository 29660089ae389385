package org.mailloft.auth;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The {@code username_filter} of a section: wildcards, {@code !} in front excludes. */
final class NamePatterns {

    private NamePatterns() {}

    /** Whether a name is meant: no exclusion fits, and one pattern does where there are any. */
    static boolean accept(List<String> patterns, String name) {
        var excluding =
                patterns.stream().filter(pattern -> pattern.startsWith("!")).toList();
        if (excluding.stream().anyMatch(pattern -> fits(pattern.substring(1), name))) {
            return false;
        }
        return excluding.size() == patterns.size()
                || patterns.stream().anyMatch(pattern -> !pattern.startsWith("!") && fits(pattern, name));
    }

    private static boolean fits(String wildcard, String name) {
        var regex = wildcard.chars()
                .mapToObj(c -> switch (c) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(c));
                })
                .collect(Collectors.joining());
        return Pattern.compile(regex, Pattern.DOTALL).matcher(name).matches();
    }
}
