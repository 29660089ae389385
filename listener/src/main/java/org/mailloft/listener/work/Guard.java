package org.mailloft.listener.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps one mistake from taking away many homes: an empty directory, a wrong base, a script gone wild. Objects that would
 * lose their home are counted before it happens; when too many would within a short time, none of them does until a
 * person says so, or most of them are wanted again. Everything else goes on. Thread safe.
 */
final class Guard {

    /** So many may always go. */
    static final int HARMLESS = 5;

    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final ReentrantLock lock = new ReentrantLock();
    private final int percent;
    private final InstantSource clock;
    private final Set<UUID> expected = new HashSet<>();
    private final Set<UUID> released = new HashSet<>();
    private final Deque<Instant> done = new ArrayDeque<>();
    private boolean refreshing = true;
    private boolean tripped;

    /** @param percent of all homes that may go at once, 100 for any number */
    Guard(int percent, InstantSource clock) {
        this.percent = percent;
        this.clock = clock;
    }

    /** This object is going to lose its home. */
    void expect(UUID uuid) {
        lock.lock();
        try {
            expected.add(uuid);
        } finally {
            lock.unlock();
        }
    }

    /** This object keeps its home after all. Returns the objects that may go on because of that. */
    Set<UUID> spare(UUID uuid, int homes) {
        lock.lock();
        try {
            released.remove(uuid);
            if (!expected.remove(uuid) || !tripped || tooMany(homes)) {
                return Set.of();
            }
            tripped = false;
            return Set.copyOf(expected);
        } finally {
            lock.unlock();
        }
    }

    /** Whether this object may lose its home now. If not it comes back from {@link #spare} or {@link #release}. */
    boolean admits(UUID uuid, int homes) {
        lock.lock();
        try {
            if (released.contains(uuid)) {
                return true;
            }
            if (refreshing) {
                return false;
            }
            tripped |= tooMany(homes);
            return !tripped;
        } finally {
            lock.unlock();
        }
    }

    /** This object has lost its home. */
    void happened(UUID uuid) {
        lock.lock();
        try {
            released.remove(uuid);
            if (expected.remove(uuid)) {
                done.add(clock.instant());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Until the directory has said everything nobody knows how many will go. */
    Set<UUID> refreshing(boolean refreshing) {
        lock.lock();
        try {
            this.refreshing = refreshing;
            return refreshing ? Set.of() : Set.copyOf(expected);
        } finally {
            lock.unlock();
        }
    }

    boolean isRefreshing() {
        lock.lock();
        try {
            return refreshing;
        } finally {
            lock.unlock();
        }
    }

    /** A person has looked at them: all that are held now may go. */
    Set<UUID> release() {
        lock.lock();
        try {
            tripped = false;
            done.clear();
            released.addAll(expected);
            return Set.copyOf(released);
        } finally {
            lock.unlock();
        }
    }

    /** Whether this object waits here. */
    boolean holds(UUID uuid) {
        lock.lock();
        try {
            return (tripped || refreshing) && expected.contains(uuid) && !released.contains(uuid);
        } finally {
            lock.unlock();
        }
    }

    /** What is held and why, for people; empty when all may go. */
    Optional<String> held(int homes) {
        lock.lock();
        try {
            int waiting = expected.size() - released.size();
            return tripped && waiting > 0
                    ? Optional.of(waiting + " of " + homes + " homes would go at once")
                    : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private boolean tooMany(int homes) {
        Instant past = clock.instant().minus(WINDOW);
        while (!done.isEmpty() && done.getFirst().isBefore(past)) {
            done.removeFirst();
        }
        int going = expected.size() - released.size();
        boolean everything = going > 1 && going >= homes;
        int share = (int) ((long) (homes + done.size()) * percent / 100);
        return percent < 100 && (everything || going + done.size() > Math.max(HARMLESS, share));
    }
}
