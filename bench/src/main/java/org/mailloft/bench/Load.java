package org.mailloft.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Runs the same operation on many connections for a fixed time and counts. */
final class Load {

    private Load() {}

    /** One connection's work: what to do again and again, and how to end it. */
    interface Client extends AutoCloseable {
        void once() throws Exception;

        @Override
        void close();
    }

    /** @return operations per second over all clients, and server CPU per operation */
    static Row.Result run(Target target, int clients, Duration time, Callable<Client> factory) throws Exception {
        var done = new AtomicLong();
        try (var threads = Executors.newFixedThreadPool(clients)) {
            long cpu = target.processes().cpuMillis();
            long start = System.nanoTime();
            long end = start + time.toNanos();
            var running = new ArrayList<Future<Void>>();
            for (int i = 0; i < clients; i++) {
                running.add(threads.submit(() -> {
                    try (var client = factory.call()) {
                        while (System.nanoTime() < end) {
                            client.once();
                            done.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            for (var one : running) {
                one.get();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double used = target.processes().cpuMillis() - cpu;
            return new Row.Result(done.get() / seconds, Math.max(0, used / done.get()));
        }
    }
}
