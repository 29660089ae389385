package org.mailloft.storage.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.mailloft.storage.disk.Disk;

/**
 * The file, and the one before it: when it has half of the room, it takes the other's place. Only the server's user may
 * read them. One thread writes; any may read.
 */
final class TraceFile {

    private static final int MODE = 0600;

    /** Longer lines are none of ours. */
    private static final int MAX_LINE = 64 * 1024;

    private final Disk disk;
    private final Path file;
    private final Path before;
    private final long maxOctets;

    /** @param maxOctets for both together */
    TraceFile(Disk disk, Path file, long maxOctets) {
        this.disk = disk;
        this.file = file;
        this.before = file.resolveSibling(file.getFileName() + ".1");
        this.maxOctets = maxOctets;
    }

    /** Adds whole lines, each after a line end, so that one that a crash cut off spoils no other. Nothing is forced to disk. */
    void append(byte[] lines) throws IOException {
        var status = disk.find(file);
        if (status.isPresent() && status.get().size() + lines.length > maxOctets / 2) {
            disk.rename(file, before);
            status = Optional.empty();
        }
        if (status.isEmpty()) {
            create();
        }
        try (var out = disk.append(file)) {
            out.write(lines);
        }
    }

    private void create() throws IOException {
        try {
            disk.create(file, MODE).close();
        } catch (FileAlreadyExistsException _) {
            // somebody else was faster
        }
    }

    /** Every line, the oldest first. */
    void read(Consumer<String> lines) throws IOException {
        read(before, lines);
        read(file, lines);
    }

    private void read(Path path, Consumer<String> lines) throws IOException {
        try (var in = new BufferedReader(new InputStreamReader(disk.read(path), StandardCharsets.UTF_8), MAX_LINE)) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isEmpty() && line.length() <= MAX_LINE) {
                    lines.accept(line);
                }
            }
        } catch (NoSuchFileException _) {
            // nothing was written yet
        }
    }
}
