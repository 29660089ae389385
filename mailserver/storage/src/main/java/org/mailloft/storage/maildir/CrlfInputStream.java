package org.mailloft.storage.maildir;

import java.io.IOException;
import java.io.InputStream;

/** Puts a CR before every LF that has none. */
final class CrlfInputStream extends InputStream {

    private static final int BUFFER_OCTETS = 64 * 1024;

    private final InputStream in;
    private final byte[] source = new byte[BUFFER_OCTETS];
    private byte[] ready = new byte[0];
    private int at;
    private boolean afterCr;

    CrlfInputStream(InputStream in) {
        this.in = in;
    }

    /** The same for octets at hand; returns the array itself when nothing is missing. */
    static byte[] convert(byte[] octets) {
        return convert(octets, octets.length, false);
    }

    private static byte[] convert(byte[] octets, int length, boolean afterCr) {
        int missing = 0;
        byte before = afterCr ? (byte) '\r' : 0;
        for (int i = 0; i < length; i++) {
            byte c = octets[i];
            if (c == '\n' && before != '\r') {
                missing++;
            }
            before = c;
        }
        if (missing == 0 && length == octets.length) {
            return octets;
        }
        return insert(octets, length, afterCr, new byte[length + missing]);
    }

    private static byte[] insert(byte[] octets, int length, boolean afterCr, byte[] out) {
        int written = 0;
        byte before = afterCr ? (byte) '\r' : 0;
        for (int i = 0; i < length; i++) {
            byte c = octets[i];
            if (c == '\n' && before != '\r') {
                out[written++] = '\r';
            }
            out[written++] = c;
            before = c;
        }
        return out;
    }

    @Override
    public int read() throws IOException {
        return fill() ? ready[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int n = Math.min(length, ready.length - at);
        System.arraycopy(ready, at, target, offset, n);
        at += n;
        return n;
    }

    private boolean fill() throws IOException {
        if (at < ready.length) {
            return true;
        }
        int n = in.read(source);
        if (n <= 0) {
            return false;
        }
        boolean endsInCr = source[n - 1] == '\r';
        var converted = convert(source, n, afterCr);
        ready = converted == source ? source.clone() : converted;
        afterCr = endsInCr;
        at = 0;
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
