package org.mailloft.storage.personal;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@link MarkBook}s of one running server, one for each reader and mailbox; outlives a reload. The last ones that were
 * let go of are kept for a while: clients look at the same mailboxes again and again. Any thread.
 */
public final class MarkBooks {

    /** Books kept that nobody uses. */
    private static final int MAX_IDLE = 2000;

    private final InstantSource clock;
    private final Map<Object, Slot> slots = new HashMap<>();
    /** Places nobody uses, longest unused first. */
    private final LinkedHashMap<Object, Slot> idle = new LinkedHashMap<>();

    private static final class Slot {
        private final MarkBook book;
        private int users;

        Slot(MarkBook book) {
            this.book = book;
        }
    }

    /** @param clock the machine's: numbers go with it, so that they rise over restarts and losses */
    public MarkBooks(InstantSource clock) {
        this.clock = clock;
    }

    /** The book of a journal; every acquire needs its {@link #release}. */
    synchronized MarkBook acquire(Object place) {
        var slot = slots.computeIfAbsent(place, _ -> new Slot(new MarkBook(clock)));
        idle.remove(place);
        slot.users++;
        return slot.book;
    }

    synchronized void release(Object place) {
        var slot = slots.get(place);
        if (--slot.users == 0) {
            idle.put(place, slot);
            if (idle.size() > MAX_IDLE) {
                slots.remove(idle.pollFirstEntry().getKey());
            }
        }
    }
}
