package org.mailloft.storage.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailloft.storage.Mailbox.Derived;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.disk.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was computed from the messages of one mailbox, kept on disk so that it need not be computed again. Shared by all
 * sessions that have the mailbox open; any thread. Messages never change, so what is kept stays right; messages that
 * are gone give nothing, and their octets are cleared away in time.
 *
 * <p>A cache: what is damaged reads as not there, what cannot be written is logged and forgotten, and neither fails an
 * operation on mail. New contents wait in memory, {@value #MAX_WAITING_OCTETS} octets at most, and are never synced.
 */
public final class HeaderCache implements AutoCloseable {

    /** Octets of contents that wait in memory at most. */
    private static final int MAX_WAITING_OCTETS = 256 * 1024;

    /** Octets of the file at most, as Dovecot's {@code mail_cache_max_size}; a file that would grow beyond is emptied. */
    private static final int MAX_FILE_OCTETS = 1 << 30;

    /** Files below this are never worth clearing up. */
    private static final int MIN_CLEAR_OCTETS = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(HeaderCache.class);

    private final Path path;
    private final CacheFile file;
    private final Supplier<CacheFile> temporary;
    private final Supplier<? extends MailboxView> view;
    private final Map<Key, byte[]> waiting = new HashMap<>();
    private int waitingOctets;
    /** Where everything is in the file; null until somebody asks. */
    private UidTable table;

    private int clearAtOctets;
    private boolean closed;

    /**
     * @param path where; a temporary file lies beside it while it is cleared up
     * @param mode permission bits of the file
     * @param guid of the mailbox: what was kept for another is not believed
     * @param uidValidity of the mailbox, likewise
     * @param view the messages there are now
     */
    public HeaderCache(
            Disk disk, Path path, int mode, String guid, long uidValidity, Supplier<? extends MailboxView> view) {
        this.path = path;
        this.file = new CacheFile(disk, path, mode, guid, uidValidity);
        this.temporary =
                () -> new CacheFile(disk, path.resolveSibling(path.getFileName() + ".tmp"), mode, guid, uidValidity);
        this.view = view;
    }

    /** What was kept; empty when nothing is known. The array is the caller's. */
    public Optional<byte[]> get(long uid, Derived what) {
        if (view.get().indexOf(uid) < 0) {
            return Optional.empty();
        }
        CacheFile.Place place;
        synchronized (this) {
            var held = waiting.get(new Key(uid, what));
            if (held != null) {
                return Optional.of(held.clone());
            }
            place = closed || !open() ? null : place(uid, what);
        }
        return place == null ? Optional.empty() : read(place);
    }

    /** Where it is in the file, null when it is not there. */
    private CacheFile.Place place(long uid, Derived what) {
        int offset = table.get(uid, what.ordinal());
        try {
            return offset == 0 ? null : file.place(offset);
        } catch (IOException e) {
            giveUp(e);
            return null;
        }
    }

    private Optional<byte[]> read(CacheFile.Place place) {
        try {
            return place.read();
        } catch (IOException e) {
            giveUp(e);
            return Optional.empty();
        }
    }

    /** Keeps {@code octets}, which nobody changes from now on; more than 64 KiB are not kept. */
    public synchronized void put(long uid, Derived what, byte[] octets) {
        if (octets.length > CacheFile.MAX_CONTENT_OCTETS
                || view.get().indexOf(uid) < 0
                || closed
                || !open()
                || table.get(uid, what.ordinal()) != 0
                || waiting.putIfAbsent(new Key(uid, what), octets) != null) {
            return;
        }
        waitingOctets += octets.length;
        if (waitingOctets >= MAX_WAITING_OCTETS) {
            flush();
        }
    }

    /** Writes what waits in memory. */
    public synchronized void flush() {
        if (waiting.isEmpty() || !open()) {
            return;
        }
        var entries = new ArrayList<CacheFile.Entry>(waiting.size());
        waiting.forEach((key, content) -> entries.add(new CacheFile.Entry(key.uid, key.what, content)));
        entries.sort((a, b) -> Long.compare(a.uid(), b.uid()));
        waiting.clear();
        waitingOctets = 0;
        try {
            if (file.octets() > MAX_FILE_OCTETS - 2 * MAX_WAITING_OCTETS) {
                drop();
            }
            file.append(entries, table);
            if (file.octets() >= clearAtOctets) {
                clearUp();
            }
        } catch (IOException e) {
            giveUp(e);
        }
    }

    /** Writes what waits and lets go of the file; from now on nothing is kept or found. */
    @Override
    public synchronized void close() {
        if (!closed) {
            flush();
            forget();
        }
    }

    /** Closes it without writing: its file is gone, or another mailbox's by now. */
    public synchronized void forget() {
        closed = true;
        waiting.clear();
        table = null;
    }

    /** False when the file cannot be read. */
    private boolean open() {
        if (table != null) {
            return true;
        }
        try {
            table = file.open();
            clearAtOctets = Math.max(MIN_CLEAR_OCTETS, file.octets());
            return true;
        } catch (IOException e) {
            LOG.warn("Can't read {}: {}", path, e.toString());
            return false;
        }
    }

    /** Writes the file anew without messages that are gone, if they are at least half of it. */
    private void clearUp() throws IOException {
        var now = view.get();
        var living = new ArrayList<Long>(table.rows());
        table.forEach(uid -> {
            if (now.indexOf(Integer.toUnsignedLong(uid)) >= 0) {
                living.add(Integer.toUnsignedLong(uid));
            }
        });
        if (living.size() * 2 <= table.rows()) {
            living.sort(null);
            copyLiving(living);
        }
        clearAtOctets = Math.max(MIN_CLEAR_OCTETS, file.octets() + file.octets() / 2);
    }

    private void copyLiving(List<Long> living) throws IOException {
        var copy = temporary.get();
        copy.drop();
        var copyTable = new UidTable(Derived.values().length);
        var block = new ArrayList<CacheFile.Entry>();
        int blockOctets = 0;
        for (long uid : living) {
            for (var what : Derived.values()) {
                int offset = table.get(uid, what.ordinal());
                var content = offset == 0
                        ? Optional.<byte[]>empty()
                        : file.place(offset).read();
                if (content.isPresent()) {
                    block.add(new CacheFile.Entry(uid, what, content.get()));
                    blockOctets += content.get().length;
                }
            }
            if (blockOctets >= MAX_WAITING_OCTETS) {
                copy.append(block, copyTable);
                block.clear();
                blockOctets = 0;
            }
        }
        copy.append(block, copyTable);
        copy.replace(file);
        table = copyTable;
    }

    private synchronized void giveUp(IOException e) {
        LOG.warn("{} is started anew: {}", path, e.toString());
        try {
            drop();
        } catch (IOException f) {
            LOG.warn("Can't remove {}: {}", path, f.toString());
        }
    }

    private void drop() throws IOException {
        table = new UidTable(Derived.values().length);
        clearAtOctets = MIN_CLEAR_OCTETS;
        file.drop();
    }

    private record Key(long uid, Derived what) {}
}
