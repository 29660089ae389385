package org.mailloft.server;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mailloft.net.SessionHandler;
import org.mailloft.net.netty.EventLoops;
import org.mailloft.net.netty.NettyListener;
import org.mailloft.net.netty.TlsContexts;

/**
 * The open sockets. After a reload those that are still wanted as they are stay open, and so do their connections.
 * Not thread safe.
 */
final class Listeners implements AutoCloseable {

    private final EventLoops loops;
    private final Function<Sockets.Kind, SessionHandler> handlers;
    private final Map<Sockets.Wanted, NettyListener> open = new HashMap<>();

    /** @param handlers what is served; asked once for each socket */
    Listeners(EventLoops loops, Function<Sockets.Kind, SessionHandler> handlers) {
        this.loops = loops;
        this.handlers = handlers;
    }

    /**
     * Opens and closes until exactly these are open.
     *
     * @param reopen whether all are opened again, because TLS was switched on or off
     * @throws StartFailure naming the first socket that cannot be had; then what was open before stays as it was
     */
    void become(List<Sockets.Wanted> wanted, Optional<TlsContexts> tls, boolean reopen) {
        if (reopen) {
            close();
        }
        var added = new HashMap<Sockets.Wanted, NettyListener>();
        try {
            for (var socket : wanted) {
                if (!open.containsKey(socket)) {
                    added.put(socket, listen(socket, tls));
                }
            }
        } catch (StartFailure e) {
            added.values().forEach(NettyListener::close);
            throw e;
        }
        var gone = open.keySet().stream()
                .filter(socket -> !wanted.contains(socket))
                .toList();
        gone.forEach(socket -> open.remove(socket).close());
        open.putAll(added);
    }

    private NettyListener listen(Sockets.Wanted socket, Optional<TlsContexts> tls) {
        try {
            return new NettyListener(loops, socket.listener(), tls, handlers.apply(socket.kind()));
        } catch (IOException | IllegalArgumentException e) {
            throw new StartFailure(e.getMessage());
        }
    }

    @Override
    public void close() {
        open.values().forEach(NettyListener::close);
        open.clear();
    }
}
