package org.mailloft.storage.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.mailloft.storage.FlagChange;
import org.mailloft.storage.FlagChange.Mode;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailFailure.Reason;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.ViewChanges;

/** What every mail store does when several sessions have the same mailbox open. */
public abstract class SharedMailboxContract extends StoreFixture {

    private static final int THREADS = 6;

    @Test
    void changesOfOneAreSeenByTheOtherAtOnce() {
        try (var one = inbox();
                var second = openAgain("anna@example.org");
                var two = second.open(MailboxName.INBOX, true)) {
            append(one, 3);
            assertEquals(longs(1, 2, 3), uids(two));
            var before = one.view();
            two.store(UidSet.of(2), new FlagChange(Mode.ADD, Flags.of(SystemFlag.SEEN)));
            two.expunge(UidSet.of(1), false);
            append(two);
            assertEquals(new ViewChanges(UidSet.of(1), UidSet.of(4), UidSet.of(2)), before.changesTo(one.view()));
            assertEquals(MESSAGE, content(one, 4));
            assertEquals(one.guid(), two.guid());
        }
    }

    @Test
    void watchersAreCalledForEveryChangeOfTheView() {
        var calls = new AtomicInteger();
        try (var one = inbox();
                var two = inbox()) {
            var watch = one.watch(calls::incrementAndGet);
            append(two);
            assertEquals(1, called(calls));
            two.store(UidSet.of(1), new FlagChange(Mode.ADD, Flags.of(SystemFlag.SEEN)));
            assertEquals(1, called(calls));
            one.store(UidSet.of(1), new FlagChange(Mode.ADD, Flags.of(SystemFlag.FLAGGED)));
            assertEquals(1, called(calls), "one's own changes are changes too");
            two.store(UidSet.of(1), new FlagChange(Mode.ADD, Flags.of(SystemFlag.SEEN)));
            assertEquals(0, called(calls), "nothing changed");
            two.expunge(UidSet.of(1), false);
            assertEquals(1, called(calls));
            watch.close();
            append(two);
            assertEquals(0, called(calls));
        }
    }

    /** At least once is what matters; more often is no fault. */
    private static int called(AtomicInteger calls) {
        return Math.min(1, calls.getAndSet(0));
    }

    @Test
    void watcherSeesTheNewViewAlready() {
        var sizes = new ArrayList<Integer>();
        try (var one = inbox();
                var two = inbox();
                var _ = one.watch(() -> sizes.add(one.view().size()))) {
            append(two);
            assertEquals(1, sizes.getLast());
            two.expunge(UidSet.ALL, false);
            assertEquals(0, sizes.getLast());
        }
    }

    @Test
    void watcherThatFailsHarmsNobody() {
        var calls = new AtomicInteger();
        try (var one = inbox();
                var _ = one.watch(() -> {
                    throw new IllegalStateException("on purpose");
                });
                var _ = one.watch(calls::incrementAndGet)) {
            assertEquals(1, append(one));
            assertEquals(1, called(calls));
        }
    }

    @Test
    void mailboxDeletedUnderASessionIsGone() {
        anna.create(name("a"));
        var calls = new AtomicInteger();
        try (var open = anna.open(name("a"), true);
                var _ = open.watch(calls::incrementAndGet);
                var second = openAgain("anna@example.org")) {
            append(open);
            calls.set(0);
            second.delete(name("a"));
            assertEquals(1, called(calls));
            assertEquals(1, open.view().size());
            assertFails(Reason.NOT_FOUND, open::refresh);
            assertFails(Reason.NOT_FOUND, open::claimRecent);
            assertFails(Reason.NOT_FOUND, () -> append(open));
            assertFails(
                    Reason.NOT_FOUND,
                    () -> open.store(UidSet.of(1), new FlagChange(Mode.ADD, Flags.of(SystemFlag.SEEN))));
            assertFails(Reason.NOT_FOUND, () -> open.expunge(UidSet.ALL, false));
            second.create(name("a"));
            assertFails(Reason.NOT_FOUND, open::refresh);
            assertEquals(0, second.status(name("a")).messages());
        }
    }

    @Test
    void appendsAtOnceAllArriveOnce() {
        var uids = inParallel(thread -> {
            var mine = new ArrayList<Long>();
            try (var inbox = inbox()) {
                for (int n = 0; n < 10; n++) {
                    mine.add(append(inbox, "thread " + thread + " message " + n, Flags.NONE));
                }
            }
            return mine;
        });
        try (var inbox = inbox()) {
            int total = THREADS * 10;
            assertEquals(LongStream.rangeClosed(1, total).boxed().toList(), uids(inbox));
            assertEquals(total, uids.stream().flatMap(List::stream).distinct().count());
            for (int thread = 0; thread < THREADS; thread++) {
                var mine = uids.get(thread);
                assertEquals(mine.stream().sorted().toList(), mine);
                for (int n = 0; n < 10; n++) {
                    assertEquals("thread " + thread + " message " + n, content(inbox, mine.get(n)));
                }
            }
        }
    }

    @Test
    void flagsSetAtOnceAreAllSet() {
        append(inbox(), 5);
        inParallel(thread -> {
            try (var inbox = inbox()) {
                for (long uid = 1; uid <= 5; uid++) {
                    inbox.store(UidSet.of(uid), new FlagChange(Mode.ADD, new Flags(Set.of(), Set.of("k" + thread))));
                }
                return null;
            }
        });
        try (var inbox = inbox()) {
            for (long uid = 1; uid <= 5; uid++) {
                assertEquals(THREADS, flags(inbox, uid).keywords().size());
            }
            assertEquals(
                    5,
                    uids(inbox).stream()
                            .map(uid -> modSeq(inbox, uid))
                            .distinct()
                            .count());
        }
    }

    @Test
    void messageIsExpungedByOneOnly() {
        append(inbox(), 30);
        var removed = inParallel(_ -> {
            try (var inbox = inbox()) {
                return inbox.expunge(UidSet.range(1, 20), false);
            }
        });
        assertEquals(20, removed.stream().mapToLong(UidSet::count).sum());
        assertEquals(LongStream.rangeClosed(21, 30).boxed().toList(), uids(inbox()));
    }

    @Test
    void messageIsMovedByOneOnly() {
        append(inbox(), 20);
        var moved = inParallel(thread -> {
            try (var inbox = inbox();
                    var target = anna.open(name(thread % 2 == 0 ? "Drafts" : "Sent"), true)) {
                return inbox.move(UidSet.ALL, target).source();
            }
        });
        assertEquals(20, moved.stream().flatMap(List::stream).count());
        assertEquals(
                20,
                anna.status(name("Drafts")).messages()
                        + anna.status(name("Sent")).messages());
        assertEquals(0, inbox().view().size());
    }

    @Test
    void copiesBothWaysAtOnceDoNotWaitForEachOther() {
        append(inbox(), 3);
        append(anna.open(name("Drafts"), true), 3);
        inParallel(thread -> {
            try (var inbox = inbox();
                    var drafts = anna.open(name("Drafts"), true)) {
                return thread % 2 == 0
                        ? inbox.copy(UidSet.range(1, 3), drafts)
                        : drafts.copy(UidSet.range(1, 3), inbox);
            }
        });
        assertEquals(
                6 + THREADS * 3,
                anna.status(MailboxName.INBOX).messages()
                        + anna.status(name("Drafts")).messages());
    }

    @Test
    void movesBothWaysAtOnceDoNotWaitForEachOther() {
        append(inbox(), 5);
        append(anna.open(name("Drafts"), true), 5);
        inParallel(thread -> {
            try (var inbox = inbox();
                    var drafts = anna.open(name("Drafts"), true)) {
                for (int n = 0; n < 3; n++) {
                    Mailbox from = thread % 2 == 0 ? inbox : drafts;
                    from.move(UidSet.ALL, from == inbox ? drafts : inbox);
                }
                return null;
            }
        });
        assertEquals(
                10,
                anna.status(MailboxName.INBOX).messages()
                        + anna.status(name("Drafts")).messages());
    }

    /** Whatever a session sees is a state the mailbox was in: UIDs ascend, modification sequences never go back. */
    @Test
    void viewsSeenWhileOthersWriteAreConsistent() {
        var stop = new AtomicInteger();
        inParallel(thread -> {
            try (var inbox = inbox()) {
                if (thread == 0) {
                    for (int n = 0; n < 40; n++) {
                        append(inbox);
                        inbox.store(UidSet.ALL, new FlagChange(Mode.ADD, Flags.of(SystemFlag.SEEN)));
                        inbox.expunge(UidSet.of(n / 2), false);
                    }
                    stop.set(1);
                } else {
                    checkViews(inbox, stop);
                }
                return null;
            }
        });
        assertFalse(uids(inbox()).isEmpty());
    }

    private static void checkViews(Mailbox inbox, AtomicInteger stop) {
        long highest = 0;
        while (stop.get() == 0 && !Thread.currentThread().isInterrupted()) {
            var view = inbox.view();
            assertTrue(view.highestModSeq() >= highest);
            highest = view.highestModSeq();
            for (int index = 0; index < view.size(); index++) {
                assertTrue(view.modSeq(index) <= highest);
                assertTrue(index == 0 || view.uid(index) > view.uid(index - 1));
                assertTrue(view.uid(index) < view.uidNext());
            }
        }
    }

    /**
     * Runs it on several threads at once; what each returned, in order. Threads of the platform: a virtual one that
     * only looks, again and again, never gives its carrier back.
     */
    private static <T> List<T> inParallel(Task<T> task) {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var futures = new ArrayList<java.util.concurrent.Future<T>>();
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                futures.add(threads.submit((Callable<T>) () -> task.run(number)));
            }
            var results = new ArrayList<T>();
            try {
                for (var future : futures) {
                    results.add(future.get(30, TimeUnit.SECONDS));
                }
            } finally {
                threads.shutdownNow();
            }
            return results;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private interface Task<T> {
        T run(int thread) throws Exception;
    }
}
