package org.mailloft.storage.maildir;

import org.mailloft.storage.SystemFlag;

/**
 * Name of a message file, such as {@code 1795292495.M280298P31421.vm,S=54,W=60:2,FSab}.
 *
 * <p>The base name, all before the first colon, identifies the message: it stays while flags change, and is the
 * message's GUID. {@code S=} in it is the size as stored, {@code W=} the size with CRLF line ends. The info part after
 * {@code :2,} holds letters in ASCII order: {@code DFRST} for system flags, {@code a} to {@code z} for keyword numbers 0
 * to 25. Letters that mean nothing to us, and a second list of them after another comma, are kept as they are.
 *
 * @param base never contains a colon or slash; empty in a broken name
 * @param info the rest of the file name: empty, or from the colon on
 */
record MaildirName(String base, String info) {

    /** Keywords that have a letter. */
    static final int KEYWORD_LETTERS = 26;

    private static final String FLAGS = ":2,";
    private static final String SYSTEM_LETTERS = "DFRST";

    /** Returned by {@link #physicalSize} and {@link #virtualSize} when the name does not tell. */
    static final long UNKNOWN = -1;

    static MaildirName parse(String fileName) {
        int colon = fileName.indexOf(':');
        return colon < 0
                ? new MaildirName(fileName, "")
                : new MaildirName(fileName.substring(0, colon), fileName.substring(colon));
    }

    /** The part of a file name that identifies the message. */
    static String baseOf(String fileName) {
        int colon = fileName.indexOf(':');
        return colon < 0 ? fileName : fileName.substring(0, colon);
    }

    /** When the message was delivered, in seconds since 1970, as base names begin; -1 when this one does not tell. */
    static long seconds(String base) {
        return leadingNumber(base, 0);
    }

    /** Microseconds of that, or -1. */
    static long micros(String base) {
        int at = base.indexOf(".M");
        return at < 0 ? -1 : leadingNumber(base, at + 2);
    }

    private static long leadingNumber(String text, int from) {
        int end = from;
        while (end < text.length() && end - from < 18 && isDigit(text.charAt(end))) {
            end++;
        }
        return end == from ? -1 : Long.parseLong(text, from, end, 10);
    }

    String fileName() {
        return base + info;
    }

    /** Octets of the file, before any compression, by {@code ,S=}. */
    long physicalSize() {
        return number(",S=");
    }

    /** Octets of the message with CRLF line ends, by {@code ,W=}. */
    long virtualSize() {
        return number(",W=");
    }

    private long number(String key) {
        int at = base.indexOf(key);
        if (at < 0) {
            return UNKNOWN;
        }
        int start = at + key.length();
        int end = start;
        long value = 0;
        while (end < base.length() && isDigit(base.charAt(end)) && end - start < 18) {
            value = value * 10 + (base.charAt(end++) - '0');
        }
        boolean whole = end > start && (end == base.length() || base.charAt(end) == ',');
        return whole ? value : UNKNOWN;
    }

    /** The same message under a base name that tells these sizes and no others. */
    MaildirName withSizes(long physicalSize, long virtualSize) {
        int comma = base.indexOf(',');
        var unique = comma < 0 ? base : base.substring(0, comma);
        return new MaildirName(unique + ",S=" + physicalSize + ",W=" + virtualSize, info);
    }

    /** {@link SystemFlag#bit}s that the letters stand for. */
    long systemBits() {
        long bits = 0;
        for (int i = lettersStart(); i < lettersEnd(); i++) {
            bits |= systemBit(info.charAt(i));
        }
        return bits;
    }

    /** Keyword numbers that the letters stand for, as bits: bit 0 for {@code a}. */
    int keywordBits() {
        int bits = 0;
        for (int i = lettersStart(); i < lettersEnd(); i++) {
            char letter = info.charAt(i);
            if (letter >= 'a' && letter <= 'z') {
                bits |= 1 << (letter - 'a');
            }
        }
        return bits;
    }

    /** The same message with exactly these flags and keyword letters; unknown letters stay. */
    MaildirName withFlags(long systemBits, int keywordBits) {
        return info.isEmpty() ? withPlainFlags(systemBits, keywordBits) : withMergedFlags(systemBits, keywordBits);
    }

    private MaildirName withPlainFlags(long systemBits, int keywordBits) {
        var out = new StringBuilder(FLAGS);
        for (int i = 0; i < SYSTEM_LETTERS.length(); i++) {
            char letter = SYSTEM_LETTERS.charAt(i);
            if ((systemBits & systemBit(letter)) != 0) {
                out.append(letter);
            }
        }
        for (int left = keywordBits; left != 0; left &= left - 1) {
            out.append((char) ('a' + Integer.numberOfTrailingZeros(left)));
        }
        return new MaildirName(base, out.toString());
    }

    private MaildirName withMergedFlags(long systemBits, int keywordBits) {
        var out = new StringBuilder(FLAGS);
        int at = lettersStart();
        int end = lettersEnd();
        for (char letter = 0; letter < 0x80; letter++) {
            while (at < end && info.charAt(at) <= letter) {
                char old = info.charAt(at++);
                if (systemBit(old) == 0 && !(old >= 'a' && old <= 'z')) {
                    out.append(old);
                }
            }
            boolean wanted = letter >= 'a' && letter <= 'z'
                    ? (keywordBits & 1 << (letter - 'a')) != 0
                    : (systemBits & systemBit(letter)) != 0;
            if (wanted) {
                out.append(letter);
            }
        }
        out.append(info, at, info.length());
        return new MaildirName(base, out.toString());
    }

    private int lettersStart() {
        return info.startsWith(FLAGS) ? FLAGS.length() : info.length();
    }

    private int lettersEnd() {
        int start = lettersStart();
        int comma = info.indexOf(',', start);
        return comma < 0 ? info.length() : comma;
    }

    private static long systemBit(char letter) {
        return switch (letter) {
            case 'D' -> SystemFlag.DRAFT.bit();
            case 'F' -> SystemFlag.FLAGGED.bit();
            case 'R' -> SystemFlag.ANSWERED.bit();
            case 'S' -> SystemFlag.SEEN.bit();
            case 'T' -> SystemFlag.DELETED.bit();
            default -> 0;
        };
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    @Override
    public String toString() {
        return fileName();
    }
}
