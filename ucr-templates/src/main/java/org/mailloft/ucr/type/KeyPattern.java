package org.mailloft.ucr.type;

import java.util.ArrayList;
import java.util.List;

/** A key with {@code .*} in it, the only construct a pattern may have: each stands for any text, also none. */
public record KeyPattern(String text, List<String> parts) {

    private static final String ANYTHING = ".*";

    /** Whether a key of a description stands for a family of keys. */
    public static boolean isPattern(String key) {
        return key.contains(ANYTHING);
    }

    /** What all keys of the family begin with. */
    public static String beginning(String pattern) {
        return pattern.substring(0, pattern.indexOf(ANYTHING));
    }

    public static KeyPattern of(String text) {
        var parts = new ArrayList<String>();
        int start = 0;
        for (int end = text.indexOf(ANYTHING); end >= 0; end = text.indexOf(ANYTHING, start)) {
            parts.add(text.substring(start, end));
            start = end + ANYTHING.length();
        }
        parts.add(text.substring(start));
        return new KeyPattern(text, parts);
    }

    /** Whether the text begins with a key that fits. */
    public boolean begins(String text) {
        return end(text, parts) >= 0;
    }

    /** Whether the whole key fits. */
    boolean matches(String key) {
        int at = end(key, parts.subList(0, parts.size() - 1));
        return at >= 0 && key.length() - parts.getLast().length() >= at && key.endsWith(parts.getLast());
    }

    /** Where the earliest text ends that has the parts in their order and begins with the first; -1 when none does. */
    private static int end(String text, List<String> parts) {
        if (!text.startsWith(parts.getFirst())) {
            return -1;
        }
        int at = parts.getFirst().length();
        for (var part : parts.subList(1, parts.size())) {
            int found = text.indexOf(part, at);
            if (found < 0) {
                return -1;
            }
            at = found + part.length();
        }
        return at;
    }
}
