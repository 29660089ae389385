package org.mailloft.storage.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.mailloft.storage.disk.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index of one mailbox on disk, so that opening it takes one read. A cache: what cannot be read is dropped, what
 * cannot be written is logged, and neither ever fails an operation on mail. Calls come one at a time, under the
 * mailbox's lock.
 *
 * <p>Each {@link #save} adds what changed to the end of the file; when the changes have grown too many the file is
 * written anew and renamed into place. Nothing is synced: after a power failure the end of the file, or all of it, may
 * be missing.
 *
 * <p>A client must never meet a modification sequence twice with different meanings. So when changes may have been lost
 * (the file is cut off or was written before the machine was started) the highest one is raised to the milliseconds
 * since 1970, which no mailbox reaches by counting; {@link #modSeqAfterLoss} does the same for a mailbox whose index is
 * lost.
 */
public final class IndexFile {

    /** Changes in a file at most before it is written anew; each costs a few microseconds at the next load. */
    private static final int MAX_CHANGES = 512;

    /** Octets of changes that are always allowed. */
    private static final int MIN_CHANGE_OCTETS = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(IndexFile.class);

    private final Disk disk;
    private final Path file;
    private final int mode;
    private final String bootId;
    private final Clock clock;

    /** What the file says now; null when that is unknown and the next save writes it anew. */
    private SavedIndex saved;

    private long wholeOctets;
    private long octets;
    private int changes;

    /**
     * @param file where; a temporary file lies beside it while it is written anew
     * @param mode permission bits of the file
     * @param bootId something that differs each time the machine starts: {@code /proc/sys/kernel/random/boot_id}
     */
    public IndexFile(Disk disk, Path file, int mode, String bootId, Clock clock) {
        this.disk = disk;
        this.file = file;
        this.mode = mode;
        this.bootId = bootId;
        this.clock = clock;
    }

    /** Reads what was saved last; empty when there is nothing to be believed. */
    public Optional<SavedIndex> load() {
        saved = null;
        ByteBuffer content;
        try {
            content = disk.map(file);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("Can't read {}, the index is made anew: {}", file, e.toString());
            return Optional.empty();
        }
        var found = IndexFormat.read(content);
        if (found.isEmpty()) {
            LOG.warn("{} is damaged or of another version, the index is made anew", file);
            return Optional.empty();
        }
        var loaded = found.get();
        if (loaded.complete() && loaded.bootId().equals(bootId)) {
            saved = loaded.index();
            wholeOctets = loaded.wholeOctets();
            octets = loaded.octets();
            changes = loaded.changes();
            return Optional.of(saved);
        }
        return Optional.of(afterLoss(loaded.index()));
    }

    private SavedIndex afterLoss(SavedIndex index) {
        var edit = new ViewEdit(index.view());
        edit.raiseModSeq(modSeqAfterLoss(clock));
        return new SavedIndex(index.guid(), index.uidValidity(), edit.build(), index.storeState());
    }

    /** Where modification sequences start in a mailbox that had some before, nobody knows which. */
    public static long modSeqAfterLoss(Clock clock) {
        return clock.millis();
    }

    /** Makes the file say this. Cheap when little changed since the last call. */
    public void save(SavedIndex index) {
        try {
            if (!appendChange(index)) {
                writeAnew(index);
            }
            saved = index;
        } catch (IOException e) {
            LOG.warn("Can't save {}: {}", file, e.toString());
            saved = null;
        }
    }

    /** As {@link #save}, with what can only be told when the file is written anew: dates that were learned. */
    public void saveWhole(SavedIndex index) {
        saved = null;
        save(index);
    }

    /** False when the file has to be written anew. */
    private boolean appendChange(SavedIndex index) throws IOException {
        if (saved == null || !saved.guid().equals(index.guid()) || saved.uidValidity() != index.uidValidity()) {
            return false;
        }
        boolean grown = changes >= MAX_CHANGES || octets - wholeOctets > Math.max(MIN_CHANGE_OCTETS, wholeOctets);
        if (grown) {
            return false;
        }
        if (saved.view() == index.view() && java.util.Arrays.equals(saved.storeState(), index.storeState())) {
            return true;
        }
        var frame = IndexFormat.change(saved, index);
        try (var out = disk.append(file)) {
            if (out.size() != octets) {
                return false; // somebody else put another file there
            }
            out.write(frame);
        } catch (NoSuchFileException _) {
            return false;
        }
        octets += frame.length;
        changes++;
        return true;
    }

    private void writeAnew(SavedIndex index) throws IOException {
        var temporary = file.resolveSibling(file.getFileName() + ".tmp");
        disk.deleteIfExists(temporary);
        long written = 0;
        try (var out = disk.create(temporary, mode)) {
            for (var frame : IndexFormat.whole(index, bootId)) {
                out.write(frame);
                written += frame.length;
            }
        }
        disk.rename(temporary, file);
        wholeOctets = written;
        octets = written;
        changes = 0;
    }

    /** Removes the file; the next {@link #save} makes a new one. */
    public void drop() {
        saved = null;
        try {
            disk.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("Can't remove {}: {}", file, e.toString());
        }
    }
}
