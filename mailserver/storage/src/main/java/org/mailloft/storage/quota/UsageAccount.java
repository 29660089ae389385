package org.mailloft.storage.quota;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.mailloft.storage.Usage;
import org.mailloft.storage.UsageLedger;

/**
 * How much mail there is under one quota root, known in memory for all sessions of the process, in step with the ledger
 * that other programs change as well.
 *
 * <p>Whoever changes mail enters before and leaves afterwards, so that nothing is on its way when the messages are counted.
 * Who enters several accounts does so in one order everywhere ({@link Booking}).
 */
final class UsageAccount {

    /** How long counting waits for changes that are being made. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Numbers beyond the limit are not believed when they are older than this. */
    private static final Duration STALE = Duration.ofMinutes(15);

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition calm = lock.newCondition();

    private Usage limits = Usage.NONE;
    private boolean limitsGiven;
    /** What the ledger holds; empty when nobody knows. */
    private Optional<UsageLedger.Entry> known = Optional.empty();

    private boolean countNext;
    private Usage reserved = Usage.NONE;
    private int inside;
    private boolean counting;

    UsageAccount(InstantSource clock) {
        this.clock = clock;
    }

    /** Takes over the limits of the one who came last: they may have been changed since. */
    void become(RootPlan plan) {
        lock.lock();
        try {
            if (plan.limitsGiven() || known.isEmpty()) {
                limits = plan.limits();
            }
            limitsGiven = plan.limitsGiven();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the lock when nobody counts: who counts lets go of it while he waits for others. */
    private void lockCalm() {
        lock.lock();
        while (counting) {
            calm.awaitUninterruptibly();
        }
    }

    /** What there is and what there may be, at one moment. */
    record Balance(Usage used, Usage limits) {}

    Balance balance(OpenRoot root) {
        lockCalm();
        try {
            refresh(root);
            return new Balance(used(), limits);
        } finally {
            lock.unlock();
        }
    }

    /** Begins a change; {@link #leave} must follow. */
    void enter(OpenRoot root) {
        lockCalm();
        try {
            refresh(root);
            inside++;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps room for a change if that fits. */
    boolean reserve(Usage wanted, Room room) {
        lock.lock();
        try {
            if (!room.has(wanted, used().plus(reserved), limits)) {
                return false;
            }
            reserved = reserved.plus(wanted);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether something would fit now. */
    boolean fits(Usage wanted, Room room, OpenRoot root) {
        lockCalm();
        try {
            refresh(root);
            return room.has(wanted, used().plus(reserved), limits);
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #fits} by what was known last: a yes may be wrong when another program has written meanwhile. */
    boolean seemsToFit(Usage wanted, Room room, OpenRoot root) {
        lock.lock();
        try {
            if (known.isPresent() && room.has(wanted, used().plus(reserved), limits)) {
                return true;
            }
        } finally {
            lock.unlock();
        }
        return fits(wanted, room, root);
    }

    /** Tells whether an amount may be added to what there is. */
    interface Room {
        /** @param base limits as they hold where no rule says otherwise */
        boolean has(Usage wanted, Usage used, Usage base);
    }

    /** What a change has made of the amount there is. */
    record Step(Usage before, Usage after, Usage limits) {}

    /**
     * Ends a change that was begun with {@link #enter}.
     *
     * @param released what was kept for it
     * @param change what it was in fact
     */
    Step leave(UsageLedger ledger, Usage released, Usage change) {
        lock.lock();
        try {
            reserved = reserved.minus(released);
            inside--;
            var before = used();
            if (!change.isNone() && isKept()) {
                add(ledger, change);
            }
            calm.signalAll();
            return new Step(before, before.plus(change), limits);
        } finally {
            lock.unlock();
        }
    }

    private void add(UsageLedger ledger, Usage change) {
        var entry = ledger.add(change, known.orElseThrow());
        boolean possible = entry.used().octets() >= 0 && entry.used().messages() >= 0;
        known = possible ? Optional.of(entry) : Optional.empty();
    }

    /** Has everything counted before it is used again: it is not known what a change was. */
    void distrust() {
        lock.lock();
        try {
            countNext = true;
        } finally {
            lock.unlock();
        }
    }

    void recount(OpenRoot root) {
        lockCalm();
        try {
            countAll(root);
        } finally {
            lock.unlock();
        }
    }

    private Usage used() {
        return known.map(UsageLedger.Entry::used).orElse(Usage.NONE);
    }

    private boolean isKept() {
        return known.isPresent();
    }

    /**
     * Makes sure that what is known is what there is. The ledger is read when somebody else has written to it, and messages
     * are counted when it cannot be believed.
     */
    private void refresh(OpenRoot root) {
        var ledger = root.ledger();
        var stamp = ledger.stamp();
        boolean seen = known.isPresent()
                && stamp.isPresent()
                && stamp.get().equals(known.get().stamp());
        if (!seen) {
            read(ledger);
        }
        boolean wanted = limitsGiven || !limits.isNone();
        boolean outdated =
                known.isEmpty() || limitsGiven && !known.get().limits().equals(limits);
        if (countNext || wanted && outdated || isDoubtful()) {
            countAll(root);
        }
    }

    private void read(UsageLedger ledger) {
        known = ledger.read();
        if (!limitsGiven) {
            known.ifPresent(entry -> limits = entry.limits());
        }
    }

    /** Before mail is refused, it is made sure that the numbers are right. */
    private boolean isDoubtful() {
        return known.isPresent()
                && used().exceeds(limits)
                && (known.get().lines() > 1 || known.get().written().plus(STALE).isBefore(clock.instant()));
    }

    /** Changes that are not done in time may be counted twice; that comes right the next time. */
    private void countAll(OpenRoot root) {
        counting = true;
        try {
            long left = PATIENCE.toNanos();
            while (inside > 0 && left > 0) {
                left = await(left);
            }
            known = Optional.of(root.ledger().recount(limits, root.plan()::ignores));
            countNext = false;
        } finally {
            counting = false;
            calm.signalAll();
        }
    }

    private long await(long nanos) {
        long end = System.nanoTime() + nanos;
        try {
            calm.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 0;
        }
        return end - System.nanoTime();
    }
}
