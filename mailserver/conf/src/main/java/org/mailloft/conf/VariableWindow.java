package org.mailloft.conf;

/**
 * Which part of a value is wanted: {@code [[-]offset.][-][0]width}. A negative offset counts from the end, a negative
 * width leaves that many characters out at the end, a width with a leading zero pads and never cuts.
 */
final class VariableWindow {
    private int offset;
    private int width;
    private boolean zeroPadded;

    /** Reads the numbers at {@code start}, each at most {@code limit}; returns the position after them. */
    int parse(String template, int start, int limit) {
        var in = new Digits(template, start, limit);
        boolean negative = in.skip('-');
        zeroPadded = in.skip('0');
        width = in.number();
        if (in.skip('.')) {
            offset = negative ? -width : width;
            zeroPadded = in.skip('0');
            boolean fromEnd = in.skip('-');
            width = in.number();
            width = fromEnd ? -width : width;
        }
        return in.at;
    }

    /** Modulus for hashes: taken once, so that the result is not cut as well. 0 when there is none. */
    int takeWidth() {
        int taken = width;
        width = 0;
        return taken;
    }

    /** Minimal number of hash digits, likewise. */
    int takeOffset() {
        int taken = offset;
        offset = 0;
        return taken;
    }

    void append(String value, StringBuilder out) {
        int length = value.codePointCount(0, value.length());
        int from = offset >= 0 ? Math.min(offset, length) : length > -offset ? length + offset : 0;
        int left = length - from;
        int count = left;
        if (zeroPadded) {
            out.repeat('0', Math.max(0, width - left));
        } else if (width > 0) {
            count = Math.min(width, left);
        } else if (width < 0 && left + width >= 0) {
            count = left + width; // a value too short for it stays whole, as in Dovecot
        }
        int start = value.offsetByCodePoints(0, from);
        out.append(value, start, value.offsetByCodePoints(start, count));
    }

    private static final class Digits {
        private final String text;
        private final int limit;
        private int at;

        Digits(String text, int at, int limit) {
            this.text = text;
            this.at = at;
            this.limit = limit;
        }

        boolean skip(char wanted) {
            boolean found = at < text.length() && text.charAt(at) == wanted;
            at += found ? 1 : 0;
            return found;
        }

        int number() {
            int number = 0;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                number = Math.min(limit, number * 10 + (text.charAt(at++) - '0'));
            }
            return number;
        }
    }
}
