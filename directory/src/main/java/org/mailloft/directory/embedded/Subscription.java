package org.mailloft.directory.embedded;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Changes on their way to one follower. A follower that falls too far behind is cut off; it comes back with a cookie. */
final class Subscription {

    private static final int MAX_WAITING = 10_000;

    private final BlockingQueue<Change> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Runnable overflow;

    /** @param overflow ends the follower; must not block */
    Subscription(Runnable overflow) {
        this.overflow = overflow;
    }

    /** Never blocks: the caller holds the commit lock. */
    void offer(Change change) {
        if (!waiting.offer(change)) {
            overflow.run();
        }
    }

    /** Waits for the next change, empty after a second without one. */
    Optional<Change> next() throws InterruptedException {
        return Optional.ofNullable(waiting.poll(1, TimeUnit.SECONDS));
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
