package org.mailloft.listener.work;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Objects with something to be done, each at most once, each with one worker at a time. Bounded by the number of
 * objects. Thread safe.
 */
final class WorkQueue {

    private record Item(UUID uuid, long due, long order) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final PriorityQueue<Item> items =
            new PriorityQueue<>(Comparator.comparingLong(Item::due).thenComparingLong(Item::order));
    private final Map<UUID, Item> waiting = new HashMap<>();
    private final Set<UUID> running = new HashSet<>();
    private final Map<UUID, Long> again = new HashMap<>();
    private final Map<UUID, Long> since = new HashMap<>();
    private long pausedUntil = System.nanoTime();
    private long order;
    private boolean held;
    private boolean closed;

    /** Puts an object in the queue; one that waits for later comes earlier, one that is being worked on comes again. */
    void add(UUID uuid, Duration delay) {
        lock.lock();
        try {
            long now = System.nanoTime();
            long due = now + delay.toNanos();
            since.putIfAbsent(uuid, now);
            if (running.contains(uuid)) {
                again.merge(uuid, due, Math::min);
            } else {
                enqueue(uuid, due);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is handed out for so long. */
    void pause(Duration time) {
        lock.lock();
        try {
            pausedUntil = System.nanoTime() + time.toNanos();
        } finally {
            lock.unlock();
        }
    }

    /** While held, nothing is handed out. */
    void hold(boolean held) {
        lock.lock();
        try {
            this.held = held;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for an object that is due; to be given back with {@link #done}. Empty when the queue is closed. */
    Optional<UUID> take() throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                long wait = nanosUntilNext();
                if (wait <= 0) {
                    Item item = items.poll();
                    waiting.remove(item.uuid());
                    running.add(item.uuid());
                    return Optional.of(item.uuid());
                }
                news.await(wait, TimeUnit.NANOSECONDS);
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    void done(UUID uuid) {
        lock.lock();
        try {
            running.remove(uuid);
            Long due = again.remove(uuid);
            if (due == null) {
                since.remove(uuid);
            } else {
                enqueue(uuid, due);
            }
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size() + running.size();
        } finally {
            lock.unlock();
        }
    }

    /** How long the object that waits longest has been waiting, zero when none does. */
    Duration oldest() {
        lock.lock();
        try {
            long now = System.nanoTime();
            return Duration.ofNanos(since.values().stream()
                    .mapToLong(start -> now - start)
                    .max()
                    .orElse(0));
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void enqueue(UUID uuid, long due) {
        Item before = waiting.get(uuid);
        if (before != null && before.due() - due <= 0) {
            return;
        }
        items.remove(before);
        var item = new Item(uuid, due, order++);
        waiting.put(uuid, item);
        items.add(item);
        news.signal();
    }

    private long nanosUntilNext() {
        if (held || items.isEmpty()) {
            return TimeUnit.SECONDS.toNanos(10);
        }
        long now = System.nanoTime();
        return Math.max(items.peek().due() - now, pausedUntil - now);
    }
}
