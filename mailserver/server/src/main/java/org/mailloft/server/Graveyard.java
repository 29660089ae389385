package org.mailloft.server;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.mailloft.storage.home.Homes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes buried homes when their time is over, once an hour. */
final class Graveyard implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Graveyard.class);
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final Thread thread;

    /** @param homes by the configuration that is active at the time */
    Graveyard(Supplier<Homes> homes) {
        thread = Thread.ofVirtual().name("graveyard").unstarted(() -> work(homes));
    }

    void start() {
        thread.start();
    }

    private static void work(Supplier<Homes> homes) {
        try {
            while (true) {
                Thread.sleep(INTERVAL);
                purge(homes.get());
            }
        } catch (InterruptedException _) {
            // the server ends
        }
    }

    private static void purge(Homes homes) {
        try {
            homes.purge(false)
                    .forEach(home -> LOG.info(
                            "Removed the home of {} that was at {}, buried {}",
                            home.id().orElse("nobody known"),
                            home.place().map(Object::toString).orElse("no place"),
                            home.since().map(Object::toString).orElse("at no time")));
        } catch (IOException | RuntimeException e) {
            LOG.error("Buried homes cannot be removed", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
