package org.mailloft.ucr;

import java.io.IOException;
import java.util.concurrent.Callable;

/**
 * Something that will be needed soon, worked out by a thread of its own meanwhile: a command is over before its code was
 * compiled, so that the second processor is worth as much as the first. Asked for by one thread only.
 */
public final class Ahead<T> {

    private final Thread thread;

    // one of them is set by the thread; whoever waited for its end sees it
    private T result;
    private Throwable failure;

    private Ahead(Callable<T> work) {
        thread = new Thread(() -> run(work), "ahead");
        thread.setDaemon(true);
    }

    /** Begins at once. A program that ends without asking for the result does not wait for it. */
    public static <T> Ahead<T> of(Callable<T> work) {
        var ahead = new Ahead<>(work);
        ahead.thread.start();
        return ahead;
    }

    /** A {@link java.util.concurrent.FutureTask} would do the same; the first one takes as long as reading the whole registry. */
    private void run(Callable<T> work) {
        try {
            result = work.call();
        } catch (Throwable e) {
            failure = e;
        }
    }

    /** Waits for the result; what went wrong there goes wrong here. */
    public T get() throws IOException {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (failure == null) {
            return result;
        }
        switch (failure) {
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }
}
