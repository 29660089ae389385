package org.mailloft.doveadm;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Connections to one server that wait for their next request. Thread safe. */
final class LastingConnections {

    /** More than these are not kept while nobody needs them. */
    private static final int MAX_WAITING = 16;

    private final SocketAddress server;
    private final Duration patience;
    private final Deque<TimedSocket> waiting = new ArrayDeque<>();

    LastingConnections(SocketAddress server, Duration patience) {
        this.server = server;
        this.patience = patience;
    }

    /** One that is open as far as anybody can know, now used by the caller alone. */
    TimedSocket take() throws IOException {
        for (var next = poll(); next.isPresent(); next = poll()) {
            if (next.get().isQuiet()) {
                return next.get();
            }
            next.get().close();
        }
        return TimedSocket.connect(server, patience);
    }

    private Optional<TimedSocket> poll() {
        synchronized (waiting) {
            return Optional.ofNullable(waiting.pollLast());
        }
    }

    /** To be used again: nothing of the last reply is left in it. */
    void giveBack(TimedSocket socket) throws IOException {
        synchronized (waiting) {
            if (waiting.size() < MAX_WAITING) {
                waiting.addLast(socket);
                return;
            }
        }
        socket.close();
    }
}
