package org.mailloft.storage.disk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The file system of this machine. */
public final class RealDisk implements Disk {

    /** Files up to this size are read in one go. */
    private static final long SMALL_OCTETS = 64 * 1024;

    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    @Override
    public List<String> list(Path directory) throws IOException {
        var names = new ArrayList<String>();
        try (var entries = Files.newDirectoryStream(directory)) {
            for (var entry : entries) {
                names.add(entry.getFileName().toString());
            }
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    @Override
    public FileStatus status(Path file) throws IOException {
        var found = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileStatus(found.size(), found.lastModifiedTime().toInstant(), found.fileKey(), found.isDirectory());
    }

    @Override
    public boolean isRealDirectory(Path file) {
        return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Optional<Path> linkTarget(Path file) throws IOException {
        return Files.isSymbolicLink(file) ? Optional.of(Files.readSymbolicLink(file)) : Optional.empty();
    }

    @Override
    public Ownership ownership(Path file) throws IOException {
        Map<String, Object> found = Files.readAttributes(file, "unix:mode,uid,gid,nlink,ctime");
        return new Ownership(
                (int) found.get("mode") & 07777,
                (int) found.get("uid"),
                (int) found.get("gid"),
                (int) found.get("nlink"),
                ((FileTime) found.get("ctime")).toInstant());
    }

    @Override
    public byte[] readAll(Path file) throws IOException {
        return Files.readAllBytes(file);
    }

    @Override
    public InputStream read(Path file) throws IOException {
        var channel = FileChannel.open(file);
        try {
            if (channel.size() > SMALL_OCTETS) {
                return Channels.newInputStream(channel);
            }
            try (channel) {
                return new ByteArrayInputStream(Channels.newInputStream(channel).readAllBytes());
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public ByteBuffer map(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
    }

    @Override
    public DiskFile create(Path file, int mode) throws IOException {
        var created = new RealFile(FileChannel.open(file, NEW, permissions(mode)));
        if ((mode & 077) != 0) {
            chmod(file, mode);
        }
        return created;
    }

    @Override
    public DiskFile append(Path file) throws IOException {
        return new RealFile(FileChannel.open(file, StandardOpenOption.APPEND));
    }

    @Override
    public DiskFile overwrite(Path file) throws IOException {
        return new RealFile(FileChannel.open(file, StandardOpenOption.WRITE));
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory)) {
            channel.force(false);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void link(Path existing, Path added) throws IOException {
        Files.createLink(added, existing);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.delete(file);
    }

    @Override
    public void createDirectory(Path directory, int mode) throws IOException {
        Files.createDirectory(directory, permissions(mode));
        if ((mode & 07077) != 0) {
            chmod(directory, mode);
        }
    }

    @Override
    public void setModified(Path file, Instant modified) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    @Override
    public void setGroup(Path file, int gid) throws IOException {
        Files.setAttribute(file, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    }

    private static void chmod(Path file, int mode) throws IOException {
        Files.setAttribute(file, "unix:mode", mode);
    }

    private static java.nio.file.attribute.FileAttribute<?> permissions(int mode) {
        var text = new StringBuilder("rwxrwxrwx");
        for (int bit = 0; bit < 9; bit++) {
            if ((mode & 0400 >> bit) == 0) {
                text.setCharAt(bit, '-');
            }
        }
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text.toString()));
    }

    private record RealFile(FileChannel channel) implements DiskFile {

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            var left = ByteBuffer.wrap(octets, offset, length);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
