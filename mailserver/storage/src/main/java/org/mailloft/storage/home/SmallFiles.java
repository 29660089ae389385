package org.mailloft.storage.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.mailloft.storage.disk.Disk;

/** Files and directories around homes, made durable at once unless a method says otherwise. */
final class SmallFiles {

    private static final int FILE_MODE = 0600;
    private static final int DIRECTORY_MODE = 02700;
    private static final int SETGID = 02000;

    private final Disk disk;

    SmallFiles(Disk disk) {
        this.disk = disk;
    }

    /** Writes a text file whole; whoever reads it sees the old text or the new one. One writer at a time. */
    void replace(Path file, String text) throws IOException {
        replace(file, text, true);
        disk.forceDirectory(file.getParent());
    }

    /** As {@link #replace}, for what may be lost in a power failure. */
    void replaceLazily(Path file, String text) throws IOException {
        replace(file, text, false);
    }

    private void replace(Path file, String text, boolean durable) throws IOException {
        var temporary = file.resolveSibling(file.getFileName() + ".tmp");
        disk.deleteIfExists(temporary);
        try (var out = disk.create(temporary, FILE_MODE)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            if (durable) {
                out.force();
            }
        } catch (IOException e) {
            disk.deleteIfExists(temporary);
            throw e;
        }
        disk.rename(temporary, file);
    }

    boolean isDirectory(Path path) throws IOException {
        try {
            return disk.status(path).directory();
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /**
     * Makes a directory and those above it that are missing, with the mode of the nearest one there is if that hands its
     * group down.
     */
    void makeDirectories(Path directory) throws IOException {
        if (isDirectory(directory)) {
            return;
        }
        makeDirectoryLazily(directory);
        disk.forceDirectory(directory.getParent());
    }

    /** As {@link #makeDirectories}, but the last of them may be lost in a power failure. */
    void makeDirectoryLazily(Path directory) throws IOException {
        if (isDirectory(directory)) {
            return;
        }
        var above = directory.getParent();
        if (above == null) {
            throw new FileSystemException(directory.toString(), null, "Not a directory");
        }
        makeDirectories(above);
        int mode = disk.ownership(above).mode();
        try {
            disk.createDirectory(directory, (mode & SETGID) == 0 ? DIRECTORY_MODE : mode & 02777 | 0700);
        } catch (FileAlreadyExistsException e) {
            if (!isDirectory(directory)) {
                throw e;
            }
        }
    }

    /** Makes a file durable, with the directory it is in. */
    void force(Path file) throws IOException {
        try (var open = disk.append(file)) {
            open.force();
        }
        disk.forceDirectory(file.getParent());
        disk.forceDirectory(file.getParent().getParent());
    }

    /** What others remove at the same time is no failure. */
    void removeTree(Path path) throws IOException {
        try {
            if (disk.isRealDirectory(path)) {
                for (var entry : disk.list(path)) {
                    removeTree(path.resolve(entry));
                }
            }
        } catch (NoSuchFileException _) {
            // gone, or a link to nowhere
        }
        disk.deleteIfExists(path);
    }
}
