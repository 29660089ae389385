package org.mailloft.mime;

import java.util.Arrays;

/** Collects the header fields worth keeping while the lines of a header go by, within the parser's bounds. */
final class HeaderKeeper {

    private static final byte[][] STRUCTURE = {
        octets("cc"),
        octets("bcc"),
        octets("date"),
        octets("from"),
        octets("in-reply-to"),
        octets("message-id"),
        octets("reply-to"),
        octets("sender"),
        octets("subject"),
        octets("to")
    };
    private static final byte[] CONTENT = octets("content-");

    private final MessageParser.Keep keep;
    private byte[] kept = new byte[512];
    private int length;
    private long allLength;
    private boolean keeping;

    HeaderKeeper(MessageParser.Keep keep) {
        this.keep = keep;
    }

    void begin() {
        length = 0;
        keeping = false;
    }

    /** The next line of the header, or piece of one. */
    void line(LineSource lines) {
        byte[] buffer = lines.buffer();
        int start = lines.start();
        boolean startsField = lines.startsLine() && buffer[start] != ' ' && buffer[start] != '\t';
        if (startsField) {
            keeping = keep == MessageParser.Keep.ALL || isStructure(buffer, start, lines.end());
        }
        int count = lines.end() - start;
        if (keeping && !lines.isEmptyLine()) {
            keeping = length + count <= MessageParser.MAX_HEADER_OCTETS
                    && allLength + count <= MessageParser.MAX_ALL_HEADER_OCTETS;
            if (keeping) {
                append(buffer, start, count);
            }
        }
    }

    Headers end() {
        return length == 0 ? Headers.EMPTY : Headers.of(Arrays.copyOf(kept, length));
    }

    private void append(byte[] buffer, int start, int count) {
        if (length + count > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(length + count, 2 * kept.length));
        }
        System.arraycopy(buffer, start, kept, length, count);
        length += count;
        allLength += count;
    }

    private static boolean isStructure(byte[] buffer, int start, int end) {
        if (isNamed(CONTENT, buffer, start, end)) {
            return true;
        }
        for (var name : STRUCTURE) {
            int after = start + name.length;
            if (isNamed(name, buffer, start, end)
                    && after < end
                    && (buffer[after] == ':' || Ascii.isSpace(buffer[after]))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNamed(byte[] name, byte[] buffer, int start, int end) {
        if (end - start < name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (Ascii.lower(buffer[start + i]) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] octets(String name) {
        return name.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
