package org.mailloft.storage.maildir;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.mailloft.storage.maildir.Arrivals.Incoming;

/**
 * Group commit: while one thread writes to the mailbox, those who come meanwhile queue up, and the next of them does the
 * work for all that wait. So the lock, the UID list and the sync of the directory are paid once per round, however many
 * messages arrive.
 */
final class AppendQueue {

    /** Batches taken into one round at most. */
    private static final int MAX_ROUND = 256;

    private final MaildirState state;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roundEnded = lock.newCondition();
    private final List<Batch> waiting = new ArrayList<>();
    private boolean working;

    AppendQueue(MaildirState state) {
        this.state = state;
    }

    /** Messages of one caller, and what became of them. */
    private static final class Batch {
        private final List<Incoming> messages;
        private List<Long> uids;
        private Throwable failure;

        Batch(List<Incoming> messages) {
            this.messages = messages;
        }

        boolean isDone() {
            return uids != null || failure != null;
        }
    }

    /** Adds messages, all of them or none. @return their UIDs */
    List<Long> add(List<Incoming> messages) throws IOException {
        var batch = new Batch(messages);
        lock.lock();
        try {
            waiting.add(batch);
            while (working && !batch.isDone()) {
                roundEnded.awaitUninterruptibly();
            }
            if (!batch.isDone()) {
                working = true;
            }
        } finally {
            lock.unlock();
        }
        if (!batch.isDone()) {
            runRounds(batch);
        }
        return result(batch);
    }

    /** Works until {@code own} is done, which is after the first round unless very many wait. */
    private void runRounds(Batch own) {
        while (!own.isDone()) {
            List<Batch> round;
            lock.lock();
            try {
                var head = waiting.subList(0, Math.min(MAX_ROUND, waiting.size()));
                round = List.copyOf(head);
                head.clear();
            } finally {
                lock.unlock();
            }
            work(round);
        }
        lock.lock();
        try {
            working = false;
            roundEnded.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** One batch that cannot be added must not keep the others out: then each is tried by itself. */
    private void work(List<Batch> round) {
        try {
            addAll(round);
        } catch (IOException | RuntimeException e) {
            if (round.size() == 1) {
                round.getFirst().failure = e;
                return;
            }
            round.forEach(batch -> work(List.of(batch)));
        } catch (Error e) {
            round.stream().filter(batch -> !batch.isDone()).forEach(batch -> batch.failure = e);
        }
    }

    private void addAll(List<Batch> round) throws IOException {
        var messages = new ArrayList<Incoming>();
        round.forEach(batch -> messages.addAll(batch.messages));
        List<Long> uids;
        try (var change = state.begin()) {
            uids = Arrivals.add(state, change, messages);
        }
        int at = 0;
        for (var batch : round) {
            batch.uids = List.copyOf(uids.subList(at, at + batch.messages.size()));
            at += batch.messages.size();
        }
    }

    private static List<Long> result(Batch batch) throws IOException {
        return switch (batch.failure) {
            case null -> batch.uids;
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        };
    }
}
