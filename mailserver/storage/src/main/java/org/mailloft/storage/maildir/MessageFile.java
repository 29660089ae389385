package org.mailloft.storage.maildir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.mailloft.storage.disk.Disk;

/**
 * A message file being read: decompressed if it is compressed, whatever the configuration says, and with CRLF at the end
 * of every line.
 */
final class MessageFile {

    /** Messages up to this size are read in one go. */
    private static final int SMALL_OCTETS = 256 * 1024;

    private static final int BUFFER_OCTETS = 64 * 1024;
    private static final int MAGIC_OCTETS = 6;

    private MessageFile() {}

    /** Sizes of a message: octets as stored before compression, and octets with CRLF line ends. */
    record Sizes(long physical, long virtual) {}

    /**
     * A message ready to be sent.
     *
     * @param content with CRLF line ends
     * @param sizes as they really are
     */
    record Opened(InputStream content, Sizes sizes) {}

    /**
     * Opens a message.
     *
     * @param announced what its name says
     * @param verified whether that is known to be true; else a large message is read once before, to be sure
     * @throws java.nio.file.NoSuchFileException when it is not there (any more)
     */
    static Opened open(Disk disk, Path file, Sizes announced, boolean verified) throws IOException {
        if (announced.physical <= SMALL_OCTETS) {
            var octets = verified ? Optional.of(disk.readAll(file)) : small(disk, file);
            if (octets.isPresent()) {
                return openSmall(octets.get(), file);
            }
        }
        var sizes = verified ? announced : count(disk, file);
        var content = decompressed(disk.read(file), file);
        return new Opened(sizes.physical == sizes.virtual ? content : new CrlfInputStream(content), sizes);
    }

    /** What is in a file, unless that is more than its name says. */
    private static Optional<byte[]> small(Disk disk, Path file) throws IOException {
        try (var in = disk.read(file)) {
            var octets = in.readNBytes(SMALL_OCTETS + 1);
            return octets.length <= SMALL_OCTETS ? Optional.of(octets) : Optional.empty();
        }
    }

    private static Opened openSmall(byte[] stored, Path file) throws IOException {
        var octets = stored;
        if (isCompressed(octets, octets.length)) {
            try (var in = decompressed(new ByteArrayInputStream(octets), file)) {
                octets = in.readAllBytes();
            }
        }
        var converted = CrlfInputStream.convert(octets);
        return new Opened(new ByteArrayInputStream(converted), new Sizes(octets.length, converted.length));
    }

    /** Reads a whole file to count it. */
    static Sizes count(Disk disk, Path file) throws IOException {
        long physical = 0;
        long bare = 0;
        try (var in = decompressed(disk.read(file), file)) {
            var buffer = new byte[BUFFER_OCTETS];
            boolean afterCr = false;
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                physical += n;
                for (int i = 0; i < n; i++) {
                    byte c = buffer[i];
                    bare += c == '\n' && !afterCr ? 1 : 0;
                    afterCr = c == '\r';
                }
            }
        }
        return new Sizes(physical, physical + bare);
    }

    /** Whether the file's own size says nothing about the message in it. */
    static boolean isCompressed(Disk disk, Path file) throws IOException {
        try (var in = disk.read(file)) {
            var head = in.readNBytes(MAGIC_OCTETS);
            return isCompressed(head, head.length);
        }
    }

    private static boolean isCompressed(byte[] head, int length) {
        return Compression.of(head, length) != Compression.NONE;
    }

    private static InputStream decompressed(InputStream in, Path file) throws IOException {
        try {
            var head = in.readNBytes(MAGIC_OCTETS);
            var whole = head.length < MAGIC_OCTETS
                    ? new ByteArrayInputStream(head)
                    : new SequenceInputStream(new ByteArrayInputStream(head), in);
            return switch (Compression.of(head, head.length)) {
                case NONE -> whole;
                case GZIP -> new GZIPInputStream(new PushbackInputStream(whole), BUFFER_OCTETS);
                case BZIP2, XZ, ZSTD, LZ4, CRYPTED ->
                    throw new IOException(file + " is compressed or encrypted in a way that is not supported");
            };
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** What Dovecot's plugins make of a file, known by how it begins. */
    private enum Compression {
        NONE(""),
        GZIP("\u001f\u008b"),
        BZIP2("BZh"),
        XZ("\u00fd7zXZ\0"),
        ZSTD("\u0028\u00b5\u002f\u00fd"),
        LZ4("Doveco"),
        CRYPTED("CRYPTE");

        private final byte[] magic;

        Compression(String magic) {
            this.magic = magic.getBytes(StandardCharsets.ISO_8859_1);
        }

        static Compression of(byte[] head, int length) {
            for (var kind : values()) {
                if (kind != NONE && kind.matches(head, length)) {
                    return kind;
                }
            }
            return NONE;
        }

        private boolean matches(byte[] head, int length) {
            if (length < magic.length) {
                return false;
            }
            for (int i = 0; i < magic.length; i++) {
                if (head[i] != magic[i]) {
                    return false;
                }
            }
            return true;
        }
    }
}
