package org.mailloft.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Reads the header block at the beginning of a message and nothing after it, if it can help it. */
public final class HeaderBlock {

    private static final int FIRST_READ = 4096;

    private HeaderBlock() {}

    /**
     * The block with the empty line at its end, as it stands in the stream; without one the whole stream is header.
     *
     * @return at most {@link MessageParser#MAX_HEADER_OCTETS} octets; the array is the caller's
     */
    public static byte[] read(InputStream in) {
        var block = new byte[FIRST_READ];
        int length = 0;
        int lineStart = 0;
        try {
            while (true) {
                int count = in.read(block, length, block.length - length);
                if (count < 0) {
                    return Arrays.copyOf(block, length);
                }
                for (int i = length; i < length + count; i++) {
                    if (block[i] == '\n') {
                        if (i == lineStart || i == lineStart + 1 && block[lineStart] == '\r') {
                            return Arrays.copyOf(block, i + 1);
                        }
                        lineStart = i + 1;
                    }
                }
                length += count;
                if (length == MessageParser.MAX_HEADER_OCTETS) {
                    return block;
                }
                if (length == block.length) {
                    block = Arrays.copyOf(block, Math.min(MessageParser.MAX_HEADER_OCTETS, 4 * length));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
