package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The mailboxes this process has open, one {@link SharedMaildir} for each directory. The last ones that were closed are
 * kept for a while: most mail arrives in, and most sessions open, mailboxes that were open a moment ago.
 */
final class OpenMailboxes {

    /** Unused mailboxes kept at most. */
    private static final int MAX_IDLE = 1000;

    /** Messages in unused mailboxes at most. */
    private static final int MAX_IDLE_MESSAGES = 1_000_000;

    private final Map<Path, Slot> slots = new HashMap<>();
    /** Slots nobody uses, longest unused first. */
    private final LinkedHashMap<Path, Slot> idle = new LinkedHashMap<>();

    private int idleMessages;

    /** One directory; {@code mailbox} belongs to the lock, the rest to the monitor of the registry. */
    private static final class Slot {
        private final ReentrantLock opening = new ReentrantLock();
        private volatile SharedMaildir mailbox;
        private int users;
        private int idleMessages;
    }

    interface Opener {
        SharedMaildir open() throws IOException;
    }

    /** The mailbox in a directory, opened if it is not; every acquire needs its {@link #release}. */
    SharedMaildir acquire(Path directory, Opener opener) throws IOException {
        var slot = use(directory);
        boolean done = false;
        slot.opening.lock();
        try {
            if (slot.mailbox == null || slot.mailbox.isGone()) {
                slot.mailbox = opener.open();
            }
            done = true;
            return slot.mailbox;
        } finally {
            slot.opening.unlock();
            if (!done) {
                release(directory);
            }
        }
    }

    private synchronized Slot use(Path directory) {
        var slot = slots.computeIfAbsent(directory, _ -> new Slot());
        if (idle.remove(directory) != null) {
            idleMessages -= slot.idleMessages;
        }
        slot.users++;
        return slot;
    }

    void release(Path directory) {
        settleIfLast(directory);
        for (var mailbox : retire(directory)) {
            mailbox.close();
        }
    }

    /** Before others may drop it, so that a dropped mailbox has nothing left to write. */
    private void settleIfLast(Path directory) {
        SharedMaildir last;
        synchronized (this) {
            var slot = slots.get(directory);
            last = slot.users == 1 ? slot.mailbox : null;
        }
        if (last != null) {
            last.settle();
        }
    }

    private synchronized List<SharedMaildir> retire(Path directory) {
        var dropped = new ArrayList<SharedMaildir>();
        var slot = slots.get(directory);
        if (--slot.users > 0) {
            return dropped;
        }
        if (slot.mailbox == null || slot.mailbox.isGone()) {
            slots.remove(directory);
            return slot.mailbox == null ? dropped : List.of(slot.mailbox);
        }
        slot.idleMessages = slot.mailbox.messages();
        idleMessages += slot.idleMessages;
        idle.put(directory, slot);
        while (idle.size() > MAX_IDLE || idleMessages > MAX_IDLE_MESSAGES && idle.size() > 1) {
            var eldest = idle.pollFirstEntry();
            idleMessages -= eldest.getValue().idleMessages;
            slots.remove(eldest.getKey());
            dropped.add(eldest.getValue().mailbox);
        }
        return dropped;
    }

    /** Marks all mailboxes below a directory as gone. Nobody opens one there meanwhile. */
    void vacate(Path root) {
        for (var mailbox : below(root)) {
            mailbox.leave();
        }
        for (var mailbox : forgetIdle(root)) {
            mailbox.close();
        }
    }

    private synchronized List<SharedMaildir> below(Path root) {
        var found = new ArrayList<SharedMaildir>();
        slots.forEach((directory, slot) -> {
            if (directory.startsWith(root) && slot.mailbox != null) {
                found.add(slot.mailbox);
            }
        });
        return found;
    }

    private synchronized List<SharedMaildir> forgetIdle(Path root) {
        var dropped = new ArrayList<SharedMaildir>();
        idle.entrySet().removeIf(entry -> {
            boolean gone = entry.getKey().startsWith(root);
            if (gone) {
                idleMessages -= entry.getValue().idleMessages;
                slots.remove(entry.getKey());
                dropped.add(entry.getValue().mailbox);
            }
            return gone;
        });
        return dropped;
    }

    /** Lets go of all that nobody uses. */
    synchronized void close() {
        idle.forEach((directory, slot) -> {
            slots.remove(directory);
            slot.mailbox.close();
        });
        idle.clear();
        idleMessages = 0;
    }
}
