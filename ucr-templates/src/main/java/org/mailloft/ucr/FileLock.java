package org.mailloft.ucr;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * An exclusive {@code flock(2)} on a file that is created when it is missing. The JDK's own locks are those of
 * {@code fcntl(2)}, which programs that use {@code flock} do not see; the registry's other writers do.
 */
public final class FileLock implements AutoCloseable {

    private static final SystemCalls CALLS = SystemCalls.QUICKEST;
    private static final int O_RDWR_CREAT_CLOEXEC = 0x2 | 0x40 | 0x80000;
    private static final int MODE = 0b110_100_100;
    private static final int LOCK_EX_NB = 2 | 4;
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final int descriptor;

    private FileLock(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Waits for the lock.
     *
     * @throws IOException when the file cannot be opened, or somebody else keeps the lock for longer than {@code limit}
     */
    public static FileLock take(Path file, Duration limit) throws IOException {
        var lock = new FileLock(open(file));
        long end = System.nanoTime() + limit.toNanos();
        while (CALLS.flock(lock.descriptor, LOCK_EX_NB) != 0) {
            if (System.nanoTime() > end) {
                lock.close();
                throw new IOException(file + " is locked by another program for more than " + limit.toSeconds() + " s");
            }
            pause();
        }
        return lock;
    }

    private static int open(Path file) throws IOException {
        int descriptor = CALLS.open(file.toString(), O_RDWR_CREAT_CLOEXEC, MODE);
        if (descriptor < 0) {
            var place = Files.exists(file) ? file : file.toAbsolutePath().getParent();
            throw Files.isWritable(place)
                    ? new IOException(file + " cannot be opened for locking")
                    : new AccessDeniedException(file.toString());
        }
        return descriptor;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a lock", e);
        }
    }

    @Override
    public void close() {
        CALLS.close(descriptor);
    }
}
