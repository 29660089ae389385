package org.mailloft.storage.index;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailboxName;

/**
 * The one place in the process that knows the current state of a mailbox: its view, its lock, and who watches it. All
 * sessions that have the mailbox open share one of these.
 *
 * <p>A change is made like this, so that it is durable before anybody sees it and seen before the lock is released:
 *
 * <pre>{@code
 * try (var change = index.begin(name)) {
 *     ... change.edit() ...      // what the view will say
 *     ... write to disk ...      // may throw: then nothing happened
 *     change.commit();           // publishes the view, then calls the watchers
 * }
 * }</pre>
 */
public final class MailboxIndex {

    private final ReentrantLock lock = new ReentrantLock();
    private final ChangeHub hub = new ChangeHub();
    private final Duration lockTimeout;
    private volatile ChunkedView view;
    private volatile boolean gone;

    /** @param lockTimeout how long {@link #begin} waits for others */
    public MailboxIndex(ChunkedView view, Duration lockTimeout) {
        this.view = view;
        this.lockTimeout = lockTimeout;
    }

    /** The messages as they are now. Never blocks. */
    public ChunkedView view() {
        return view;
    }

    public ChangeHub changes() {
        return hub;
    }

    /** Whether the mailbox was deleted while it was open. */
    public boolean isGone() {
        return gone;
    }

    /**
     * Takes the mailbox's lock. Not to be called while the same thread holds it.
     *
     * @param name for the failure's text
     * @throws MailFailure with {@code NOT_FOUND} when the mailbox was deleted, with {@code IN_USE} when the lock could
     *     not be had in time
     */
    public Change begin(MailboxName name) {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("a change is already being made by this thread");
        }
        try {
            if (!lock.tryLock(lockTimeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new MailFailure(MailFailure.Reason.IN_USE, "Timeout while waiting for lock");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MailFailure(MailFailure.Reason.IN_USE, "Interrupted while waiting for lock");
        }
        if (gone) {
            lock.unlock();
            throw MailFailure.noSuchMailbox(name);
        }
        return new Change();
    }

    /** A change being made; holds the lock until it is closed. Belongs to the thread that began it. */
    public final class Change implements AutoCloseable {
        private ViewEdit edit = new ViewEdit(view);

        private Change() {}

        /** What is to change; starts from the view that was current when the lock was had. */
        public ViewEdit edit() {
            return edit;
        }

        /** Forgets the edit and starts an empty one. */
        public void restart() {
            edit = new ViewEdit(view);
        }

        /** Publishes the edit and starts an empty one. Watchers are called if a client could see a difference. */
        public ChunkedView commit() {
            var before = view;
            var after = edit.build();
            edit = new ViewEdit(after);
            if (after != before) {
                view = after;
                if (after.highestModSeq() != before.highestModSeq()
                        || after.keywords().size() != before.keywords().size()) {
                    hub.publish();
                }
            }
            return after;
        }

        /** Marks the mailbox as deleted: from now on every {@link #begin} fails. Watchers are called. */
        public void markGone() {
            gone = true;
            hub.publish();
        }

        @Override
        public void close() {
            lock.unlock();
        }
    }
}
