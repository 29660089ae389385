package org.mailloft.storage.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A disk for crash tests. Every operation that changes something is a step; at a chosen step the machine stops, and from
 * then on every operation fails. What a killed process would find afterwards is in the real directory; what a power
 * failure would have left is given by {@link #restoreDurable}.
 *
 * <p>Durability is that of a journaling file system at its most forgetful: the octets of a file are kept from its last
 * force, names and times from the last force of anything, in the order in which they were changed. One thread.
 */
public final class CrashDisk implements Disk {

    /** Thrown at the chosen step and ever after. */
    public static final class Stopped extends IOException {
        Stopped() {
            super("the machine has stopped");
        }
    }

    /** A file, whatever its names are. */
    private static final class Node {
        private byte[] forced = new byte[0];
    }

    private record Name(Node node, Instant modified) {}

    private final Disk real = new RealDisk();
    private final Path root;
    private final long stopAt;
    private final boolean once;
    private final Map<Path, Name> names = new TreeMap<>();
    private Map<Path, Name> durableNames = new HashMap<>();
    private long steps;
    private boolean stopped;

    private CrashDisk(Path root, long stopAt, boolean once) {
        this.root = root;
        this.stopAt = stopAt;
        this.once = once;
    }

    /**
     * @param root everything durable is below
     * @param step the first step that fails, counted from 1; 0 for none
     */
    public static CrashDisk stoppingAt(Path root, long step) {
        return new CrashDisk(root, step, false);
    }

    /** As a disk that is full or broken for a moment: only this step fails. */
    public static CrashDisk failingOnceAt(Path root, long step) {
        return new CrashDisk(root, step, true);
    }

    /** Steps so far. */
    public long steps() {
        return steps;
    }

    /** Whether the chosen step was reached. */
    public boolean hasStopped() {
        return stopped || once && stopAt != 0 && steps >= stopAt;
    }

    /** Writes what a power failure would have left into another directory. */
    public void restoreDurable(Path to) throws IOException {
        for (var entry : durableNames.entrySet()) {
            var target = to.resolve(root.relativize(entry.getKey()));
            if (entry.getValue().node == null) {
                Files.createDirectories(target);
            } else {
                Files.createDirectories(target.getParent());
                Files.write(target, entry.getValue().node.forced);
                real.setModified(target, entry.getValue().modified);
            }
        }
    }

    private void step() throws IOException {
        alive();
        steps++;
        if (stopAt != 0 && (once ? steps == stopAt : steps >= stopAt)) {
            stopped = !once;
            throw new Stopped();
        }
    }

    private void alive() throws Stopped {
        if (stopped) {
            throw new Stopped();
        }
    }

    private void commitNames() {
        durableNames = new HashMap<>(names);
    }

    private void note(Path file, Node node) throws IOException {
        names.put(file, new Name(node, real.status(file).modified()));
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        alive();
        return real.list(directory);
    }

    @Override
    public FileStatus status(Path file) throws IOException {
        alive();
        return real.status(file);
    }

    @Override
    public Ownership ownership(Path file) throws IOException {
        alive();
        return real.ownership(file);
    }

    @Override
    public byte[] readAll(Path file) throws IOException {
        alive();
        return real.readAll(file);
    }

    @Override
    public InputStream read(Path file) throws IOException {
        alive();
        return real.read(file);
    }

    @Override
    public ByteBuffer map(Path file) throws IOException {
        alive();
        return real.map(file);
    }

    @Override
    public DiskFile create(Path file, int mode) throws IOException {
        step();
        var created = real.create(file, mode);
        var node = new Node();
        note(file, node);
        return new CrashFile(created, file, node);
    }

    @Override
    public DiskFile append(Path file) throws IOException {
        alive();
        return new CrashFile(real.append(file), file, nodeOf(file));
    }

    @Override
    public DiskFile overwrite(Path file) throws IOException {
        alive();
        return new CrashFile(real.overwrite(file), file, nodeOf(file));
    }

    /** Files that a test put there behind our back have been on disk for long. */
    private Node nodeOf(Path file) throws IOException {
        var known = names.get(file);
        if (known != null) {
            return known.node;
        }
        var node = new Node();
        node.forced = real.readAll(file);
        note(file, node);
        return node;
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        step();
        real.forceDirectory(directory);
        commitNames();
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step();
        boolean directory = real.status(from).directory();
        var node = directory ? null : nodeOf(from);
        real.rename(from, to);
        names.remove(from);
        note(to, node);
        if (directory) {
            for (var name : List.copyOf(names.keySet())) {
                if (name.startsWith(from)) {
                    names.put(to.resolve(from.relativize(name)), names.remove(name));
                }
            }
        }
    }

    @Override
    public void link(Path existing, Path added) throws IOException {
        step();
        var node = nodeOf(existing);
        real.link(existing, added);
        note(added, node);
    }

    @Override
    public void delete(Path file) throws IOException {
        step();
        real.delete(file);
        names.remove(file);
    }

    @Override
    public void createDirectory(Path directory, int mode) throws IOException {
        step();
        real.createDirectory(directory, mode);
        note(directory, null);
    }

    @Override
    public void setModified(Path file, Instant modified) throws IOException {
        step();
        real.setModified(file, modified);
        note(file, nodeOf(file));
    }

    @Override
    public void setGroup(Path file, int gid) throws IOException {
        step();
        real.setGroup(file, gid);
    }

    private final class CrashFile implements DiskFile {
        private final DiskFile file;
        private final Path path;
        private final Node node;

        CrashFile(DiskFile file, Path path, Node node) {
            this.file = file;
            this.path = path;
            this.node = node;
        }

        /** When the machine stops here half of it has been written. */
        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            alive();
            if (stopAt != 0 && steps + 1 == stopAt) {
                file.write(octets, offset, length / 2);
            }
            step();
            file.write(octets, offset, length);
        }

        @Override
        public long size() throws IOException {
            alive();
            return file.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            step();
            file.truncate(size);
        }

        @Override
        public void force() throws IOException {
            step();
            file.force();
            node.forced = currentOctets();
            commitNames();
        }

        /** By path: the file may have been renamed since, but never while it is written. */
        private byte[] currentOctets() throws IOException {
            return real.readAll(path);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
