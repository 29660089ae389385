package org.mailloft.admin.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** Octets that wait until it is known whether they are wanted: a little in memory, the rest in a file without a name. */
final class Spool extends OutputStream {

    private static final int MEMORY_OCTETS = 1 << 20;

    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private FileChannel tail;
    private OutputStream tailOut;
    private long length;

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int count) throws IOException {
        length += count;
        if (tail == null && length <= MEMORY_OCTETS) {
            head.write(octets, offset, count);
            return;
        }
        if (tail == null) {
            open();
        }
        tailOut.write(octets, offset, count);
    }

    private void open() throws IOException {
        var file = Files.createTempFile("doveadm", ".tmp");
        try {
            tail = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            tailOut = new java.io.BufferedOutputStream(Channels.newOutputStream(tail), 16 << 10);
        } finally {
            Files.delete(file);
        }
    }

    long length() {
        return length;
    }

    /** Everything written, once; close the spool afterwards. */
    InputStream content() throws IOException {
        var inMemory = new java.io.ByteArrayInputStream(head.toByteArray());
        if (tail == null) {
            return inMemory;
        }
        tailOut.flush();
        tail.position(0);
        return new SequenceInputStream(inMemory, Channels.newInputStream(tail));
    }

    @Override
    public void close() throws IOException {
        if (tail != null) {
            tail.close();
        }
    }
}
