package org.mailloft.imap.fetch;

import java.util.Arrays;

/**
 * Gathers a part of a response that will be kept: strings of a message in the forms of RFC 3501 section 4.3. Strings are
 * octet strings. As Dovecot does, a string with more than a few characters to escape is sent as a literal.
 */
final class WireBuffer {

    private static final int MAX_ESCAPES = 2;

    /** Stands for NUL, which no IMAP string can hold: U+FFFD in UTF-8. */
    private static final String NUL_REPLACEMENT = "\u00ef\u00bf\u00bd";

    private byte[] octets = new byte[512];
    private int length;

    WireBuffer append(String octets) {
        int count = octets.length();
        makeRoom(count);
        for (int i = 0; i < count; i++) {
            this.octets[length++] = (byte) octets.charAt(i);
        }
        return this;
    }

    WireBuffer append(char octet) {
        makeRoom(1);
        octets[length++] = (byte) octet;
        return this;
    }

    WireBuffer append(long number) {
        return append(Long.toString(number));
    }

    WireBuffer nil() {
        return append("NIL");
    }

    /** {@code nstring}: NIL for null. */
    WireBuffer nstring(String value) {
        return value == null ? nil() : string(value);
    }

    /** {@code string}: quoted if it can be, else a literal. */
    WireBuffer string(String value) {
        return isQuotable(value) ? quoted(value) : literal(value);
    }

    /**
     * {@code nstring} of something people read, such as a subject: every stretch of white space, line ends included,
     * becomes one space. NIL for null.
     */
    WireBuffer phrase(String value) {
        if (value == null) {
            return nil();
        }
        var words = new StringBuilder(value.length());
        boolean plain = true;
        for (int i = 0; i < value.length(); i++) {
            char octet = value.charAt(i);
            boolean space = octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
            plain &= octet != 0 && octet < 0x80 && octet != '"' && octet != '\\' && (!space || octet == ' ');
            if (!space) {
                words.append(octet);
            } else if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
                words.append(' ');
            }
        }
        return plain && words.length() == value.length() ? quoted(value) : literal(words.toString());
    }

    byte[] toOctets() {
        return Arrays.copyOf(octets, length);
    }

    private WireBuffer quoted(String value) {
        append('"');
        for (int i = 0; i < value.length(); i++) {
            char octet = value.charAt(i);
            if (octet == '"' || octet == '\\') {
                append('\\');
            }
            append(octet);
        }
        return append('"');
    }

    private WireBuffer literal(String value) {
        String octets = value.replace("\0", NUL_REPLACEMENT);
        return append('{').append(octets.length()).append("}\r\n").append(octets);
    }

    private static boolean isQuotable(String value) {
        int escapes = 0;
        for (int i = 0; i < value.length(); i++) {
            char octet = value.charAt(i);
            if (octet == 0 || octet == '\r' || octet == '\n' || octet >= 0x80) {
                return false;
            }
            if ((octet == '"' || octet == '\\') && ++escapes > MAX_ESCAPES) {
                return false;
            }
        }
        return true;
    }

    private void makeRoom(int count) {
        if (octets.length - length < count) {
            octets = Arrays.copyOf(octets, Math.max(length + count, 2 * octets.length));
        }
    }
}
