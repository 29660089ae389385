package org.mailloft.storage.memory;

import java.io.ByteArrayOutputStream;
import org.mailloft.storage.IncomingMessage;

/** A message on its way in; line ends become CRLF as octets arrive. */
final class Draft implements IncomingMessage {

    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private int lines;
    private boolean afterCr;

    @Override
    public void write(byte[] octets, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (octets[i] == '\n') {
                lines++;
                if (!afterCr) {
                    content.write('\r');
                }
            }
            content.write(octets[i]);
            afterCr = octets[i] == '\r';
        }
    }

    @Override
    public long size() {
        return content.size();
    }

    /** As Maildir keeps it: one octet less for every line end. */
    @Override
    public long physicalSize() {
        return content.size() - lines;
    }

    byte[] content() {
        return content.toByteArray();
    }

    @Override
    public void close() {
        // The garbage collector throws it away.
    }
}
