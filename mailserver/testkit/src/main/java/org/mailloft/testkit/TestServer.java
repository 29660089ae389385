package org.mailloft.testkit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.mailloft.net.MemoryConnection;
import org.mailloft.net.Peer;
import org.mailloft.net.SessionHandler;

/** Runs a session handler on connections in memory, each on a virtual thread of its own. */
public final class TestServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private record Running(MemoryConnection connection, Thread thread) {}

    private final SessionHandler handler;
    private final List<Running> sessions = new CopyOnWriteArrayList<>();
    private final AtomicInteger nextPort = new AtomicInteger(40_000);
    private final List<Throwable> thrown = new CopyOnWriteArrayList<>();

    public TestServer(SessionHandler handler) {
        this.handler = handler;
    }

    /** A client on the same machine, with a port of its own. */
    public MemoryConnection.Client connect() {
        var loopback = InetAddress.getLoopbackAddress();
        var peer = new Peer(
                new InetSocketAddress(loopback, nextPort.getAndIncrement()),
                new InetSocketAddress(loopback, 143),
                OptionalLong.empty(),
                false,
                "");
        return connect(new MemoryConnection(peer, true, false));
    }

    /** Serves this connection. */
    public MemoryConnection.Client connect(MemoryConnection connection) {
        var thread = Thread.ofVirtual().unstarted(() -> serve(connection));
        sessions.add(new Running(connection, thread));
        thread.start();
        return connection.client();
    }

    private void serve(MemoryConnection connection) {
        try (connection) {
            handler.serve(connection);
        } catch (RuntimeException | Error e) {
            thrown.add(e);
        }
    }

    /** Tells every session to end. */
    public void stop(String reason) {
        sessions.forEach(session -> session.connection().stop(reason));
    }

    /** Ends all clients and waits for their sessions; fails when a session threw something or does not end. */
    @Override
    public void close() {
        sessions.forEach(session -> session.connection().client().close());
        for (var session : sessions) {
            try {
                if (!session.thread().join(PATIENCE)) {
                    var stack = List.of(session.thread().getStackTrace());
                    throw new AssertionError("a session does not end: " + stack);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting", e);
            }
        }
        if (!thrown.isEmpty()) {
            throw new AssertionError("a session ended with an exception", thrown.getFirst());
        }
    }
}
