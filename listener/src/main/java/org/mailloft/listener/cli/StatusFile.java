package org.mailloft.listener.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.mailloft.listener.Listener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the listener's status where another process can read it, whole at every moment and a second old at most. */
final class StatusFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StatusFile.class);
    private static final String NAME = "status";

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Path folder;
    private final Listener listener;
    private final Thread thread;
    private String written = "";

    private StatusFile(Path folder, Listener listener) {
        this.folder = folder;
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("listener-status").unstarted(this::run);
    }

    static StatusFile start(Path folder, Listener listener) {
        var file = new StatusFile(folder, listener);
        file.thread.start();
        return file;
    }

    /** What the running listener wrote last. */
    static String read(Path folder) throws IOException {
        return Files.readString(folder.resolve(NAME));
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
            Files.deleteIfExists(folder.resolve(NAME));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            LOG.warn("Cannot delete the status file", failure);
        }
    }

    private void run() {
        try {
            do {
                write(listener.status().text());
            } while (!closing.await(1, TimeUnit.SECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(String text) {
        if (text.equals(written)) {
            return;
        }
        try {
            Path unfinished = folder.resolve(NAME + ".tmp");
            Files.writeString(unfinished, text);
            Files.move(unfinished, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
            written = text;
        } catch (IOException failure) {
            LOG.warn("Cannot write the status file: {}", failure.toString());
        }
    }
}
