package org.mailloft.storage.index;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mailloft.storage.Mailbox.Derived;
import org.mailloft.storage.disk.Disk;

/**
 * Octets of a header cache: a frame (see {@link Frames}) that names the mailbox, then blocks. A block is a frame with a
 * table of what follows, then as many frames with the contents; opening the file reads the tables only. One thread at a
 * time.
 */
final class CacheFile {

    /** Octets of one content at most. */
    static final int MAX_CONTENT_OCTETS = 64 * 1024;

    /** A table row: uid, what, octets of the content. */
    private static final int ROW_OCTETS = 4 + 1 + 4;

    private static final int MAGIC = 0x4D4C_4843;
    private static final int VERSION = 1;

    private final Disk disk;
    private final Path file;
    private final int mode;
    private final byte[] head;
    private int octets;
    private ByteBuffer mapped = ByteBuffer.allocate(0);

    /** @param guid of the mailbox: a file of another one, or of another UIDVALIDITY, is as good as none */
    CacheFile(Disk disk, Path file, int mode, String guid, long uidValidity) {
        this.disk = disk;
        this.file = file;
        this.mode = mode;
        var name = guid.getBytes(StandardCharsets.US_ASCII);
        this.head = Frames.finish(Frames.begin(4 + 4 + 8 + name.length)
                .putInt(MAGIC)
                .putInt(VERSION)
                .putLong(uidValidity)
                .put(name));
    }

    /** Octets in the file; 0 when there is none to be believed. */
    int octets() {
        return octets;
    }

    /** Reads where everything is. What is cut off at the end is not counted, and is overwritten by {@link #append}. */
    UidTable open() throws IOException {
        var table = new UidTable(Derived.values().length);
        octets = 0;
        try {
            mapped = disk.map(file);
        } catch (NoSuchFileException | IllegalArgumentException _) {
            return table; // there is none, or it is of a size that no cache has
        }
        var content = mapped.duplicate();
        if (content.remaining() < head.length || content.slice(0, head.length).mismatch(ByteBuffer.wrap(head)) >= 0) {
            return table;
        }
        content.position(head.length);
        try {
            do {
                octets = content.position();
            } while (readBlock(content, table));
            mapped = mapped.slice(0, octets);
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException _) {
            octets = 0; // the checksum is right, the content is not: not written by this version
            return new UidTable(Derived.values().length);
        }
        return table;
    }

    private static boolean readBlock(ByteBuffer content, UidTable table) {
        var found = Frames.next(content);
        if (found.isEmpty()) {
            return false;
        }
        var rows = found.get();
        int end = content.position() + rows.getInt();
        if (end > content.limit() || end < content.position()) {
            return false;
        }
        for (int at = content.position(); rows.hasRemaining(); ) {
            table.put(Integer.toUnsignedLong(rows.getInt()), rows.get(), at);
            at += rows.getInt();
        }
        content.position(end);
        return true;
    }

    /** Adds a block, then says in {@code table} where its contents are; starts a new file where there is none. */
    void append(List<Entry> entries, UidTable table) throws IOException {
        if (octets == 0) {
            startAnew();
        }
        int contentOctets = entries.stream().mapToInt(Entry::frameOctets).sum();
        var rows = Frames.begin(4 + entries.size() * ROW_OCTETS).putInt(contentOctets);
        var contents = ByteBuffer.allocate(contentOctets);
        for (var entry : entries) {
            rows.putInt((int) entry.uid).put((byte) entry.what.ordinal()).putInt(entry.frameOctets());
            contents.put(Frames.finish(Frames.begin(entry.content.length).put(entry.content)));
        }
        int rowsOctets = rows.capacity();
        try (var out = disk.append(file)) {
            if (out.size() < octets) {
                throw new IOException(file + " was cut off by somebody");
            }
            if (out.size() > octets) {
                out.truncate(octets);
            }
            out.write(Frames.finish(rows));
            out.write(contents.array());
        }
        int at = octets + rowsOctets;
        for (var entry : entries) {
            table.put(entry.uid, entry.what.ordinal(), at);
            at += entry.frameOctets();
        }
        octets = at;
    }

    private void startAnew() throws IOException {
        disk.deleteIfExists(file);
        try (var out = disk.create(file, mode)) {
            out.write(head);
        }
        mapped = ByteBuffer.allocate(0);
        octets = head.length;
    }

    /** Removes the file; the next {@link #append} starts a new one. */
    void drop() throws IOException {
        octets = 0;
        mapped = ByteBuffer.allocate(0);
        disk.deleteIfExists(file);
    }

    /** Puts this file in the place of another. */
    void replace(CacheFile other) throws IOException {
        disk.rename(file, other.file);
        other.octets = octets;
        other.mapped = ByteBuffer.allocate(0);
    }

    /** The place an offset of the table means: stays right whatever happens to the file afterwards. */
    Place place(int offset) throws IOException {
        if (offset >= mapped.capacity()) {
            mapped = disk.map(file).slice(0, octets);
        }
        return new Place(mapped, offset);
    }

    /** A place in a file that is there to be read. Any thread. */
    record Place(ByteBuffer file, int offset) {

        /** The content that begins here; empty when it is damaged. */
        Optional<byte[]> read() throws IOException {
            try {
                int left = file.capacity() - offset - Frames.HEAD_OCTETS;
                int length = left < 0 ? -1 : file.getInt(offset);
                if (length < 0 || length > Math.min(left, MAX_CONTENT_OCTETS)) {
                    return Optional.empty();
                }
                var content = new byte[length];
                file.get(offset + Frames.HEAD_OCTETS, content);
                boolean whole = Frames.checksum(ByteBuffer.wrap(content)) == file.getInt(offset + 4);
                return whole ? Optional.of(content) : Optional.empty();
            } catch (InternalError e) {
                throw new IOException("a mapped file was cut off by somebody", e);
            }
        }
    }

    /** Something to be kept. */
    record Entry(long uid, Derived what, byte[] content) {
        int frameOctets() {
            return Frames.HEAD_OCTETS + content.length;
        }
    }
}
