package org.mailloft.auth.socket;

import java.time.Duration;
import java.util.Optional;
import org.mailloft.net.MemoryConnection;
import org.mailloft.net.SessionHandler;

/** A service behind a connection in memory. The service has ended when this is closed. */
final class MemoryServer implements Conversation.Server, AutoCloseable {

    private final MemoryConnection connection;
    private final Thread thread;

    MemoryServer(SessionHandler service) {
        this(service, new MemoryConnection());
    }

    MemoryServer(SessionHandler service, MemoryConnection connection) {
        this.connection = connection;
        this.thread = Thread.ofVirtual().start(() -> {
            try (connection) {
                service.serve(connection);
            }
        });
    }

    MemoryConnection.Client client() {
        return connection.client();
    }

    void introduce() {
        connection.client().readUntil("DONE\n");
        send(Conversation.INTRODUCTION);
    }

    @Override
    public void send(String text) {
        connection.client().send(text);
    }

    @Override
    public Optional<String> line() {
        try {
            var line = connection.client().readUntil("\n");
            return Optional.of(line.substring(0, line.length() - 1));
        } catch (AssertionError nothing) {
            if (connection.client().isEnded()) {
                return Optional.empty();
            }
            throw nothing;
        }
    }

    @Override
    public void close() {
        connection.client().close();
        try {
            if (!thread.join(Duration.ofSeconds(10))) {
                throw new AssertionError("the session does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
