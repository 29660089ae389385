package org.mailloft.lmtp;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * Does the same with several things at once, so that waiting for the disk is shared. At most {@value #MAX_WORKERS} at a
 * time; a single thing is done by the caller's own thread.
 */
final class Parallel {

    private static final int MAX_WORKERS = 8;

    private Parallel() {}

    /** Results in the order of the inputs. {@code work} must not throw. */
    static <T, R> List<R> map(List<T> inputs, Function<T, R> work) {
        if (inputs.size() == 1) {
            return List.of(work.apply(inputs.getFirst()));
        }
        var results = new AtomicReferenceArray<R>(inputs.size());
        var next = new AtomicInteger();
        Runnable worker = () -> {
            for (int i = next.getAndIncrement(); i < inputs.size(); i = next.getAndIncrement()) {
                results.set(i, work.apply(inputs.get(i)));
            }
        };
        var threads = new ArrayList<Thread>();
        for (int i = 1; i < Math.min(MAX_WORKERS, inputs.size()); i++) {
            threads.add(Thread.startVirtualThread(worker));
        }
        worker.run();
        threads.forEach(Parallel::join);
        var list = new ArrayList<R>(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            list.add(results.get(i));
        }
        return list;
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
