package org.mailloft.mime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One header field as received, a view of the block it stands in. A line without a colon is a field whose name is the
 * whole line and whose value is empty: nothing of a block is lost.
 */
public final class Header {

    private final byte[] block;
    private final int start;
    private final int nameEnd;
    private final int valueStart;
    private final int end;

    Header(byte[] block, int start, int nameEnd, int valueStart, int end) {
        this.block = block;
        this.start = start;
        this.nameEnd = nameEnd;
        this.valueStart = valueStart;
        this.end = end;
    }

    /** The name without white space around it, spelled as received; an octet string. */
    public String name() {
        return new String(block, start, nameEnd - start, StandardCharsets.ISO_8859_1);
    }

    /** Octets of the name; asking for it first is a cheap way to {@link #is}. */
    public int nameLength() {
        return nameEnd - start;
    }

    /** Whether this is the field {@code name}, compared without regard to case. */
    public boolean is(String name) {
        int length = nameEnd - start;
        if (length != name.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (Ascii.lower(block[start + i]) != Ascii.lower((byte) name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * The body of the field, unfolded: line ends are removed, the white space after them stays. White space around the
     * whole is removed. An octet string.
     */
    public String value() {
        String folded = foldedValue();
        return folded.indexOf('\n') < 0 ? folded : folded.replace("\r\n", "").replace("\n", "");
    }

    /** The body of the field with the line ends inside of it; white space around the whole is removed. */
    public String foldedValue() {
        int from = valueStart;
        int to = end;
        while (from < to && Ascii.isSpace(block[from])) {
            from++;
        }
        while (to > from && Ascii.isSpace(block[to - 1])) {
            to--;
        }
        return new String(block, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** {@link #value} as text, RFC 2047 encoded words decoded. */
    public String text() {
        return EncodedWords.decode(value());
    }

    /** Where the field begins in the octets of its block. */
    public int start() {
        return start;
    }

    /** Where the next field begins: after the line end of this one's last line. */
    public int end() {
        return end;
    }

    /** The field with its line ends; the array is the caller's. */
    public byte[] raw() {
        return Arrays.copyOfRange(block, start, end);
    }

    @Override
    public String toString() {
        return name() + ": " + value();
    }
}
