package org.mailloft.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.mailloft.mime.Header;
import org.mailloft.mime.Headers;

/**
 * A message that was received and waits to be delivered: its beginning in memory, what goes beyond in a temporary file
 * without a name. Written by one thread, then read by any number of them at once. Close it once.
 */
public final class SpooledMessage implements AutoCloseable {

    /** Why a message was not kept; its octets were thrown away from then on. */
    public enum Problem {
        TOO_LARGE,
        /** The temporary file could not be written. */
        NO_SPACE
    }

    private final Path directory;
    private final int memoryOctets;
    private final long maxOctets;

    private byte[] head;
    private int headLength;
    private FileChannel tail;
    private long size;
    private Problem problem;
    private IOException cause;

    /**
     * @param directory for the temporary file
     * @param memoryOctets kept in memory at most
     * @param maxOctets of the whole message; more makes it {@link Problem#TOO_LARGE}
     */
    public SpooledMessage(Path directory, int memoryOctets, long maxOctets) {
        this.directory = directory;
        this.memoryOctets = memoryOctets;
        this.maxOctets = maxOctets;
        this.head = new byte[Math.min(memoryOctets, 8192)];
    }

    /** Adds octets. Never fails: see {@link #problem}. */
    public void write(byte[] octets, int offset, int length) {
        size += length;
        if (problem == null && size > maxOctets) {
            fail(Problem.TOO_LARGE, null);
        }
        if (problem != null) {
            return;
        }
        int kept = Math.min(length, memoryOctets - headLength);
        if (kept > 0) {
            keep(octets, offset, kept);
        }
        if (kept < length) {
            spill(ByteBuffer.wrap(octets, offset + kept, length - kept));
        }
    }

    /** Octets written so far. */
    public long size() {
        return size;
    }

    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    /** What the disk said, for the log. */
    public Optional<IOException> cause() {
        return Optional.ofNullable(cause);
    }

    /** The message's header, as far as it is within the part that is kept in memory. */
    public Headers headers() {
        return Headers.of(head, headLength);
    }

    /** Passes on the octets from {@code from} up to {@code to}. */
    public void copy(long from, long to, OctetSink out) {
        long at = from;
        if (at < Math.min(to, headLength)) {
            int end = (int) Math.min(to, headLength);
            out.write(head, (int) at, end - (int) at);
            at = end;
        }
        var buffer = ByteBuffer.allocate(at < to ? 64 << 10 : 0);
        try {
            while (at < to) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), to - at));
                int count = tail.read(buffer, at - headLength);
                if (count < 0) {
                    throw new IOException("the spooled message is shorter than what was written");
                }
                out.write(buffer.array(), 0, count);
                at += count;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Passes on the whole message but for header fields of this name. */
    public void copyWithout(String name, OctetSink out) {
        long from = 0;
        for (Header header : headers()) {
            if (header.is(name)) {
                copy(from, header.start(), out);
                from = header.end();
            }
        }
        copy(from, size, out);
    }

    @Override
    public void close() {
        head = new byte[0];
        headLength = 0;
        closeTail();
    }

    private void keep(byte[] octets, int offset, int length) {
        if (head.length < headLength + length) {
            head = Arrays.copyOf(head, Math.min(memoryOctets, Math.max(head.length * 2, headLength + length)));
        }
        System.arraycopy(octets, offset, head, headLength, length);
        headLength += length;
    }

    private void spill(ByteBuffer octets) {
        try {
            if (tail == null) {
                tail = open(directory);
            }
            while (octets.hasRemaining()) {
                tail.write(octets);
            }
        } catch (IOException e) {
            fail(Problem.NO_SPACE, e);
        }
    }

    /** The file loses its name at once, so that nothing stays behind whatever happens to us. */
    private static FileChannel open(Path directory) throws IOException {
        var file = Files.createTempFile(directory, "mail.", ".tmp");
        try {
            return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(file);
        }
    }

    private void fail(Problem problem, IOException cause) {
        this.problem = problem;
        this.cause = cause;
        closeTail();
    }

    private void closeTail() {
        if (tail != null) {
            try {
                tail.close();
            } catch (IOException _) {
                // nobody will read it
            }
        }
    }
}
