package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.mailloft.storage.SideFile;
import org.mailloft.storage.disk.Disk;
import org.mailloft.storage.disk.FileStatus;

/** A side file on disk, changed under its dotlock; mode and group are those its directory hands down. */
final class LockedFile implements SideFile {

    private final Site site;
    private final Path file;

    LockedFile(Site site, Path file) {
        this.site = site;
        this.file = file;
    }

    @Override
    public Object place() {
        return file;
    }

    @Override
    public Optional<Object> stamp() {
        try {
            return disk().find(file).map(Object.class::cast);
        } catch (IOException e) {
            throw FullDisk.passing(e);
        }
    }

    @Override
    public Instant modified() {
        try {
            return disk().find(file).map(FileStatus::modified).orElse(Instant.EPOCH);
        } catch (IOException e) {
            throw FullDisk.passing(e);
        }
    }

    @Override
    public Optional<byte[]> read() {
        try {
            return Optional.of(disk().readAll(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw FullDisk.passing(e);
        }
    }

    @Override
    public void update(UnaryOperator<byte[]> change) {
        try (var _ = DotLock.acquire(disk(), site.host(), file, site.bounded(DotLock.Rules.ACL))) {
            var before = read().orElse(new byte[0]);
            var after = change.apply(before);
            if (!Arrays.equals(before, after)) {
                write(after);
            }
        } catch (IOException e) {
            throw FullDisk.passing(e);
        }
    }

    /** Who may do what is synced whatever {@code mail_fsync} says, as by Dovecot. */
    private void write(byte[] octets) throws IOException {
        var permissions =
                Permissions.of(disk().ownership(file.getParent()), site.host().gid());
        var temporary =
                file.resolveSibling(file.getFileName() + "." + site.names().next());
        try {
            try (var out = permissions.createFile(disk(), temporary)) {
                out.write(octets);
                out.force();
            }
            disk().rename(temporary, file);
        } catch (IOException e) {
            disk().deleteIfExists(temporary);
            throw e;
        }
        disk().forceDirectory(file.getParent());
    }

    private Disk disk() {
        return site.disk();
    }
}
