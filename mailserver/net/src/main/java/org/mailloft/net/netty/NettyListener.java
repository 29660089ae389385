package org.mailloft.net.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.handler.ssl.SslCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailloft.net.Connection;
import org.mailloft.net.Endpoint;
import org.mailloft.net.ListenerSettings;
import org.mailloft.net.OctetInput;
import org.mailloft.net.Peer;
import org.mailloft.net.SessionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections at one endpoint and runs a session on a virtual thread for each. */
public final class NettyListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NettyListener.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final ListenerSettings settings;
    private final Optional<TlsContexts> tls;
    private final SessionHandler sessions;
    private final Clients clients;
    private final Optional<UnixSocketFile> socketFile;
    private final Channel channel;

    /**
     * Listens from now on.
     *
     * @param tls for STARTTLS or implicit TLS; empty when there is no certificate
     * @throws IOException when the endpoint can't be had; the message is a sentence that names it
     */
    public NettyListener(
            EventLoops loops, ListenerSettings settings, Optional<TlsContexts> tls, SessionHandler sessions)
            throws IOException {
        if (settings.implicitTls() && tls.isEmpty()) {
            throw new IllegalArgumentException(settings.name() + ": ssl=yes without a certificate");
        }
        this.settings = settings;
        this.tls = tls;
        this.sessions = sessions;
        this.clients = new Clients(settings);
        this.socketFile = settings.endpoint() instanceof Endpoint.Unix unix
                ? Optional.of(new UnixSocketFile(unix))
                : Optional.empty();
        try {
            this.channel = listen(loops);
        } catch (IOException e) {
            throw new IOException("listen(" + settings.endpoint() + ") failed: " + e.getMessage(), e);
        }
    }

    private Channel listen(EventLoops loops) throws IOException {
        var bootstrap = new ServerBootstrap()
                .group(loops.group())
                .option(ChannelOption.SO_BACKLOG, settings.backlog())
                .childOption(ChannelOption.ALLOCATOR, loops.allocator())
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(512, 2048, 64 * 1024))
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(32 * 1024, 64 * 1024))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accepted.pipeline().addLast(new Greeter());
                    }
                });
        return switch (settings.endpoint()) {
            case Endpoint.Inet inet -> {
                bootstrap
                        .channel(loops.tcpChannel())
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.SO_KEEPALIVE, true);
                yield bind(bootstrap, inet.address());
            }
            case Endpoint.Unix _ -> {
                bootstrap.channel(loops.unixChannel());
                if (loops.isEpoll()) { // the other kind has no such option
                    bootstrap.childOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
                }
                var file = socketFile.orElseThrow();
                var bound = bind(bootstrap, loops.unixAddress(file.prepare()));
                try {
                    file.publish();
                } catch (IOException e) {
                    bound.close().awaitUninterruptibly();
                    throw e;
                }
                yield bound;
            }
        };
    }

    private static Channel bind(ServerBootstrap bootstrap, SocketAddress address) throws IOException {
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var cause = bound.cause();
            var text = String.valueOf(cause.getMessage())
                    .replaceFirst("^.*\\(\\.\\.\\) failed(?: with error\\(-\\d+\\))?: ", "");
            throw new IOException(text, cause);
        }
        return bound.channel();
    }

    /** The address in use; its port is of interest where the system chose it. */
    public SocketAddress address() {
        return channel.localAddress();
    }

    /** How many connections there are. */
    public int clientCount() {
        return clients.count();
    }

    /** Accepts nobody any more and tells all sessions to end; returns at once. */
    public void stop(String reason) {
        channel.close().awaitUninterruptibly();
        clients.stopAll(reason);
    }

    /** Stops, waits a bounded time for the sessions, and closes what is left. */
    @Override
    public void close() {
        stop("Server shutting down.");
        try {
            if (!clients.awaitNone(CLOSE_PATIENCE)) {
                clients.closeAll();
                clients.awaitNone(CLOSE_PATIENCE);
            }
            if (socketFile.isPresent()) {
                socketFile.get().remove();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("{}: Warning: can't remove {}: {}", settings.name(), settings.endpoint(), e.getMessage());
        }
    }

    private void serve(ChannelConnection connection) {
        try (connection) {
            sessions.serve(connection);
        } catch (OctetInput.Ended _) {
            // the session had nothing to add to the end of its connection
        } catch (Connection.TlsFailure e) {
            LOG.info(
                    "{}: Info: Disconnected: Connection closed: {}: rip={}, lip={}, TLS handshaking",
                    settings.name(),
                    e.getMessage(),
                    connection.peer().remoteIp(),
                    connection.peer().localIp());
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "{}: Error: Session from {} failed",
                    settings.name(),
                    connection.peer().remoteIp(),
                    e);
        } finally {
            clients.released(connection);
        }
    }

    /** First handler of each connection: lets it in, starts the session when it may speak, and goes away. */
    private final class Greeter extends ChannelInboundHandlerAdapter {

        private ChannelConnection connection;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            var accepted = context.channel();
            var peer = peer(accepted);
            if (peer.isEmpty()) {
                accepted.close();
                return;
            }
            connection = new ChannelConnection(accepted, peer.get(), clients, tls);
            if (!clients.admit(connection)) {
                accepted.close();
                return;
            }
            var admitted = connection;
            accepted.closeFuture().addListener(_ -> clients.released(admitted));
            context.pipeline().addLast(connection.events());
            if (settings.implicitTls()) {
                connection.beginTls(null);
            } else {
                start(context);
            }
        }

        private void start(ChannelHandlerContext context) {
            var starting = connection;
            var thread = Thread.ofVirtual().name(settings.name()).unstarted(() -> serve(starting));
            starting.session(thread);
            thread.start();
            context.pipeline().remove(this);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            context.fireUserEventTriggered(event);
            switch (event) {
                case SslCompletionEvent failed when !failed.isSuccess() -> refuse(context, failed.cause());
                case SslHandshakeCompletionEvent _ -> start(context);
                default -> {
                    // the client's server name, or the end of its input
                }
            }
        }

        private void refuse(ChannelHandlerContext context, Throwable cause) {
            var why = TlsContexts.failureText(cause);
            LOG.info(
                    "{}: Info: Disconnected: Connection closed: {} (no auth attempts in 0 secs): user=<>, rip={}, lip={}, TLS handshaking: {}",
                    settings.name(),
                    why,
                    connection.peer().remoteIp(),
                    connection.peer().localIp(),
                    why);
            context.pipeline().remove(this);
            context.close();
            clients.released(connection);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            context.fireChannelInactive();
            if (connection != null) {
                clients.released(connection); // before a session was started
            }
        }
    }

    private static Optional<Peer> peer(Channel accepted) {
        if (accepted.remoteAddress() instanceof InetSocketAddress remote
                && accepted.localAddress() instanceof InetSocketAddress local) {
            return Optional.of(new Peer(remote, local, OptionalLong.empty(), false, ""));
        }
        if (!accepted.isActive() || accepted.parent().localAddress() instanceof InetSocketAddress) {
            return Optional.empty(); // gone already
        }
        return Optional.of(new Peer(LOOPBACK, LOOPBACK, unixUid(accepted), true, ""));
    }

    private static OptionalLong unixUid(Channel accepted) {
        try {
            return accepted instanceof EpollDomainSocketChannel unix
                    ? OptionalLong.of(unix.peerCredentials().uid())
                    : OptionalLong.empty();
        } catch (IOException _) {
            return OptionalLong.empty();
        }
    }
}
