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
import java.util.Optional;
import java.util.TreeMap;

/**
 * A disk for crash tests. Every operation that changes something is a step; at a chosen step the machine stops, and from
 * then on every operation fails. What a killed process would find afterwards is in the real directory; what a power
 * failure would have left is given by {@link #restoreDurable}.
 *
 * <p>Durability is that of a file system at its most forgetful: forcing a file keeps its octets and its own names;
 * forcing a directory keeps what is in it then, and forgets what was removed from it; all else is as it was before. Only
 * new directories are kept at once. One thread.
 */
public final class CrashDisk implements Disk {

    /** Thrown at the chosen step and ever after. */
    public static final class Stopped extends IOException {
        Stopped() {
            super("the machine has stopped");
        }
    }

    /** A file or directory, whatever its names are. */
    private sealed interface Node {}

    private static final class FileNode implements Node {
        private byte[] forced = new byte[0];
        private Instant modified = Instant.EPOCH;
    }

    private static final class DirectoryNode implements Node {
        private final Map<String, Node> names = new TreeMap<>();
        private final Map<String, Node> durable = new TreeMap<>();
    }

    private final Disk real = new RealDisk();
    private final Path root;
    private final long stopAt;
    private final boolean once;
    private final DirectoryNode tree = new DirectoryNode();
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
        restore(tree, to, new HashMap<>());
    }

    private void restore(DirectoryNode directory, Path to, Map<FileNode, Path> done) throws IOException {
        for (var entry : directory.durable.entrySet()) {
            var target = to.resolve(entry.getKey());
            switch (entry.getValue()) {
                case DirectoryNode below -> {
                    Files.createDirectory(target);
                    restore(below, target, done);
                }
                case FileNode file when done.containsKey(file) -> Files.createLink(target, done.get(file));
                case FileNode file -> {
                    Files.write(target, file.forced);
                    real.setModified(target, file.modified);
                    done.put(file, target);
                }
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

    /** The directory at this path; what a test made behind our back has been on disk for long. */
    private DirectoryNode directory(Path path) {
        if (path.equals(root)) {
            return tree;
        }
        var parent = directory(path.getParent());
        var name = path.getFileName().toString();
        if (parent.names.get(name) instanceof DirectoryNode known) {
            return known;
        }
        var node = new DirectoryNode();
        parent.names.put(name, node);
        parent.durable.put(name, node);
        return node;
    }

    private void name(Path path, Node node) {
        directory(path.getParent()).names.put(path.getFileName().toString(), node);
    }

    private void forget(Path path) {
        directory(path.getParent()).names.remove(path.getFileName().toString());
    }

    /** The file at this path; likewise. */
    private FileNode file(Path path) throws IOException {
        var parent = directory(path.getParent());
        var name = path.getFileName().toString();
        if (parent.names.get(name) instanceof FileNode known) {
            return known;
        }
        var node = new FileNode();
        node.forced = real.readAll(path);
        node.modified = real.status(path).modified();
        parent.names.put(name, node);
        parent.durable.put(name, node);
        return node;
    }

    /** Keeps the names a file has now, wherever, and forgets those it had. */
    private static void keepNames(DirectoryNode directory, FileNode file) {
        directory.durable.values().removeIf(node -> node == file);
        directory.names.forEach((name, node) -> {
            if (node == file) {
                directory.durable.put(name, file);
            }
        });
        for (var node : directory.names.values()) {
            if (node instanceof DirectoryNode below) {
                keepNames(below, file);
            }
        }
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
    public boolean isRealDirectory(Path file) throws IOException {
        alive();
        return real.isRealDirectory(file);
    }

    @Override
    public Optional<Path> linkTarget(Path file) throws IOException {
        alive();
        return real.linkTarget(file);
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
        var node = new FileNode();
        name(file, node);
        return new CrashFile(created, file, node);
    }

    @Override
    public DiskFile append(Path file) throws IOException {
        alive();
        return new CrashFile(real.append(file), file, file(file));
    }

    @Override
    public DiskFile overwrite(Path file) throws IOException {
        alive();
        return new CrashFile(real.overwrite(file), file, file(file));
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        step();
        real.forceDirectory(directory);
        var node = directory(directory);
        node.durable.clear();
        node.durable.putAll(node.names);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step();
        Node node = real.status(from).directory() ? directory(from) : file(from);
        real.rename(from, to);
        forget(from);
        name(to, node);
    }

    @Override
    public void link(Path existing, Path added) throws IOException {
        step();
        var node = file(existing);
        real.link(existing, added);
        name(added, node);
    }

    @Override
    public void delete(Path file) throws IOException {
        step();
        real.delete(file);
        forget(file);
    }

    @Override
    public void createDirectory(Path directory, int mode) throws IOException {
        step();
        real.createDirectory(directory, mode);
        directory(directory);
    }

    @Override
    public void setModified(Path file, Instant modified) throws IOException {
        step();
        real.setModified(file, modified);
    }

    @Override
    public void setGroup(Path file, int gid) throws IOException {
        step();
        real.setGroup(file, gid);
    }

    private final class CrashFile implements DiskFile {
        private final DiskFile file;
        private final Path path;
        private final FileNode node;

        CrashFile(DiskFile file, Path path, FileNode node) {
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
            node.forced = real.readAll(path); // a file is never renamed while it is open for writing
            node.modified = real.status(path).modified();
            keepNames(tree, node);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
