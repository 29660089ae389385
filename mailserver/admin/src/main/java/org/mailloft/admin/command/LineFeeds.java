package org.mailloft.admin.command;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** Turns CR LF into LF; other CRs stay. */
final class LineFeeds extends FilterInputStream {

    LineFeeds(InputStream in) {
        super(new PushbackInputStream(in, 1));
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = in.read(into, offset, length);
        if (count < 0) {
            return -1;
        }
        int kept = offset;
        for (int i = offset; i < offset + count; i++) {
            if (into[i] != '\r' || !lineFeedFollows(into, i + 1, offset + count)) {
                into[kept++] = into[i];
            }
        }
        return kept > offset ? kept - offset : read(into, offset, length);
    }

    private boolean lineFeedFollows(byte[] octets, int next, int end) throws IOException {
        if (next < end) {
            return octets[next] == '\n';
        }
        int octet = in.read();
        if (octet >= 0) {
            ((PushbackInputStream) in).unread(octet);
        }
        return octet == '\n';
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, 8192)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
