package org.mailloft.storage.home;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.mailloft.storage.HomeGate;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailUser;

/**
 * The doors of all homes of one running server, and what is known about who lives where; outlives a reload. Whoever enters
 * is counted before he looks whether the door is closed, and who closes it counts afterwards: so nobody is inside when
 * {@link #awaitEmpty} returns.
 */
public final class HomeDoors implements HomeGate {

    /** What the user database calls the id of a user. */
    static final String ID_FIELD = "mail_id";

    /** More than this is not remembered of the past. */
    private static final int MAX_REMEMBERED = 100_000;

    private static final int STRIPES = 64;

    private final Map<Path, Integer> inside = new ConcurrentHashMap<>();
    /** Directories that nobody may enter. Replaced whole, under the lock. */
    private volatile Set<Path> closed = Set.of();

    private final Map<Path, String> owners = new ConcurrentHashMap<>();
    /** Directories that were moved away from, by the id of who lived there. */
    private final Map<String, Set<Path>> left = new ConcurrentHashMap<>();

    /** Homes that nobody has been in since they were made, and whose labels a power failure would take. */
    private final Set<Path> fresh = ConcurrentHashMap.newKeySet();

    private final Map<Path, String> said = new ConcurrentHashMap<>();
    private final ReentrantLock[] stripes =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(ReentrantLock[]::new);

    private volatile boolean trouble;

    private final Set<Object> claimed = new HashSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition somebodyLeft = lock.newCondition();

    @Override
    public Pass enter(MailUser user, Path directory) {
        inside.merge(directory, 1, Integer::sum);
        if (isClosed(directory) || hasLeft(user, directory)) {
            leave(directory);
            throw new MailFailure(MailFailure.Reason.UNAVAILABLE, "Mailbox is being moved, try again later");
        }
        return () -> leave(directory);
    }

    private boolean isClosed(Path directory) {
        var now = closed;
        return !now.isEmpty() && now.stream().anyMatch(directory::startsWith);
    }

    /** Somebody who was looked up before he moved must not get a second home where he lived. */
    private boolean hasLeft(MailUser user, Path directory) {
        return !left.isEmpty()
                && id(user).map(left::get).stream().flatMap(Set::stream).anyMatch(directory::startsWith);
    }

    /** The id that the user database gives to a user. */
    static Optional<String> id(MailUser user) {
        return Optional.ofNullable(user.fields().get(ID_FIELD))
                .filter(text -> !text.isBlank())
                .map(text -> text.strip().toLowerCase(Locale.ROOT));
    }

    private void leave(Path directory) {
        inside.computeIfPresent(directory, (_, count) -> count == 1 ? null : count - 1);
        if (!closed.isEmpty()) {
            lock.lock();
            try {
                somebodyLeft.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** A right that is given back by closing it. */
    interface Claim extends AutoCloseable {
        @Override
        void close();
    }

    /** From now on nobody comes in; who is inside stays. */
    void shut(Collection<Path> directories) {
        lock.lock();
        try {
            var all = new HashSet<>(closed);
            all.addAll(directories);
            closed = Set.copyOf(all);
        } finally {
            lock.unlock();
        }
    }

    void open(Collection<Path> directories) {
        lock.lock();
        try {
            var all = new HashSet<>(closed);
            all.removeAll(directories);
            closed = Set.copyOf(all);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nobody is inside of directories that are shut. False when somebody stays. */
    boolean awaitEmpty(Collection<Path> directories, Duration patience) {
        long remaining = patience.toNanos();
        lock.lock();
        try {
            while (inside.keySet().stream()
                    .anyMatch(there -> directories.stream().anyMatch(there::startsWith))) {
                if (remaining <= 0) {
                    return false;
                }
                remaining = somebodyLeft.awaitNanos(remaining);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** The right to change what these keys are about; empty while somebody else has it for one of them. */
    Optional<Claim> claim(Set<Object> keys) {
        synchronized (claimed) {
            if (keys.stream().anyMatch(claimed::contains)) {
                return Optional.empty();
            }
            claimed.addAll(keys);
        }
        return Optional.of(() -> {
            synchronized (claimed) {
                claimed.removeAll(keys);
            }
        });
    }

    /** Makes others who look at the same home wait. */
    Claim alone(Path home) {
        var own = stripes[Math.floorMod(home.hashCode(), stripes.length)];
        own.lock();
        return own::unlock;
    }

    /** Whether this has not been said of a home before. */
    boolean isNews(Path home, String what) {
        if (said.size() >= MAX_REMEMBERED) {
            said.clear();
        }
        return !what.equals(said.put(home, what));
    }

    /** Something went wrong halfway: there may be homes that are neither here nor there. */
    void noteTrouble() {
        trouble = true;
    }

    boolean hadTrouble() {
        return trouble;
    }

    /** A home was made and nobody has been in it. */
    void noteFresh(Path home) {
        fresh.add(home);
    }

    boolean isFresh(Path home) {
        return fresh.contains(home);
    }

    /** What is in a home stays there, whatever happens. */
    void noteDurable(Path home) {
        fresh.remove(home);
    }

    /** Whose label was last seen in a home. */
    Optional<String> owner(Path home) {
        return Optional.ofNullable(owners.get(home));
    }

    /** Somebody lives in a home. */
    void livesIn(Path home, String id) {
        if (owners.size() >= MAX_REMEMBERED) {
            owners.clear();
        }
        owners.put(home, id);
        said.remove(home);
        left.computeIfPresent(id, (_, homes) -> {
            var others = new HashSet<>(homes);
            others.remove(home);
            return others.isEmpty() ? null : Set.copyOf(others);
        });
    }

    /** Nobody lives in a home any more. */
    void hasMovedOut(Path home, Optional<String> id) {
        owners.remove(home);
        fresh.remove(home);
        if (left.size() >= MAX_REMEMBERED) {
            left.clear();
        }
        id.ifPresent(who -> left.merge(who, Set.of(home), HomeDoors::union));
    }

    private static Set<Path> union(Set<Path> some, Set<Path> others) {
        var all = new HashSet<>(some);
        all.addAll(others);
        return Set.copyOf(all);
    }
}
