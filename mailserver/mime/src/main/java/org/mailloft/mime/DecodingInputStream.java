package org.mailloft.mime;

import java.io.IOException;
import java.io.InputStream;

/** Decodes what it reads from another stream. */
final class DecodingInputStream extends InputStream {

    private static final int CHUNK_OCTETS = 8192;

    private final InputStream in;
    private final TransferEncoding.Decoder decoder;
    private final byte[] encoded = new byte[CHUNK_OCTETS];
    private final byte[] decoded;
    private int position;
    private int limit;
    private boolean atEnd;

    DecodingInputStream(InputStream in, TransferEncoding.Decoder decoder) {
        this.in = in;
        this.decoder = decoder;
        this.decoded = new byte[decoder.room(CHUNK_OCTETS)];
    }

    @Override
    public int read() throws IOException {
        return fill() ? decoded[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(decoded, position, into, offset, count);
        position += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean fill() throws IOException {
        while (position == limit && !atEnd) {
            position = 0;
            int count = in.read(encoded, 0, encoded.length);
            if (count < 0) {
                atEnd = true;
                limit = decoder.end(decoded, 0);
            } else {
                limit = decoder.decode(encoded, 0, count, decoded);
            }
        }
        return position < limit;
    }
}
