package org.mailloft.storage.quota;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@link UsageAccount}s of one running server, one for each ledger; outlives a reload. The last ones that were let go of are
 * kept for a while, because most mail is for those who had some a moment ago. Any thread.
 */
public final class QuotaAccounts {

    /** Accounts kept that nobody uses. */
    private static final int MAX_IDLE = 10_000;

    private final InstantSource clock;
    private final Map<Object, Slot> slots = new HashMap<>();
    /** Places nobody uses, longest unused first. */
    private final LinkedHashMap<Object, Slot> idle = new LinkedHashMap<>();

    private static final class Slot {
        private final UsageAccount account;
        private int users;

        Slot(UsageAccount account) {
            this.account = account;
        }
    }

    public QuotaAccounts(InstantSource clock) {
        this.clock = clock;
    }

    /** The account of a ledger; every acquire needs its {@link #release}. */
    synchronized UsageAccount acquire(Object place) {
        var slot = slots.computeIfAbsent(place, _ -> new Slot(new UsageAccount(clock)));
        idle.remove(place);
        slot.users++;
        return slot.account;
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
