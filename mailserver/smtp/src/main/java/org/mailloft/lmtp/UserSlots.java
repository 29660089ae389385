package org.mailloft.lmtp;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts the transactions each user is a recipient of: {@code lmtp_user_concurrency_limit}. Any thread. */
final class UserSlots {

    private final int limit;
    private final ConcurrentMap<String, Integer> taken = new ConcurrentHashMap<>();

    /** @param limit per user; 0 for no limit */
    UserSlots(int limit) {
        this.limit = limit;
    }

    /** Whether there was a slot left; each one taken is given back once. */
    boolean take(String user) {
        if (limit == 0) {
            return true;
        }
        if (taken.merge(user, 1, Integer::sum) > limit) {
            giveBack(user);
            return false;
        }
        return true;
    }

    void giveBack(String user) {
        if (limit != 0) {
            taken.computeIfPresent(user, (_, count) -> count == 1 ? null : count - 1);
        }
    }
}
