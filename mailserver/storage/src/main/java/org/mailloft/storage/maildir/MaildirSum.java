package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailloft.storage.Usage;
import org.mailloft.storage.disk.Disk;
import org.mailloft.storage.disk.FileStatus;

/**
 * All messages in some directories, counted by the names of their files; only a file whose name does not tell its size is
 * looked at.
 *
 * @param used how much there is
 * @param looks how each directory looked before it was read
 */
record MaildirSum(Usage used, Map<Path, Optional<FileStatus>> looks) {

    static MaildirSum of(Disk disk, Collection<Path> directories) throws IOException {
        var looks = new HashMap<Path, Optional<FileStatus>>();
        var used = Usage.NONE;
        for (var directory : directories) {
            looks.put(directory, disk.find(directory));
            for (var entry : list(disk, directory)) {
                used = used.plus(sizeOf(disk, directory, entry));
            }
        }
        return new MaildirSum(used, looks);
    }

    private static List<String> list(Disk disk, Path directory) throws IOException {
        try {
            return disk.list(directory);
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        }
    }

    private static Usage sizeOf(Disk disk, Path directory, String entry) throws IOException {
        if (entry.startsWith(".")) {
            return Usage.NONE;
        }
        long told = MaildirName.parse(entry).physicalSize();
        if (told >= 0) {
            return new Usage(told, 1);
        }
        try {
            return new Usage(disk.status(directory.resolve(entry)).size(), 1);
        } catch (NoSuchFileException _) {
            return Usage.NONE; // removed just now
        }
    }

    /** Whether nothing has come or gone since. */
    boolean isCurrent(Disk disk) throws IOException {
        for (var look : looks.entrySet()) {
            if (!disk.find(look.getKey()).equals(look.getValue())) {
                return false;
            }
        }
        return true;
    }
}
