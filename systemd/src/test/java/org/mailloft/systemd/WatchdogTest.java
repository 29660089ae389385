package org.mailloft.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WatchdogTest {

    private static final Duration SHORT = Duration.ofMillis(30);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> trouble = new LinkedBlockingQueue<>();

    private ServiceManager manager(Duration interval) {
        return new ServiceManager(
                message -> told.add(new String(message, StandardCharsets.UTF_8)), Optional.of(interval));
    }

    private Watchdog watchdog(Duration interval, Watchdog.Check check) {
        return new Watchdog(manager(interval), interval, check, trouble::add);
    }

    @Test
    void aCheckThatPassesFeeds() throws Exception {
        watchdog(LONG, () -> {}).round();
        assertEquals(List.of("WATCHDOG=1"), List.copyOf(told));
        assertTrue(trouble.isEmpty());
    }

    @Test
    void aCheckThatFailsDoesNot() throws Exception {
        watchdog(LONG, () -> {
                    throw new IOException("no answer");
                })
                .round();
        assertTrue(told.isEmpty());
        assertEquals(List.of("does not answer itself: no answer"), List.copyOf(trouble));
    }

    @Test
    void aCheckThatFailsWhileAllIsClosedIsNoTrouble() throws Exception {
        var self = new AtomicReference<Watchdog>();
        self.set(watchdog(LONG, () -> {
            self.get().close();
            throw new IOException("no such socket any more");
        }));
        self.get().round();
        assertTrue(told.isEmpty());
        assertTrue(trouble.isEmpty());
    }

    @Test
    void aCheckThatHangsIsWaitedForAndNotRunTwice() throws Exception {
        var end = new CountDownLatch(1);
        var runs = new AtomicInteger();
        var watchdog = watchdog(SHORT, () -> {
            runs.incrementAndGet();
            end.await();
        });
        watchdog.round();
        watchdog.round();
        assertEquals(1, runs.get());
        assertTrue(told.isEmpty());
        assertEquals("does not answer itself within 10 ms", trouble.poll());

        end.countDown();
        assertEquals("WATCHDOG=1", told.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void roundsGoOnUntilItIsClosed() throws Exception {
        try (var _ = Watchdog.start(manager(SHORT), () -> {}, trouble::add)) {
            assertEquals("WATCHDOG=1", told.poll(10, TimeUnit.SECONDS));
            assertEquals("WATCHDOG=1", told.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void nobodyIsWatchedWhomNobodyAskedToWatch() throws Exception {
        var ran = new CountDownLatch(1);
        try (var _ = Watchdog.start(ServiceManager.NONE, ran::countDown, trouble::add)) {
            assertFalse(ran.await(50, TimeUnit.MILLISECONDS));
        }
    }
}
