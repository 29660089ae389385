package org.mailloft.mime.search;

/** A text to look for, prepared once. Immutable; two patterns of the same text are equal. */
public final class TextPattern {

    private final String text;
    final char[] folded;
    /** For each length of a partial match: the length of the longest shorter one it contains (Knuth, Morris, Pratt). */
    final int[] shorter;

    private TextPattern(String text) {
        this.text = text;
        this.folded = CaseFold.fold(text).toCharArray();
        this.shorter = shorter(folded);
    }

    /** @param text decoded text; the empty text is in everything */
    public static TextPattern of(String text) {
        return new TextPattern(text);
    }

    /** Whether the pattern occurs in a decoded text. */
    public boolean isIn(String text) {
        if (folded.length == 0) {
            return true;
        }
        var matcher = new TextMatcher(this);
        matcher.text(text);
        return matcher.found();
    }

    public boolean isEmpty() {
        return folded.length == 0;
    }

    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextPattern pattern && text.equals(pattern.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private static int[] shorter(char[] pattern) {
        var shorter = new int[pattern.length];
        int matched = 0;
        for (int i = 1; i < pattern.length; i++) {
            while (matched > 0 && pattern[i] != pattern[matched]) {
                matched = shorter[matched - 1];
            }
            if (pattern[i] == pattern[matched]) {
                matched++;
            }
            shorter[i] = matched;
        }
        return shorter;
    }
}
