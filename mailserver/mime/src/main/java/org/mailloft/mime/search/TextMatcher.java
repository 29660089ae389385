package org.mailloft.mime.search;

/** Looks for one pattern in text that comes in pieces. One thread. */
final class TextMatcher {

    private final char[] pattern;
    private final int[] shorter;
    private int matched;
    private boolean found;

    TextMatcher(TextPattern pattern) {
        this.pattern = pattern.folded;
        this.shorter = pattern.shorter;
        this.found = pattern.isEmpty();
    }

    boolean found() {
        return found;
    }

    /** What comes next does not continue what came before. */
    void gap() {
        matched = 0;
    }

    void text(String text) {
        folded(CaseFold.fold(text));
    }

    void folded(String text) {
        for (int i = 0; i < text.length() && !found; i++) {
            step(text.charAt(i));
        }
    }

    /** Octets that are all ASCII: the fast path for nearly all mail. */
    void ascii(byte[] octets, int offset, int length) {
        if (found) {
            return;
        }
        char first = pattern[0];
        int end = offset + length;
        int i = offset;
        while (i < end && !found) {
            if (matched == 0) {
                while (i < end && lower(octets[i]) != first) {
                    i++;
                }
                if (i == end) {
                    return;
                }
            }
            step(lower(octets[i++]));
        }
    }

    private static char lower(byte octet) {
        return (char) (octet >= 'A' && octet <= 'Z' ? octet + 32 : octet);
    }

    private void step(char next) {
        while (matched > 0 && pattern[matched] != next) {
            matched = shorter[matched - 1];
        }
        if (pattern[matched] == next && ++matched == pattern.length) {
            found = true;
        }
    }
}
