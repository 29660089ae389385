package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.mailloft.storage.disk.Disk;
import org.mailloft.storage.disk.DiskFile;
import org.mailloft.storage.disk.Ownership;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mode and group of what is created in a mailbox: as its directory has them, so that a shared mailbox stays shared.
 *
 * @param fileMode of files
 * @param directoryMode of directories
 * @param group to give files and directories; empty when the file system does that by itself or nobody would notice
 */
record Permissions(int fileMode, int directoryMode, OptionalInt group) {

    private static final Logger LOG = LoggerFactory.getLogger(Permissions.class);
    private static final int SETGID = 02000;

    /** Where there is no directory to go by. */
    static final Permissions PRIVATE = new Permissions(0600, 0700, OptionalInt.empty());

    /**
     * @param directory of the mailbox, or of the nearest one above it that exists
     * @param ownGid group of this process
     */
    static Permissions of(Ownership directory, int ownGid) {
        int mode = directory.mode();
        boolean groupMatters = (mode & SETGID) == 0 && (mode >> 3 & 07) != (mode & 07) && directory.gid() != ownGid;
        return new Permissions(
                mode & 0666 | 0600,
                mode & 0777 | 0700 | mode & SETGID,
                groupMatters ? OptionalInt.of(directory.gid()) : OptionalInt.empty());
    }

    DiskFile createFile(Disk disk, Path file) throws IOException {
        var created = disk.create(file, fileMode);
        setGroup(disk, file);
        return created;
    }

    void createDirectory(Disk disk, Path directory) throws IOException {
        disk.createDirectory(directory, directoryMode);
        setGroup(disk, directory);
    }

    /** Not being allowed to is logged: the file is there, only others may not get at it. */
    private void setGroup(Disk disk, Path file) {
        if (group.isPresent()) {
            try {
                disk.setGroup(file, group.getAsInt());
            } catch (IOException e) {
                LOG.error("chown({}, group={}) failed: {}", file, group.getAsInt(), e.toString());
            }
        }
    }
}
