package org.mailloft.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The lines of a stream, one at a time in a shared buffer; a line longer than the buffer comes in pieces. A line ends
 * with LF, whether or not CR stands before it; a bare CR is an octet like any other.
 */
final class LineSource {

    private static final int BUFFER_OCTETS = 16 * 1024;

    private final InputStream in;
    private byte[] buffer = new byte[BUFFER_OCTETS];
    private int start;
    private int end;
    private int limit;
    private long bufferOffset;
    private long linesBefore;
    private int previousLineEnd;
    private boolean startsLine;
    private boolean endsLine = true;
    private boolean cutAfterCr;
    private boolean atEnd;

    LineSource(InputStream in) {
        this.in = in;
    }

    /** Moves to the next line or piece of one; false at the end of the stream. */
    boolean next() {
        previousLineEnd = end > 0 ? lineEndOctets() : 0;
        if (previousLineEnd > 0) {
            linesBefore++;
        }
        cutAfterCr = !endsLine && end > 0 && buffer[end - 1] == '\r';
        startsLine = endsLine;
        start = end;
        int at = start;
        while (true) {
            while (at < limit && buffer[at] != '\n') {
                at++;
            }
            if (at < limit) {
                end = at + 1;
                endsLine = true;
                return true;
            }
            if (atEnd || limit - start == buffer.length) {
                end = limit;
                endsLine = false;
                return end > start;
            }
            at -= fill();
        }
    }

    byte[] buffer() {
        return buffer;
    }

    /** First octet of the piece in {@link #buffer}. */
    int start() {
        return start;
    }

    /** One after the last octet of the piece, its line end included. */
    int end() {
        return end;
    }

    /** Whether the piece is the beginning of a line. */
    boolean startsLine() {
        return startsLine;
    }

    /** Octets of the line end that closes this piece: 0 when it has none, 1 for LF, 2 for CRLF. */
    int lineEndOctets() {
        if (!endsLine) {
            return 0;
        }
        boolean cr = end - start >= 2 ? buffer[end - 2] == '\r' : cutAfterCr;
        return cr ? 2 : 1;
    }

    /** {@link #lineEndOctets} of the piece before this one. */
    int previousLineEndOctets() {
        return previousLineEnd;
    }

    /** Whether the piece is a line with nothing in it. */
    boolean isEmptyLine() {
        int length = end - start;
        return startsLine && endsLine && (length == 1 || length == 2 && buffer[start] == '\r');
    }

    /** Where in the stream the piece begins. */
    long offset() {
        return bufferOffset + start;
    }

    /** Line ends before this piece. */
    long linesBefore() {
        return linesBefore;
    }

    /** Makes room, reads, and returns by how much the piece has moved down. */
    private int fill() {
        int moved = start;
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, limit - start);
            limit -= start;
            bufferOffset += start;
            start = 0;
        }
        try {
            int count = in.read(buffer, limit, buffer.length - limit);
            if (count < 0) {
                atEnd = true;
            } else {
                limit += count;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return moved;
    }
}
