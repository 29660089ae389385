package org.mailloft.storage;

import java.util.Optional;

/**
 * Mailbox names in printable US-ASCII, as IMAP4rev1 sends them and as Maildir++ names its folders. RFC 3501 section
 * 5.1.3: printable characters stand for themselves, {@code &} is {@code &-}, all else is UTF-16 in a base64 without
 * padding and with a comma for the slash, between {@code &} and {@code -}.
 */
public final class ModifiedUtf7 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

    private ModifiedUtf7() {}

    /** The one valid way to write {@code name}. */
    public static String encode(String name) {
        var out = new StringBuilder(name.length() + 8);
        int at = 0;
        while (at < name.length()) {
            char c = name.charAt(at);
            if (c == '&') {
                out.append("&-");
                at++;
            } else if (isDirect(c)) {
                out.append(c);
                at++;
            } else {
                at = shift(name, at, out);
            }
        }
        return out.toString();
    }

    /** Writes the run of characters from {@code at} on that need base64; returns where it ends. */
    private static int shift(String name, int at, StringBuilder out) {
        out.append('&');
        int bits = 0;
        int pending = 0;
        int next = at;
        for (; next < name.length() && !isDirect(name.charAt(next)); next++) {
            bits = (bits << 16) | name.charAt(next);
            pending += 16;
            while (pending >= 6) {
                pending -= 6;
                out.append(ALPHABET.charAt((bits >>> pending) & 0x3f));
            }
        }
        if (pending > 0) {
            out.append(ALPHABET.charAt((bits << (6 - pending)) & 0x3f));
        }
        out.append('-');
        return next;
    }

    /**
     * The name that {@code encoded} stands for. Empty when it is not exactly what {@link #encode} writes: RFC 3501
     * forbids superfluous shifts and base64 for printable characters, so that a name has one spelling only.
     */
    public static Optional<String> decode(String encoded) {
        var out = new StringBuilder(encoded.length());
        int at = 0;
        while (at < encoded.length()) {
            char c = encoded.charAt(at++);
            if (!isDirect(c)) {
                return Optional.empty();
            }
            if (c != '&') {
                out.append(c);
                continue;
            }
            int end = encoded.indexOf('-', at);
            if (end < 0 || !unshift(encoded, at, end, out)) {
                return Optional.empty();
            }
            at = end + 1;
        }
        var name = out.toString();
        return encode(name).equals(encoded) && pairsSurrogates(name) ? Optional.of(name) : Optional.empty();
    }

    private static boolean unshift(String encoded, int from, int to, StringBuilder out) {
        if (from == to) {
            out.append('&');
            return true;
        }
        int bits = 0;
        int pending = 0;
        for (int i = from; i < to; i++) {
            int value = ALPHABET.indexOf(encoded.charAt(i));
            if (value < 0) {
                return false;
            }
            bits = (bits << 6) | value;
            pending += 6;
            if (pending >= 16) {
                pending -= 16;
                out.append((char) (bits >>> pending));
            }
        }
        return true;
    }

    private static boolean pairsSurrogates(String name) {
        return name.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static boolean isDirect(char c) {
        return c >= 0x20 && c < 0x7f;
    }
}
