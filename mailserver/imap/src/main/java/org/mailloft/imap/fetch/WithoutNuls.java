package org.mailloft.imap.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** No IMAP string can hold a NUL (RFC 3501 section 4.3); as Dovecot does, it becomes 0x80. */
final class WithoutNuls extends FilterInputStream {

    private static final byte REPLACEMENT = (byte) 0x80;

    WithoutNuls(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        return octet == 0 ? REPLACEMENT & 0xff : octet;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        replace(into, offset, count);
        return count;
    }

    static void replace(byte[] octets, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            if (octets[i] == 0) {
                octets[i] = REPLACEMENT;
            }
        }
    }
}
