package org.mailloft.server;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.mailloft.net.Capacity;
import org.mailloft.net.Connection;
import org.mailloft.net.Endpoint;
import org.mailloft.net.ListenerSettings;
import org.mailloft.net.SessionEvent;
import org.mailloft.net.netty.Clients;
import org.mailloft.net.netty.EventLoops;
import org.mailloft.net.netty.NettyListener;

/**
 * A service for ourselves that gives back the octet it was given. Its clients go the way of all others, from the socket to a
 * session on a thread of its own, so one that is answered is a sign of life.
 */
final class Canary implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path socket;
    private final Clients clients = Clients.of("canary", Capacity.UNLIMITED);
    private final NettyListener listener;

    /** @throws StartFailure when the socket cannot be had */
    Canary(EventLoops loops, Path socket) {
        this.socket = socket;
        var settings = new ListenerSettings("canary", new Endpoint.Unix(socket, 0600, "", ""), false);
        try {
            listener = new NettyListener(loops, settings, Optional::empty, clients, Canary::echo).start();
        } catch (IOException e) {
            throw new StartFailure(e.getMessage());
        }
    }

    private static void echo(Connection connection) {
        if (connection.await(PATIENCE) instanceof SessionEvent.Input) {
            connection.write(new byte[] {connection.input().get()});
        }
    }

    /** Returns when a session has answered. */
    void sing() throws IOException {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap(new byte[] {'?'}));
            if (channel.read(ByteBuffer.allocate(1)) != 1) {
                throw new IOException("a session of our own was closed without an answer");
            }
        }
    }

    @Override
    public void close() {
        listener.close();
        clients.close();
    }
}
