package org.mailloft.storage.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that the mail store does to files. Calls block; any thread may make them. A missing file is always a
 * {@link NoSuchFileException}, an existing one where none may be a {@link java.nio.file.FileAlreadyExistsException}.
 *
 * <p>Nothing is durable before {@link DiskFile#force} for a file's octets and {@link #forceDirectory} for its name.
 */
public interface Disk {

    /** Names in a directory, without {@code .} and {@code ..}, in no order. */
    List<String> list(Path directory) throws IOException;

    FileStatus status(Path file) throws IOException;

    /** As {@link #status}, empty when there is no such file. */
    default Optional<FileStatus> find(Path file) throws IOException {
        try {
            return Optional.of(status(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** Whether it is a directory itself, and not only a symbolic link to one. */
    boolean isRealDirectory(Path file) throws IOException;

    /** Where a symbolic link leads, as it is written in it; empty for everything else, and for what is not there. */
    Optional<Path> linkTarget(Path file) throws IOException;

    /** What {@link #status} leaves out because it costs more. */
    Ownership ownership(Path file) throws IOException;

    byte[] readAll(Path file) throws IOException;

    InputStream read(Path file) throws IOException;

    /**
     * The octets that a file has now, for reading here and there; what is added later is not in it. The file must not
     * be cut off while somebody reads: its pieces would fail with {@link InternalError}. Less than 2 GiB.
     */
    ByteBuffer map(Path file) throws IOException;

    /**
     * Creates a file that did not exist, open for writing.
     *
     * @param mode permission bits, given exactly, whatever the umask is
     */
    DiskFile create(Path file, int mode) throws IOException;

    /** Opens an existing file; each write goes to its end, also when others write to it. */
    DiskFile append(Path file) throws IOException;

    /** Opens an existing file; writes go to its beginning and leave the rest. */
    DiskFile overwrite(Path file) throws IOException;

    /** Makes what was created, renamed and removed in a directory durable. */
    void forceDirectory(Path directory) throws IOException;

    /** Renames within one file system at one instant, replacing {@code to}. */
    void rename(Path from, Path to) throws IOException;

    /** Gives a file a second name. */
    void link(Path existing, Path added) throws IOException;

    void delete(Path file) throws IOException;

    /** As {@link #delete}; false when there is no such file. */
    default boolean deleteIfExists(Path file) throws IOException {
        try {
            delete(file);
            return true;
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /** @param mode permission bits and {@code 02000} for setgid, given exactly, whatever the umask is */
    void createDirectory(Path directory, int mode) throws IOException;

    void setModified(Path file, Instant modified) throws IOException;

    void setGroup(Path file, int gid) throws IOException;
}
