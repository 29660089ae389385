package org.mailloft.smtp;

import java.nio.charset.StandardCharsets;
import org.mailloft.net.OctetInput;

/** Reads command lines and message octets from a connection. Only CR LF ends a line. */
final class SmtpReader {

    /** Octets of an endless line that are read before giving up on the client. */
    private static final int MAX_SKIPPED_OCTETS = 1 << 20;

    private final OctetInput input;
    private final CommandParser parser;
    private final byte[] line;

    /** @param maxLineOctets longest command line, without CRLF */
    SmtpReader(OctetInput input, CommandParser parser, int maxLineOctets) {
        this.input = input;
        this.parser = parser;
        this.line = new byte[maxLineOctets + 2];
    }

    /** Something after which nobody knows where the next command begins; the message goes to the client. */
    static final class OutOfSync extends RuntimeException {
        OutOfSync(String clientText) {
            super(clientText, null, false, false);
        }
    }

    /** The next command; waits for it. */
    SmtpCommand command() {
        return parser.parse(line());
    }

    private String line() {
        int length = 0;
        long skipped = 0;
        byte previous = 0;
        while (true) {
            var octets = input.buffered();
            if (!octets.hasRemaining()) {
                octets = input.fill();
            }
            while (octets.hasRemaining()) {
                byte octet = octets.get();
                if (length < line.length) {
                    line[length++] = octet;
                } else if (++skipped > MAX_SKIPPED_OCTETS) {
                    throw new OutOfSync("Line too long");
                }
                if (octet == '\n' && previous == '\r') {
                    if (skipped > 0) {
                        throw new BadSyntax(500, "5.5.2", "Line too long");
                    }
                    return new String(line, 0, length - 2, StandardCharsets.ISO_8859_1);
                }
                previous = octet;
            }
        }
    }

    /** Reads a message up to its end mark. */
    void data(OctetSink out) {
        var dots = new DotReader();
        do {
            var octets = input.buffered();
            if (!octets.hasRemaining()) {
                octets = input.fill();
            }
            if (dots.read(octets, out)) {
                return;
            }
        } while (true);
    }

    /** Reads a chunk of known size. */
    void chunk(long size, OctetSink out) {
        var buffer = new byte[(int) Math.min(size, 16 << 10)];
        for (long left = size; left > 0; ) {
            int count = input.read(buffer, 0, (int) Math.min(left, buffer.length));
            out.write(buffer, 0, count);
            left -= count;
        }
    }
}
