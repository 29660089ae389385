package org.mailloft.smtp;

import java.nio.ByteBuffer;

/**
 * Finds the end of a message sent with DATA and takes out the dots that were put in. RFC 5321 section 4.5.2.
 *
 * <p>Only CR LF ends a line here, and only CR LF "." CR LF ends the message: a lone CR or LF is an octet like any other,
 * wherever it stands. Everybody who relays mail must agree on where it ends, or one can smuggle a second message inside
 * of the first.
 */
final class DotReader {

    private enum State {
        LINE_START,
        /** A dot at the start of a line, not passed on yet. */
        DOT,
        /** The same, and a CR after it. */
        DOT_CR,
        IN_LINE,
        CR,
        END
    }

    private static final byte[] LONE_CR = {'\r'};

    private final byte[] chunk = new byte[8192];
    private State state = State.LINE_START;

    /**
     * Passes on what it can of {@code in} and advances its position; what follows the end stays there.
     *
     * @return whether the end was reached
     */
    boolean read(ByteBuffer in, OctetSink out) {
        while (state != State.END && in.hasRemaining()) {
            int length = Math.min(chunk.length, in.remaining());
            in.get(in.position(), chunk, 0, length);
            in.position(in.position() + decode(length, out));
        }
        return state == State.END;
    }

    /** Goes through the chunk, passing on runs of octets between the dots to be left out; returns how many it took. */
    private int decode(int length, OctetSink out) {
        int run = 0;
        for (int i = 0; i < length; i++) {
            byte octet = chunk[i];
            switch (state) {
                case IN_LINE -> {
                    if (octet == '\r') {
                        state = State.CR;
                    }
                }
                case CR -> state = octet == '\n' ? State.LINE_START : octet == '\r' ? State.CR : State.IN_LINE;
                case LINE_START -> {
                    if (octet == '.') {
                        write(run, i, out);
                        run = i + 1;
                        state = State.DOT;
                    } else {
                        state = octet == '\r' ? State.CR : State.IN_LINE;
                    }
                }
                case DOT -> {
                    if (octet == '\r') {
                        // Held back: with an LF it belongs to the end mark.
                        run = i + 1;
                        state = State.DOT_CR;
                    } else {
                        state = State.IN_LINE;
                    }
                }
                case DOT_CR -> {
                    if (octet == '\n') {
                        state = State.END;
                        return i + 1;
                    }
                    out.write(LONE_CR, 0, 1);
                    state = octet == '\r' ? State.CR : State.IN_LINE;
                }
                case END -> throw new IllegalStateException("read after the end");
            }
        }
        write(run, length, out);
        return length;
    }

    private void write(int from, int to, OctetSink out) {
        if (to > from) {
            out.write(chunk, from, to - from);
        }
    }
}
