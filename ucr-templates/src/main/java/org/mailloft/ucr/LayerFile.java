package org.mailloft.ucr;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One layer on disk: the file, its backup beside it ({@code .bak}) and its lock ({@code .lock}). Readers never lock. A
 * writer locks, loads, changes, saves and unlocks, so that no other writer's keys are lost.
 */
final class LayerFile {

    private static final Duration LOCK_LIMIT = Duration.ofSeconds(60);
    private static final int MOST_DAMAGED = 99;
    private static final String OWNER_AND_MODE = "unix:uid,gid,mode";

    private final Path file;

    LayerFile(Path file) {
        this.file = file;
    }

    Path path() {
        return file;
    }

    /** Makes the file, and the folders above it, when there is none and no backup either. */
    void create() throws IOException {
        if (Files.exists(file) || Files.exists(sibling(".bak"))) {
            return;
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, LayerText.print(Collections.emptySortedMap()), StandardOpenOption.CREATE_NEW);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (FileAlreadyExistsException _) {
            // another program was quicker
        } catch (IOException e) {
            throw new IOException("could not create file '" + file + "': " + e, e);
        }
    }

    FileLock lock() throws IOException {
        return FileLock.take(sibling(".lock"), LOCK_LIMIT);
    }

    /** The values on disk; from the backup when the file is damaged or missing; none when both are. */
    LayerValues load() throws IOException {
        var values = read(file);
        if (values.isEmpty()) {
            values = read(sibling(".bak"));
        }
        return values.orElse(LayerValues.NONE);
    }

    /** Whether the file itself can be read; if not, {@link #load} has used the backup and it should be saved again. */
    boolean isDamaged() throws IOException {
        return read(file).isEmpty();
    }

    /**
     * Replaces the file, then the backup, each as a whole. Both are written before the first is replaced, so that a disk
     * that becomes full leaves them alone. The file is durable when this returns; the backup is there for the day on which
     * the file is damaged, and need not survive a loss of power in this moment. To be called under {@link #lock}.
     *
     * @return see {@link LayerValues#sum(byte[])}
     */
    String save(Map<String, String> values) throws IOException {
        var octets = LayerText.print(new TreeMap<>(values)).getBytes(StandardCharsets.UTF_8);
        var backup = sibling(".bak");
        boolean wasDamaged = keepDamaged();
        try {
            // there is nothing else while the file is damaged
            write(backup, octets, wasDamaged);
            write(file, octets, true);
            // when this is not allowed, the backup is still that of the file
            replace(file);
            replace(backup);
        } catch (IOException e) {
            Files.deleteIfExists(temporary(backup));
            Files.deleteIfExists(temporary(file));
            throw e;
        }
        SmallFile.sync(file.toAbsolutePath().getParent());
        return LayerValues.sum(octets);
    }

    /**
     * What is in a damaged file somebody may have written by hand: it stays under the first name that is free.
     *
     * @return whether the file is damaged or missing
     */
    private boolean keepDamaged() throws IOException {
        if (!isDamaged()) {
            return false;
        }
        if (!Files.exists(file) || Files.size(file) == 0) {
            return true;
        }
        for (int number = 1; number <= MOST_DAMAGED; number++) {
            var kept = sibling(".damaged-" + number);
            if (!Files.exists(kept)) {
                Files.copy(file, kept, StandardCopyOption.COPY_ATTRIBUTES);
                return true;
            }
        }
        throw new IOException(
                file + " is damaged, and so were " + MOST_DAMAGED + " before it: remove what is not needed");
    }

    /** Whether the file has these values, and the backup too if there is one. */
    boolean holds(Map<String, String> values) throws IOException {
        var backup = sibling(".bak");
        return read(file).filter(values::equals).isPresent()
                && (!Files.exists(backup) || read(backup).filter(values::equals).isPresent());
    }

    private static Optional<LayerValues> read(Path file) throws IOException {
        return SmallFile.read(file).flatMap(LayerValues::of);
    }

    private static Path temporary(Path target) {
        return target.resolveSibling(target.getFileName() + ".temp");
    }

    /** By a plain stream, as in {@link SmallFile}. */
    private static void write(Path target, byte[] octets, boolean durable) throws IOException {
        var temporary = temporary(target);
        try (var out = new FileOutputStream(temporary.toFile())) {
            keepAttributes(target, temporary);
            out.write(octets);
            if (durable) {
                out.getFD().sync();
            }
        } catch (IOException e) {
            throw SmallFile.about(temporary, e);
        }
    }

    private static void replace(Path target) throws IOException {
        try {
            Files.move(temporary(target), target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            copyInPlace(temporary(target), target, e);
        }
    }

    /**
     * A bind-mounted file cannot be renamed over (EBUSY), as in containers: its content is replaced instead. The new one is
     * there before the rest of the old one is cut off, so that no reader finds the file empty.
     */
    private static void copyInPlace(Path temporary, Path target, FileSystemException cause) throws IOException {
        boolean busy = String.valueOf(cause.getReason()).contains("busy");
        if (!busy || !Files.exists(target)) {
            throw cause;
        }
        var octets = Files.readAllBytes(temporary);
        try (var out = new RandomAccessFile(target.toFile(), "rw")) {
            out.write(octets);
            out.setLength(octets.length);
            out.getFD().sync();
        } catch (IOException e) {
            throw SmallFile.about(target, e);
        }
        Files.delete(temporary);
    }

    /** By numbers: nobody needs the names of owner and group, which would have to be looked up. */
    private static void keepAttributes(Path existing, Path temporary) throws IOException {
        try {
            var wanted = Files.readAttributes(existing, OWNER_AND_MODE);
            var found = Files.readAttributes(temporary, OWNER_AND_MODE);
            for (var attribute : wanted.entrySet()) {
                if (!attribute.getValue().equals(found.get(attribute.getKey()))) {
                    Files.setAttribute(temporary, "unix:" + attribute.getKey(), attribute.getValue());
                }
            }
        } catch (NoSuchFileException e) {
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    private Path sibling(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
