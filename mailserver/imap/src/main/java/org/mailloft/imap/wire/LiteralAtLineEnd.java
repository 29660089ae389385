package org.mailloft.imap.wire;

/** Notices whether the line that goes by ends in <code>{n+}</code>, so that bad commands can be skipped as a whole. */
final class LiteralAtLineEnd {

    private enum At {
        TEXT,
        DIGITS,
        PLUS,
        BRACE,
        LINE_END
    }

    private At at = At.TEXT;
    private long octets;

    void take(int octet) {
        at = switch (octet) {
            case '{' -> begin();
            case '+' -> at == At.DIGITS ? At.PLUS : At.TEXT;
            case '}' -> at == At.PLUS ? At.BRACE : At.TEXT;
            case '\r' -> at == At.BRACE ? At.BRACE : At.TEXT;
            case '\n' -> at == At.BRACE ? At.LINE_END : At.TEXT;
            default -> at == At.DIGITS && CharClass.isDigit(octet) ? digit(octet) : At.TEXT;
        };
    }

    /** Octets of the literal that follows the line just ended; -1 when none does. */
    long announced() {
        return at == At.LINE_END ? octets : -1;
    }

    private At begin() {
        octets = 0;
        return At.DIGITS;
    }

    private At digit(int octet) {
        octets = Math.min(octets * 10 + octet - '0', Long.MAX_VALUE / 100);
        return At.DIGITS;
    }
}
