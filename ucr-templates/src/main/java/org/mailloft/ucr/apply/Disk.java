package org.mailloft.ucr.apply;

import static java.nio.file.attribute.PosixFilePermission.GROUP_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.GROUP_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.mailloft.ucr.SmallFile;

/**
 * Every write of a transaction goes through here: each is whole, and what is called durable is on the disk when the call
 * returns. Before each step somebody is told, so that a test can end the program or fail the disk at any of them.
 */
final class Disk {

    /** Told what comes next; an exception is that step's failure. */
    @FunctionalInterface
    interface Step {
        void before(String what, Path file) throws IOException;
    }

    // as plain sets: those of enums look for all their constants first, by reflection
    private static final Set<PosixFilePermission> OWNER_ONLY = Set.of(OWNER_READ, OWNER_WRITE);
    private static final Set<PosixFilePermission> TEXT = Set.of(OWNER_READ, OWNER_WRITE, GROUP_READ, OTHERS_READ);
    private static final Set<PosixFilePermission> FOLDER =
            Set.of(OWNER_READ, OWNER_WRITE, OWNER_EXECUTE, GROUP_READ, GROUP_EXECUTE, OTHERS_READ, OTHERS_EXECUTE);

    private final Step step;

    Disk(Step step) {
        this.step = step;
    }

    /** Writes a new file that only its owner can read. Not durable: it is still to be given to somebody. */
    void create(Path file, byte[] octets) throws IOException {
        step.before("create", file);
        try (var out = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            writeAll(out, octets);
        } catch (IOException e) {
            throw SmallFile.about(file, e);
        }
    }

    /** Replaces or makes a text that everybody may read. Durable. */
    void replace(Path file, String text) throws IOException {
        replaceForNow(file, text);
        sync(file.getParent());
    }

    /** The same, durable but for its name. By a plain stream, as in {@link SmallFile}. */
    void replaceForNow(Path file, String text) throws IOException {
        var temporary = temporary(file);
        Files.deleteIfExists(temporary);
        step.before("create", temporary);
        try {
            try (var out = new FileOutputStream(temporary.toFile())) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.getFD().sync();
            } catch (IOException e) {
                throw SmallFile.about(temporary, e);
            }
            Files.setPosixFilePermissions(temporary, TEXT);
            renameForNow(temporary, file);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    /**
     * Replaces the content of a file that cannot be renamed over. Longer content is there before the rest of the old one
     * is cut off, so that no reader finds it empty.
     */
    void overwrite(Path file, byte[] octets) throws IOException {
        step.before("overwrite", file);
        try (var out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            writeAll(out, octets);
            out.truncate(octets.length);
            out.force(true);
        } catch (IOException e) {
            throw SmallFile.about(file, e);
        }
    }

    private static void writeAll(FileChannel out, byte[] octets) throws IOException {
        var rest = ByteBuffer.wrap(octets);
        while (rest.hasRemaining()) {
            out.write(rest);
        }
    }

    /** Copies content, owner and permissions; a symbolic link is followed. Replaces what is there. Durable but for its name. */
    void copy(Path from, Path to) throws IOException {
        step.before("copy", to);
        var temporary = temporary(to);
        Files.deleteIfExists(temporary);
        try {
            Files.copy(from, temporary, StandardCopyOption.COPY_ATTRIBUTES);
            sync(temporary);
            Files.move(temporary, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    /** A second name for the same file; a copy where that is not possible. */
    void hardLink(Path existing, Path name) throws IOException {
        step.before("link", name);
        try {
            Files.createLink(name, existing);
        } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
            if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            copy(existing, name);
        }
    }

    /** Makes a symbolic link, in one step also in the place of something else. Durable. */
    void symbolicLink(Path link, Path to) throws IOException {
        var temporary = temporary(link);
        step.before("symlink", link);
        Files.deleteIfExists(temporary);
        Files.createSymbolicLink(temporary, to);
        try {
            rename(temporary, link);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    /** A name that no program looks for. */
    private static Path temporary(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".mailloft-new");
    }

    /** Removes what a program left that ended while it made this file. */
    void forget(Path file) throws IOException {
        Files.deleteIfExists(temporary(file));
    }

    /** Durable. */
    void rename(Path from, Path to) throws IOException {
        renameForNow(from, to);
        sync(to.getParent());
    }

    /** Not durable: after a loss of power the file may have its old name. */
    void renameForNow(Path from, Path to) throws IOException {
        step.before("rename", to);
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    void delete(Path file) throws IOException {
        step.before("delete", file);
        Files.deleteIfExists(file);
    }

    /** With everything below. */
    void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        step.before("delete", folder);
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Makes a folder and those above it, open to everybody whatever the umask. */
    void folders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (folder.getParent() != null) {
            folders(folder.getParent());
        }
        step.before("mkdir", folder);
        try {
            Files.createDirectory(folder);
            Files.setPosixFilePermissions(folder, FOLDER);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /** Puts a file, or the names in a folder, on the disk. */
    void sync(Path path) throws IOException {
        step.before("sync", path);
        try {
            SmallFile.sync(path);
        } catch (NoSuchFileException e) {
            throw new IOException(path + " has vanished", e);
        }
    }
}
