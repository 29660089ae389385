package org.mailloft.storage.trace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.mailloft.storage.Visit;
import org.mailloft.storage.disk.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what happens to messages. Who works with mail only leaves a note in a queue and goes on; one thread writes, a
 * few times in a second. When more happens than it can write, or the disk is full, notes are lost, and it is written down
 * how many. Nothing waits for the disk, and nothing fails because of it. Outlives configurations. Any thread.
 */
public final class MailTrace implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MailTrace.class);

    /** Notes that wait. */
    private static final int QUEUE = 8_192;

    /** So long the writer lets notes come together. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Disk disk;
    private final InstantSource clock;
    private final BlockingQueue<Note> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong lost = new AtomicLong();
    private volatile Optional<TraceFile> file = Optional.empty();
    private boolean failing;
    private Thread writer;

    private sealed interface Note {
        record Line(TraceRecord record) implements Note {}

        /** All before it is written when it is reached. */
        record Mark(CountDownLatch reached, boolean last) implements Note {}
    }

    public MailTrace(Disk disk, InstantSource clock) {
        this.disk = disk;
        this.clock = clock;
    }

    /** These settings hold from now on. */
    public synchronized void become(TraceSettings settings) {
        file = settings.file().map(path -> new TraceFile(disk, path, settings.maxOctets()));
        if (file.isPresent() && writer == null) {
            writer = Thread.ofPlatform().name("mail trace").daemon().start(this::write);
        }
    }

    public boolean isOn() {
        return file.isPresent();
    }

    /** Leaves a note about what has happened just now. */
    public void note(String user, Visit visit, Event event) {
        if (isOn() && !queue.offer(new Note.Line(new TraceRecord(clock.instant(), user, visit, event)))) {
            lost.incrementAndGet();
        }
    }

    private void write() {
        var notes = new ArrayList<Note>();
        try {
            boolean last = false;
            while (!last) {
                notes.add(queue.take());
                queue.drainTo(notes);
                last = write(notes);
                notes.clear();
                if (!last && queue.isEmpty()) {
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether these were the last. */
    private boolean write(List<Note> notes) {
        var lines = new StringBuilder();
        long missing = lost.getAndSet(0);
        long written = missing;
        boolean last = false;
        var reached = new ArrayList<CountDownLatch>();
        if (missing > 0) {
            line(new TraceRecord(clock.instant(), "", Visit.UNKNOWN, new Event.Lost(missing)), lines);
        }
        for (var note : notes) {
            switch (note) {
                case Note.Line(var record) -> {
                    line(record, lines);
                    written++;
                }
                case Note.Mark(var latch, var end) -> {
                    reached.add(latch);
                    last |= end;
                }
            }
        }
        append(lines.toString(), written);
        reached.forEach(CountDownLatch::countDown);
        return last;
    }

    private static void line(TraceRecord record, StringBuilder lines) {
        lines.append('\n').append(TraceLine.of(record)).append('\n');
    }

    private void append(String lines, long records) {
        var to = file;
        if (to.isEmpty() || lines.isEmpty()) {
            return;
        }
        try {
            to.get().append(lines.getBytes(StandardCharsets.UTF_8));
            failing = false;
        } catch (IOException | RuntimeException e) {
            lost.addAndGet(records);
            if (!failing) {
                LOG.error("mail_trace cannot be written: {}", e.toString());
            }
            failing = true;
        }
    }

    /**
     * What is written down, all that happened before this call included.
     *
     * @return empty when nothing is being written down
     */
    public Optional<History> history() {
        var from = file;
        if (from.isPresent()) {
            await(false);
        }
        return from.map(History::new);
    }

    /** Waits until the writer has come so far, but not for long. */
    private void await(boolean last) {
        var reached = new CountDownLatch(1);
        try {
            if (queue.offer(new Note.Mark(reached, last), LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                reached.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what is left. */
    @Override
    public synchronized void close() {
        if (writer != null) {
            await(true);
            writer = null;
        }
    }
}
