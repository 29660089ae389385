package org.mailloft.storage.maildir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailloft.storage.disk.Disk;
import org.mailloft.storage.disk.DiskFile;
import org.mailloft.storage.disk.FileStatus;
import org.mailloft.storage.disk.Ownership;

/** Does what another disk does; for tests that change one thing. */
class ForwardingDisk implements Disk {

    private final Disk disk;

    ForwardingDisk(Disk disk) {
        this.disk = disk;
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public FileStatus status(Path file) throws IOException {
        return disk.status(file);
    }

    @Override
    public boolean isRealDirectory(Path file) throws IOException {
        return disk.isRealDirectory(file);
    }

    @Override
    public Optional<Path> linkTarget(Path file) throws IOException {
        return disk.linkTarget(file);
    }

    @Override
    public Ownership ownership(Path file) throws IOException {
        return disk.ownership(file);
    }

    @Override
    public byte[] readAll(Path file) throws IOException {
        return disk.readAll(file);
    }

    @Override
    public InputStream read(Path file) throws IOException {
        return disk.read(file);
    }

    @Override
    public ByteBuffer map(Path file) throws IOException {
        return disk.map(file);
    }

    @Override
    public DiskFile create(Path file, int mode) throws IOException {
        return disk.create(file, mode);
    }

    @Override
    public DiskFile append(Path file) throws IOException {
        return disk.append(file);
    }

    @Override
    public DiskFile overwrite(Path file) throws IOException {
        return disk.overwrite(file);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        disk.forceDirectory(directory);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void link(Path existing, Path added) throws IOException {
        disk.link(existing, added);
    }

    @Override
    public void delete(Path file) throws IOException {
        disk.delete(file);
    }

    @Override
    public void createDirectory(Path directory, int mode) throws IOException {
        disk.createDirectory(directory, mode);
    }

    @Override
    public void setModified(Path file, Instant modified) throws IOException {
        disk.setModified(file, modified);
    }

    @Override
    public void setGroup(Path file, int gid) throws IOException {
        disk.setGroup(file, gid);
    }
}
