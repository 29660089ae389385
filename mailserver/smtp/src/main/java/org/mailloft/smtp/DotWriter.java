package org.mailloft.smtp;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes a message as DATA wants it (RFC 5321 section 4.5.2): a dot before each line that begins with one, and every line
 * end CRLF. A CR or LF alone becomes CRLF too: what the next server may take for the end of a line must not be hidden in one.
 */
final class DotWriter implements OctetSink {

    private static final byte[] END = ".\r\n".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private boolean atLineStart = true;
    private boolean afterCr;

    DotWriter(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        try {
            for (int i = offset; i < offset + length; i++) {
                write(octets[i]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The line with the dot, on a line of its own. */
    void end() throws IOException {
        if (afterCr || !atLineStart) {
            endLine();
        }
        out.write(END);
    }

    private void write(byte octet) throws IOException {
        if (octet == '\n') {
            endLine();
            return;
        }
        if (afterCr) {
            endLine();
        }
        if (octet == '\r') {
            afterCr = true;
            return;
        }
        if (atLineStart && octet == '.') {
            out.write('.');
        }
        out.write(octet);
        atLineStart = false;
    }

    private void endLine() throws IOException {
        out.write('\r');
        out.write('\n');
        afterCr = false;
        atLineStart = true;
    }
}
