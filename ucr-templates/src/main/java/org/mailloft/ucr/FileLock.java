package org.mailloft.ucr;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * An exclusive {@code flock(2)} on a file that is created when it is missing. The JDK's own locks are those of
 * {@code fcntl(2)}, which programs that use {@code flock} do not see; the registry's other writers do.
 */
@SuppressWarnings("restricted") // calls into the C library
public final class FileLock implements AutoCloseable {

    private static final int O_RDWR_CREAT_CLOEXEC = 0x2 | 0x40 | 0x80000;
    private static final int MODE = 0b110_100_100;
    private static final int LOCK_EX_NB = 2 | 4;
    private static final Duration PAUSE = Duration.ofMillis(10);

    /**
     * All three functions are called as if they were {@code int f(long, int, ...)}: a function that takes fewer arguments
     * does not look at the others, and making a call of one more shape, or binding one to its function, costs a short
     * command 10 ms.
     */
    private static final MethodHandle CALL = Linker.nativeLinker()
            .downcallHandle(
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
                    Linker.Option.firstVariadicArg(2));

    private static final MemorySegment OPEN = function("open");
    private static final MemorySegment FLOCK = function("flock");
    private static final MemorySegment CLOSE = function("close");

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
        while (call(FLOCK, lock.descriptor, LOCK_EX_NB, 0) != 0) {
            if (System.nanoTime() > end) {
                lock.close();
                throw new IOException(file + " is locked by another program for more than " + limit.toSeconds() + " s");
            }
            pause();
        }
        return lock;
    }

    private static int open(Path file) throws IOException {
        try (var arena = Arena.ofConfined()) {
            int descriptor = call(OPEN, arena.allocateFrom(file.toString()).address(), O_RDWR_CREAT_CLOEXEC, MODE);
            if (descriptor < 0) {
                var place = Files.exists(file) ? file : file.toAbsolutePath().getParent();
                throw Files.isWritable(place)
                        ? new IOException(file + " cannot be opened for locking")
                        : new AccessDeniedException(file.toString());
            }
            return descriptor;
        }
    }

    private static MemorySegment function(String name) {
        return Linker.nativeLinker().defaultLookup().findOrThrow(name);
    }

    private static int call(MemorySegment function, long first, int second, int third) {
        try {
            return (int) CALL.invokeExact(function, first, second, third);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
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
        call(CLOSE, descriptor, 0, 0);
    }
}
