package org.mailloft.mime;

import java.util.Arrays;

/**
 * RFC 2047: text in header fields. Lenient where mailers are: words longer than 75 octets, spaces inside of them, and
 * characters split between two words of the same charset are understood.
 */
public final class EncodedWords {

    private EncodedWords() {}

    /** Decodes an octet string to text; what is no encoded word stays, octets above 127 as {@link Charsets#decode}. */
    public static String decode(String octets) {
        if (!octets.contains("=?")) {
            return Charsets.decode(octets);
        }
        return new Decoder(octets).run();
    }

    /** An encoded word: {@code "=?" charset "?" encoding "?" encoded-text "?="}. */
    private record Word(String charset, byte[] octets, int end) {}

    private static final class Decoder {
        private final String in;
        private final StringBuilder out = new StringBuilder();
        /** Octets of adjacent words of one charset, decoded together. */
        private byte[] pending = new byte[64];

        private int pendingLength;
        private String charset = "";
        /** From here on the text is not part of any word. */
        private int plain;

        Decoder(String in) {
            this.in = in;
        }

        String run() {
            boolean afterWord = false;
            int at = in.indexOf("=?");
            while (at >= 0) {
                var word = word(at);
                if (word == null) {
                    at = in.indexOf("=?", at + 2);
                    continue;
                }
                boolean adjacent = afterWord && in.substring(plain, at).isBlank();
                if (!adjacent) {
                    flushWords();
                    out.append(Charsets.decode(in.substring(plain, at)));
                }
                add(word);
                afterWord = true;
                plain = word.end;
                at = in.indexOf("=?", plain);
            }
            flushWords();
            return out.append(Charsets.decode(in.substring(plain))).toString();
        }

        private void add(Word word) {
            if (!word.charset.equalsIgnoreCase(charset)) {
                flushWords();
                charset = word.charset;
            }
            int length = pendingLength + word.octets.length;
            if (length > pending.length) {
                pending = Arrays.copyOf(pending, Math.max(length, 2 * pending.length));
            }
            System.arraycopy(word.octets, 0, pending, pendingLength, word.octets.length);
            pendingLength = length;
        }

        private void flushWords() {
            out.append(Charsets.decode(pending, pendingLength, charset));
            pendingLength = 0;
        }

        /** The encoded word that begins at {@code start}, or null when there is none. Looks at each octet once. */
        private Word word(int start) {
            int afterCharset = endOfToken(start + 2);
            if (afterCharset < 0 || afterCharset + 2 >= in.length() || in.charAt(afterCharset + 2) != '?') {
                return null;
            }
            int textStart = afterCharset + 3;
            int textEnd = in.indexOf('?', textStart);
            if (textEnd < 0 || textEnd + 1 >= in.length() || in.charAt(textEnd + 1) != '=') {
                return null;
            }
            String label = in.substring(start + 2, afterCharset);
            int language = label.indexOf('*'); // RFC 2231 section 5
            String name = language < 0 ? label : label.substring(0, language);
            String text = in.substring(textStart, textEnd);
            return switch (in.charAt(afterCharset + 1)) {
                case 'b', 'B' -> new Word(name, TransferEncoding.BASE64.decode(Octets.of(text)), textEnd + 2);
                case 'q', 'Q' -> new Word(name, decodeQ(text), textEnd + 2);
                default -> null;
            };
        }

        /** Index of the question mark that ends the charset, which must be near and without white space; or -1. */
        private int endOfToken(int from) {
            int limit = Math.min(in.length(), from + 100);
            for (int i = from; i < limit; i++) {
                char octet = in.charAt(i);
                if (octet == '?') {
                    return i > from ? i : -1;
                }
                if (octet <= ' ') {
                    return -1;
                }
            }
            return -1;
        }
    }

    /** RFC 2047 section 4.2. */
    private static byte[] decodeQ(String text) {
        var octets = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char octet = text.charAt(i);
            int high = octet == '=' && i + 2 < text.length() ? Ascii.hex(text.charAt(i + 1)) : -1;
            int low = high >= 0 ? Ascii.hex(text.charAt(i + 2)) : -1;
            if (low >= 0) {
                octets[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                octets[length++] = (byte) (octet == '_' ? ' ' : octet);
            }
        }
        return Arrays.copyOf(octets, length);
    }
}
