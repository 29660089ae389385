package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.mailloft.storage.Journal;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.StorageSettings.Fsync;
import org.mailloft.storage.disk.Disk;
import org.mailloft.storage.disk.FileStatus;

/** A journal on disk; mode and group are those its directory hands down. */
final class JournalFile implements Journal {

    private final Site site;
    private final MailUser owner;
    private final Path file;

    /** @param owner in whose home it lies */
    JournalFile(Site site, MailUser owner, Path file) {
        this.site = site;
        this.owner = owner;
        this.file = file;
    }

    @Override
    public Object place() {
        return file;
    }

    @Override
    public long size() {
        try {
            return disk().find(file).map(FileStatus::size).orElse(0L);
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
    public void append(byte[] octets) {
        try (var out = disk().append(file)) {
            out.write(octets);
            if (site.settings().fsync() == Fsync.ALWAYS) {
                out.force();
            }
        } catch (IOException e) {
            throw FullDisk.passing(e);
        }
    }

    @Override
    public void replace(byte[] octets) {
        var temporary =
                file.resolveSibling(file.getFileName() + "." + site.names().next());
        try (var _ = site.gate().enter(owner, file)) {
            var permissions = permissions();
            MaildirState.createMissing(disk(), file.getParent(), permissions);
            try (var out = permissions.createFile(disk(), temporary)) {
                out.write(octets);
                if (site.settings().syncs()) {
                    out.force();
                }
            }
            disk().rename(temporary, file);
        } catch (IOException e) {
            try {
                disk().deleteIfExists(temporary);
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw FullDisk.passing(e);
        }
    }

    /** Those of the nearest directory above that is there. */
    private Permissions permissions() throws IOException {
        for (var directory = file.getParent(); directory != null; directory = directory.getParent()) {
            try {
                return Permissions.of(disk().ownership(directory), site.host().gid());
            } catch (NoSuchFileException _) {
                // looked for above
            }
        }
        return Permissions.PRIVATE;
    }

    private Disk disk() {
        return site.disk();
    }
}
