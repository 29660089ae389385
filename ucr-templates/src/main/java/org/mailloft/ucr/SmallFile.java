package org.mailloft.ucr;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.SyncFailedException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What a command does with the few small files of its life, without the channels behind {@link Files}: to load those takes a
 * good part of its time.
 */
public final class SmallFile {

    private static final int O_RDONLY_CLOEXEC = 0x80000;

    private SmallFile() {}

    /**
     * The whole content.
     *
     * @return empty when there is no such file
     * @throws AccessDeniedException when it, or a folder above it, may not be looked into
     */
    public static Optional<byte[]> read(Path file) throws IOException {
        try (var in = new FileInputStream(file.toFile())) {
            return Optional.of(in.readAllBytes());
        } catch (FileNotFoundException e) {
            // said of everything that cannot be opened
            if (Files.notExists(file)) {
                return Optional.empty();
            }
            throw Files.isReadable(file) ? e : new AccessDeniedException(file.toString());
        }
    }

    /** What went wrong with a stream, which does not tell to which file it leads. */
    public static IOException about(Path file, IOException failure) {
        return switch (failure) {
            case SyncFailedException _ -> cannotBeSynced(file);
            case FileSystemException _, FileNotFoundException _ -> failure;
            default -> new FileSystemException(file.toString(), null, failure.getMessage());
        };
    }

    private static IOException cannotBeSynced(Path file) {
        return new FileSystemException(file.toString(), null, "cannot be put on the disk");
    }

    /**
     * Puts what a file has, or the names in a folder, on the disk.
     *
     * @throws IOException also when there is no such file, or the disk refuses
     */
    public static void sync(Path path) throws IOException {
        int descriptor = SystemCalls.QUICKEST.open(path.toString(), O_RDONLY_CLOEXEC, 0);
        if (descriptor < 0) {
            // it tells why not
            try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
                channel.force(true);
            }
            return;
        }
        int result = SystemCalls.QUICKEST.fsync(descriptor);
        SystemCalls.QUICKEST.close(descriptor);
        if (result != 0) {
            throw cannotBeSynced(path);
        }
    }
}
