package org.mailloft.directory.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A file of text records, each below a line {@code # record <octets> <crc32c>}. A record counts when it is whole.
 *
 * <p>A writer that dies leaves at most one broken record, the last: opening cuts it off. A broken record with a whole one
 * behind it is damage that nobody can explain; then the file is refused and left alone. One thread at a time.
 */
public final class RecordFile implements Closeable {

    private static final Pattern HEADER = Pattern.compile("# record ([0-9]{1,9}) ([0-9a-f]{8})\n");
    private static final int MAX_HEADER_OCTETS = 32;

    private final Path path;
    private final FileChannel channel;
    private long size;
    private boolean broken;

    private RecordFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Opens or creates a file and hands over what is in it. */
    public static RecordFile open(Path path, Consumer<String> reader) throws IOException {
        var channel =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        try {
            var file = new RecordFile(path, channel);
            file.recover(reader);
            return file;
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    /** Octets of whole records. */
    public long size() {
        return size;
    }

    /** Whether nobody knows what is on disk, after a failure of it; nothing can be added any more. */
    public boolean isBroken() {
        return broken;
    }

    /** Adds a record; when this returns it is on disk, when it throws it is not in the file. */
    public void append(String body) throws IOException {
        write(body);
        force();
    }

    /** Adds a record that is on disk after the next {@link #force}. */
    public void write(String body) throws IOException {
        if (broken) {
            throw new IOException(path + " could not be repaired after a failed write; it is when it is opened again");
        }
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        var header = "# record %d %08x\n".formatted(octets.length, checksum(octets));
        ByteBuffer[] parts = {ByteBuffer.wrap(header.getBytes(StandardCharsets.US_ASCII)), ByteBuffer.wrap(octets)};
        try {
            channel.position(size);
            while (parts[0].hasRemaining() || parts[1].hasRemaining()) {
                channel.write(parts);
            }
            size = channel.position();
        } catch (IOException failure) {
            cut(failure);
            throw failure;
        }
    }

    public void force() throws IOException {
        try {
            channel.force(false);
        } catch (IOException failure) {
            broken = true; // nobody knows what is on disk now
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void cut(IOException reason) {
        try {
            channel.truncate(size);
        } catch (IOException failure) {
            broken = true;
            reason.addSuppressed(failure);
        }
    }

    private void recover(Consumer<String> reader) throws IOException {
        byte[] content = Files.readAllBytes(path);
        int position = 0;
        while (position < content.length) {
            int end = endOfRecord(content, position);
            if (end < 0) {
                refuseIfWholeRecordFollows(content, position);
                channel.truncate(position);
                channel.force(true);
                break;
            }
            int start = position + headerAt(content, position).end();
            reader.accept(new String(content, start, end - start, StandardCharsets.UTF_8));
            position = end;
        }
        size = position;
    }

    private void refuseIfWholeRecordFollows(byte[] content, int damage) throws IOException {
        for (int i = damage + 1; i < content.length; i++) {
            if (content[i] == '#' && endOfRecord(content, i) > 0) {
                throw new IOException(path + " is damaged at octet " + damage + "; restore it from a backup");
            }
        }
    }

    /** Where the record that starts here ends, or -1 when it is not whole. */
    private static int endOfRecord(byte[] content, int position) {
        Matcher header = headerAt(content, position);
        if (header == null) {
            return -1;
        }
        int start = position + header.end();
        long end = start + Long.parseLong(header.group(1));
        if (end > content.length) {
            return -1;
        }
        var body = new CRC32C();
        body.update(content, start, (int) end - start);
        return "%08x".formatted((int) body.getValue()).equals(header.group(2)) ? (int) end : -1;
    }

    private static Matcher headerAt(byte[] content, int position) {
        int length = Math.min(MAX_HEADER_OCTETS, content.length - position);
        var matcher = HEADER.matcher(new String(content, position, length, StandardCharsets.ISO_8859_1));
        return matcher.lookingAt() ? matcher : null;
    }

    private static int checksum(byte[] octets) {
        var crc = new CRC32C();
        crc.update(octets);
        return (int) crc.getValue();
    }
}
