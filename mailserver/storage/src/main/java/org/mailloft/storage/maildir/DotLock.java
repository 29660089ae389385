package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.disk.Disk;
import org.mailloft.storage.disk.FileStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock on a file that Dovecot honours: {@code <file>.lock} beside it, created exclusively, holding
 * {@code <pid>:<host>}. Keeps other processes out; threads of this one have locks of their own before they come here.
 *
 * <p>A lock whose process on this host is gone is broken after two seconds, an empty one after ten; any other after nobody touched it or the
 * file for the stale time. A process that started after the lock was made did not make it: numbers are used again, in
 * containers by every start.
 */
final class DotLock implements AutoCloseable {

    /**
     * @param timeout how long to wait for others
     * @param stale how long a lock must lie untouched to count as forgotten
     */
    record Rules(Duration timeout, Duration stale) {
        static final Rules UID_LIST = new Rules(Duration.ofSeconds(122), Duration.ofSeconds(120));
        static final Rules KEYWORDS = new Rules(Duration.ofSeconds(122), Duration.ofSeconds(120));
        static final Rules ACL = new Rules(Duration.ofSeconds(30), Duration.ofSeconds(120));
        static final Rules SUBSCRIPTIONS = new Rules(Duration.ofSeconds(120), Duration.ofSeconds(30));

        /** {@code mail_max_lock_timeout} bounds every wait; zero is no bound. */
        Rules within(Duration maxTimeout) {
            return maxTimeout.isZero() || timeout.compareTo(maxTimeout) <= 0 ? this : new Rules(maxTimeout, stale);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(DotLock.class);

    /** Younger locks are not suspected, whatever their process. */
    private static final Duration PID_CHECK_AGE = Duration.ofSeconds(2);

    /** Who makes a lock fills it in the same breath: one that stays empty lost its process, or its content, in between. */
    private static final Duration EMPTY_AGE = Duration.ofSeconds(10);

    /** How far the start time of a process may be off. */
    private static final Duration START_PRECISION = Duration.ofSeconds(2);

    private static final Duration TOUCH_INTERVAL = Duration.ofSeconds(10);
    private static final Duration SHORTEST_SLEEP = Duration.ofMillis(1);
    private static final Duration LONGEST_SLEEP = Duration.ofMillis(100);

    private final Disk disk;
    private final Host host;
    private final Path lock;
    private Instant touched;

    private DotLock(Disk disk, Host host, Path lock) {
        this.disk = disk;
        this.host = host;
        this.lock = lock;
        this.touched = host.clock().instant();
    }

    static Path pathFor(Path file) {
        return file.resolveSibling(file.getFileName() + ".lock");
    }

    /**
     * Locks a file, which need not exist.
     *
     * @throws MailFailure with {@code IN_USE} when others did not let go in time
     */
    static DotLock acquire(Disk disk, Host host, Path file, Rules rules) throws IOException {
        var found = new Waiter(disk, host, file, rules).acquire();
        return found.orElseThrow(() -> new MailFailure(MailFailure.Reason.IN_USE, "Timeout while waiting for lock"));
    }

    /** Locks a file if nobody else has it or the one who has it lets go within {@code timeout}. */
    static Optional<DotLock> tryAcquire(Disk disk, Host host, Path file, Duration timeout) throws IOException {
        return new Waiter(disk, host, file, new Rules(timeout, Rules.UID_LIST.stale())).acquire();
    }

    /** Tells the others that we are still at it; to be called now and then during long work. */
    void touch() throws IOException {
        var now = host.clock().instant();
        if (Duration.between(touched, now).compareTo(TOUCH_INTERVAL) >= 0) {
            touched = now;
            disk.setModified(lock, now);
        }
    }

    /** Lets go. That another process broke the lock meanwhile is logged and changes nothing. */
    @Override
    public void close() throws IOException {
        if (!disk.deleteIfExists(lock)) {
            LOG.warn("Our dotlock file {} was deleted", lock);
        }
    }

    /** One attempt to get a lock, with what was seen of the one in the way. */
    private static final class Waiter {
        private final Disk disk;
        private final Host host;
        private final Path file;
        private final Path lock;
        private final Rules rules;
        private final long start = System.nanoTime();
        private Optional<FileStatus> seenLock = Optional.empty();
        private Optional<FileStatus> seenFile = Optional.empty();
        private long lastChange = start;

        Waiter(Disk disk, Host host, Path file, Rules rules) {
            this.disk = disk;
            this.host = host;
            this.file = file;
            this.lock = pathFor(file);
            this.rules = rules;
        }

        Optional<DotLock> acquire() throws IOException {
            var pause = SHORTEST_SLEEP;
            while (!create()) {
                if (isStale()) {
                    disk.deleteIfExists(lock);
                    continue;
                }
                if (elapsedSince(start).compareTo(rules.timeout) >= 0 || !sleep(pause)) {
                    return Optional.empty();
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : pause.multipliedBy(2);
            }
            return Optional.of(new DotLock(disk, host, lock));
        }

        private boolean create() throws IOException {
            try (var created = disk.create(lock, 0600)) {
                created.write((host.pid() + ":" + host.name()).getBytes(StandardCharsets.UTF_8));
                return true;
            } catch (FileAlreadyExistsException _) {
                return false;
            } catch (NoSuchFileException e) {
                throw e;
            } catch (IOException e) {
                disk.deleteIfExists(lock);
                throw e;
            }
        }

        private boolean isStale() throws IOException {
            var nowLock = disk.find(lock);
            var nowFile = disk.find(file);
            if (nowLock.isEmpty()) {
                return false;
            }
            if (!nowLock.equals(seenLock) || !nowFile.equals(seenFile)) {
                lastChange = seenLock.isEmpty() ? lastChange : System.nanoTime();
                seenLock = nowLock;
                seenFile = nowFile;
            }
            boolean forgotten = elapsedSince(lastChange).compareTo(rules.stale) >= 0;
            boolean stale = forgotten || isOrphan(nowLock.get().modified());
            if (stale && disk.find(lock).equals(nowLock)) {
                LOG.warn("Overriding stale dotlock {}", lock);
                return true;
            }
            return false;
        }

        /** Whether the process that made the lock is known to be gone. */
        private boolean isOrphan(Instant made) throws IOException {
            if (Duration.between(made, host.clock().instant()).compareTo(PID_CHECK_AGE) < 0) {
                return false;
            }
            String content;
            try {
                content = new String(disk.readAll(lock), StandardCharsets.UTF_8);
            } catch (NoSuchFileException _) {
                return false;
            }
            if (content.isEmpty()) {
                return Duration.between(made, host.clock().instant()).compareTo(EMPTY_AGE) >= 0;
            }
            var holder = content.split(":", 2);
            if (holder.length != 2 || !holder[1].equals(host.name()) || !holder[0].matches("[0-9]{1,9}")) {
                return false;
            }
            var started = host.startOf().apply(Long.parseLong(holder[0]));
            return started.isEmpty() || started.get().isAfter(made.plus(START_PRECISION));
        }

        private static Duration elapsedSince(long nanoTime) {
            return Duration.ofNanos(System.nanoTime() - nanoTime);
        }

        private static boolean sleep(Duration pause) {
            try {
                Thread.sleep(pause);
                return true;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
