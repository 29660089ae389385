package org.mailloft.systemd;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells the service manager that we are alive, as long as a check says so. When the check fails or does not end, the manager
 * hears nothing and restarts us. The threads are those of the system: they run also when all others wait for each other.
 */
public final class Watchdog implements AutoCloseable {

    /** Something that only a daemon in good order can do. Throws when it could not; may hang when the daemon does. */
    @FunctionalInterface
    public interface Check {
        void run() throws Exception;
    }

    /** One answer may be lost before the manager loses patience. */
    private static final int ROUNDS_IN_AN_INTERVAL = 3;

    private final ServiceManager manager;
    private final Check check;
    private final Consumer<String> trouble;
    private final Duration patience;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Thread running;

    Watchdog(ServiceManager manager, Duration interval, Check check, Consumer<String> trouble) {
        this.manager = manager;
        this.check = check;
        this.trouble = trouble;
        this.patience = interval.dividedBy(ROUNDS_IN_AN_INTERVAL);
    }

    /**
     * Starts to watch, if the manager wants to be told.
     *
     * @param trouble is told in a sentence why the manager hears nothing, once for each round
     */
    public static Watchdog start(ServiceManager manager, Check check, Consumer<String> trouble) {
        var watchdog = new Watchdog(manager, manager.watchdog().orElse(Duration.ZERO), check, trouble);
        manager.watchdog()
                .ifPresent(_ -> Thread.ofPlatform().daemon().name("watchdog").start(watchdog::watch));
        return watchdog;
    }

    private void watch() {
        try {
            do {
                round();
            } while (!closed.await(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** A check that is still running is given another round; there is never a second one beside it. */
    void round() throws InterruptedException {
        if (running == null) {
            running = Thread.ofPlatform().daemon().name("watchdog check").start(this::runCheck);
        }
        if (running.join(patience)) {
            running = null;
        } else {
            trouble.accept("does not answer itself within " + patience.toMillis() + " ms");
        }
    }

    private void runCheck() {
        try {
            check.run();
            manager.alive();
        } catch (Exception e) {
            // a check that was under way when we stopped proves nothing
            if (closed.getCount() > 0) {
                trouble.accept("does not answer itself: " + (e.getMessage() == null ? e : e.getMessage()));
            }
        }
    }

    /** Watches no more; the manager should know that we stop. */
    @Override
    public void close() {
        closed.countDown();
    }
}
