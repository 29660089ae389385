package org.mailloft.ucr.type;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A key with {@code .*} in it, the only construct a pattern may have: each stands for any text, also none. */
public record KeyPattern(String text, List<String> parts) {

    public static KeyPattern of(String text) {
        return new KeyPattern(text, List.of(text.split("\\.\\*", -1)));
    }

    /** The same as a regular expression; what is beside the {@code .*} means itself in it. */
    public Pattern expression() {
        return Pattern.compile(parts.stream().map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    /** Whether the whole key fits. */
    boolean matches(String key) {
        int at = parts.getFirst().length();
        if (!key.startsWith(parts.getFirst())) {
            return false;
        }
        for (var part : parts.subList(1, parts.size() - 1)) {
            int found = key.indexOf(part, at);
            if (found < 0) {
                return false;
            }
            at = found + part.length();
        }
        return key.length() - parts.getLast().length() >= at && key.endsWith(parts.getLast());
    }
}
