package org.mailloft.ucr;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Something that will be needed soon, worked out by a thread of its own meanwhile: a command is over before its code was
 * compiled, so that the second processor is worth as much as the first.
 */
public final class Ahead<T> {

    private final FutureTask<T> task;

    private Ahead(Callable<T> work) {
        task = new FutureTask<>(work);
    }

    /** Begins at once. A program that ends without asking for the result does not wait for it. */
    public static <T> Ahead<T> of(Callable<T> work) {
        var ahead = new Ahead<>(work);
        var thread = new Thread(ahead.task, "ahead");
        thread.setDaemon(true);
        thread.start();
        return ahead;
    }

    /** Waits for the result; what went wrong there goes wrong here. */
    public T get() throws IOException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case Throwable failure -> throw new IllegalStateException(failure);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
