package org.mailloft.server;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.mailloft.net.Endpoint;
import org.mailloft.net.SessionHandler;
import org.mailloft.net.SessionLog;
import org.mailloft.net.netty.Clients;
import org.mailloft.net.netty.EventLoops;
import org.mailloft.net.netty.NettyListener;
import org.mailloft.net.netty.TlsContexts;
import org.slf4j.LoggerFactory;

/**
 * The open sockets. After a reload those that are still wanted are the same as before, whatever else has changed; the
 * connections of those that are closed go on. Not thread safe.
 */
final class Listeners implements AutoCloseable {

    private static final SessionLog LOG = new SessionLog(LoggerFactory.getLogger(Listeners.class), "master");

    private final EventLoops loops;
    private final Supplier<Optional<TlsContexts>> tls;
    private final Function<Sockets.Kind, SessionHandler> handlers;
    private Map<Sockets.Wanted, NettyListener> open = Map.of();

    /**
     * @param tls what is shown to clients now
     * @param handlers what is served; asked once for each socket
     */
    Listeners(EventLoops loops, Supplier<Optional<TlsContexts>> tls, Function<Sockets.Kind, SessionHandler> handlers) {
        this.loops = loops;
        this.tls = tls;
        this.handlers = handlers;
    }

    /** Sockets that are bound and wait to be opened together, or given up. */
    final class Prepared {

        private final Map<Sockets.Wanted, NettyListener> next = new HashMap<>();
        private final List<NettyListener> added = new ArrayList<>();
        /** Had to be closed before their address could be bound anew. */
        private final Map<Sockets.Wanted, NettyListener> displaced = new HashMap<>();

        private final Map<NettyListener, Endpoint.Unix> rights = new HashMap<>();
        private final Function<Sockets.Wanted, Clients> clients;

        private Prepared(Function<Sockets.Wanted, Clients> clients) {
            this.clients = clients;
        }

        private void add(Sockets.Wanted socket) {
            var same = open.get(socket);
            if (same != null) {
                next.put(socket, same);
                return;
            }
            for (var there : open.entrySet()) {
                if (there.getKey().isAt(socket)) {
                    next.put(socket, there.getValue());
                    rights.put(
                            there.getValue(), (Endpoint.Unix) socket.listener().endpoint());
                    return;
                }
            }
            displace(socket);
            var listener = listen(socket);
            added.add(listener);
            next.put(socket, listener);
        }

        /** Nobody can listen twice at one address, and all addresses are one of them. */
        private void displace(Sockets.Wanted socket) {
            open.forEach((there, listener) -> {
                if (overlap(there.listener().endpoint(), socket.listener().endpoint())
                        && displaced.put(there, listener) == null) {
                    listener.close();
                }
            });
        }

        private NettyListener listen(Sockets.Wanted socket) {
            try {
                return new NettyListener(
                        loops, socket.listener(), tls, clients.apply(socket), handlers.apply(socket.kind()));
            } catch (IOException e) {
                throw new StartFailure(e.getMessage());
            }
        }

        /** Lets clients in, and closes what is not wanted any more. */
        void commit() {
            rights.forEach(Listeners::regrant);
            added.forEach(NettyListener::start);
            open.values().stream()
                    .filter(listener -> !next.containsValue(listener))
                    .forEach(NettyListener::close);
            open = next;
        }

        /** Everything is as it was before. */
        void undo() {
            added.forEach(NettyListener::close);
            var restored = new HashMap<>(open);
            displaced.keySet().forEach(restored::remove);
            open = restored;
            displaced
                    .keySet()
                    .forEach(socket -> restored.put(socket, listen(socket).start()));
        }
    }

    /**
     * Binds what is wanted and not open yet.
     *
     * @param clients whom the clients of a socket belong to
     * @throws StartFailure naming the first socket that cannot be had; then what was open before is as it was
     */
    Prepared prepare(List<Sockets.Wanted> wanted, Function<Sockets.Wanted, Clients> clients) {
        var prepared = new Prepared(clients);
        try {
            wanted.forEach(prepared::add);
        } catch (StartFailure e) {
            prepared.undo();
            throw e;
        }
        return prepared;
    }

    private static void regrant(NettyListener listener, Endpoint.Unix rights) {
        try {
            listener.regrant(rights);
        } catch (IOException e) {
            LOG.error("chown(" + rights + ") failed: " + e.getMessage());
        }
    }

    private static boolean overlap(Endpoint one, Endpoint other) {
        return switch (one) {
            case Endpoint.Inet(var here) ->
                other instanceof Endpoint.Inet(var there)
                        && here.getPort() == there.getPort()
                        && overlap(here.getAddress(), there.getAddress());
            case Endpoint.Unix here ->
                other instanceof Endpoint.Unix there && here.path().equals(there.path());
        };
    }

    private static boolean overlap(InetAddress one, InetAddress other) {
        return one.isAnyLocalAddress() || other.isAnyLocalAddress() || one.equals(other);
    }

    @Override
    public void close() {
        open.values().forEach(NettyListener::close);
        open = Map.of();
    }
}
