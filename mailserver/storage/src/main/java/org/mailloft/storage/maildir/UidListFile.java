package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailloft.storage.disk.Disk;
import org.mailloft.storage.disk.DiskFile;
import org.mailloft.storage.index.ChunkedView;
import org.mailloft.storage.maildir.FolderLayout.Folder;

/**
 * The {@code dovecot-uidlist} of an open mailbox. What changes here belongs to whoever holds the mailbox's lock; writing
 * needs the file's own {@link #lock} too.
 */
final class UidListFile {

    private final Site site;
    private final Path file;
    private final Permissions permissions;
    private volatile UidList.Header header;
    private int lines;
    private Stamp stamp = Stamp.UNKNOWN;

    /** Records with fields, by UID; null when they must be read. */
    private volatile Map<Long, UidList.Entry> annotated;

    /** @param header what is known so far, or what a file that does not exist yet will say */
    UidListFile(Site site, Folder folder, Permissions permissions, UidList.Header header) {
        this.site = site;
        this.file = folder.uidList();
        this.permissions = permissions;
        this.header = header;
    }

    /** UIDVALIDITY and GUID of the mailbox. */
    UidList.Header header() {
        return header;
    }

    void header(UidList.Header found) {
        header = found;
    }

    int lines() {
        return lines;
    }

    Stamp stamp() {
        return stamp;
    }

    /** As it was when the index was saved. */
    void restore(Stamp savedStamp, int savedLines) {
        stamp = savedStamp;
        lines = savedLines;
    }

    void distrust() {
        stamp = Stamp.UNKNOWN;
    }

    boolean isOutdated() throws IOException {
        return stamp.isOutdated(disk().find(file), site.host().clock().instant());
    }

    boolean exists() throws IOException {
        return disk().find(file).isPresent();
    }

    /** What the file says from now on is known. */
    void restamp() throws IOException {
        stamp = Stamp.of(disk().find(file), site.host().clock().instant());
    }

    DotLock lock() throws IOException {
        return DotLock.acquire(disk(), site.host(), file, site.bounded(DotLock.Rules.UID_LIST));
    }

    /** The lock, if it can be had soon. */
    Optional<DotLock> tryLock(java.time.Duration timeout) throws IOException {
        return DotLock.tryAcquire(disk(), site.host(), file, timeout);
    }

    /** Empty when there is none, or none that makes sense. */
    Optional<UidList> read() throws IOException {
        var list = read(disk(), file);
        list.ifPresent(found -> lines = found.lines());
        annotated = null;
        return list;
    }

    static Optional<UidList> read(Disk disk, Path file) throws IOException {
        try {
            return UidList.parse(disk.readAll(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** As {@link #read}, of the first line only. */
    static Optional<UidList.Header> readHeader(Disk disk, Path file) throws IOException {
        try {
            return UidList.parseHeader(disk.readAll(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** The file, to write {@link UidList#lines} to its end; {@link #appended} afterwards. */
    DiskFile append() throws IOException {
        return disk().append(file);
    }

    void appended(List<UidList.Entry> entries) throws IOException {
        lines += entries.size();
        if (entries.stream().anyMatch(entry -> !entry.fields().isEmpty())) {
            annotated = null;
        }
        restamp();
    }

    /** Replaces the file. */
    void write(UidList list) throws IOException {
        var temporary = file.resolveSibling(UidList.FILE_NAME + ".tmp");
        disk().deleteIfExists(temporary);
        try (var out = permissions.createFile(disk(), temporary)) {
            out.write(list.octets());
            if (site.settings().syncs()) {
                out.force();
            }
        }
        disk().rename(temporary, file);
        header = list.header().withNextUid(list.nextUid());
        lines = list.entries().size();
        annotated = null;
        restamp();
    }

    /** Writes the file anew with the messages that still exist, when enough of it is dead. */
    void compact(ChunkedView view) throws IOException {
        if (!UidList.wantsCompaction(lines, view.size())) {
            return;
        }
        try (var _ = lock()) {
            var list = read();
            if (list.isEmpty() || list.get().header().uidValidity() != header.uidValidity()) {
                distrust();
                return;
            }
            var alive = new ArrayList<UidList.Entry>();
            for (var entry : list.get().entries()) {
                if (entry.uid() >= view.uidNext() || view.indexOf(entry.uid()) >= 0) {
                    alive.add(entry);
                }
            }
            long next = Math.max(list.get().nextUid(), view.uidNext());
            write(new UidList(list.get().header().withNextUid(next), alive, alive.size(), false));
        }
    }

    /** GUID of a message: its base name, unless it came from elsewhere under another. Any thread. */
    String messageGuid(long uid, String base) throws IOException {
        var found = annotations().get(uid);
        return found == null ? base : found.field('G').orElse(base);
    }

    private Map<Long, UidList.Entry> annotations() throws IOException {
        var known = annotated;
        if (known != null) {
            return known;
        }
        var found = new HashMap<Long, UidList.Entry>();
        read(disk(), file).ifPresent(list -> list.entries().stream()
                .filter(entry -> !entry.fields().isEmpty())
                .forEach(entry -> found.put(entry.uid(), entry)));
        annotated = found;
        return found;
    }

    private Disk disk() {
        return site.disk();
    }
}
