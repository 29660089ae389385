package org.mailloft.net.netty;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.mailloft.net.Connection;
import org.mailloft.net.Endpoint;
import org.mailloft.net.ListenerSettings;
import org.mailloft.net.OctetInput;
import org.mailloft.net.Peer;
import org.mailloft.net.SessionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections at one endpoint and runs a session on a virtual thread for each. Closing it ends the listening only:
 * the connections belong to {@link Clients}.
 */
public final class NettyListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NettyListener.class);
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final ListenerSettings settings;
    private final Supplier<Optional<TlsContexts>> tls;
    private final Clients clients;
    private final SessionHandler sessions;
    private final Optional<UnixSocketFile> socketFile;
    private final Channel channel;

    /**
     * Binds the endpoint; clients are let in from {@link #start} on, and the system keeps them until then.
     *
     * @param tls what is shown to clients now, for STARTTLS or implicit TLS; asked for each of them
     * @param clients whom those who come in here belong to
     * @throws IOException when the endpoint can't be had; the message is a sentence that names it
     */
    public NettyListener(
            EventLoops loops,
            ListenerSettings settings,
            Supplier<Optional<TlsContexts>> tls,
            Clients clients,
            SessionHandler sessions)
            throws IOException {
        this.settings = settings;
        this.tls = tls;
        this.sessions = sessions;
        this.clients = clients;
        this.socketFile = settings.endpoint() instanceof Endpoint.Unix unix
                ? Optional.of(new UnixSocketFile(unix))
                : Optional.empty();
        try {
            this.channel = listen(loops);
        } catch (IOException e) {
            throw new IOException("listen(" + settings.endpoint() + ") failed: " + e.getMessage(), e);
        }
        channel.pipeline().addLast(new AcceptFailures());
    }

    private Channel listen(EventLoops loops) throws IOException {
        var bootstrap = new ServerBootstrap()
                .group(loops.group())
                .option(ChannelOption.AUTO_READ, false)
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
            throw new IOException(reason(bound.cause()), bound.cause());
        }
        return bound.channel();
    }

    /** What the system says, without the name of its call. */
    private static String reason(Throwable cause) {
        return String.valueOf(cause.getMessage())
                .replaceFirst("^.*\\(\\.\\.\\) failed(?: with error\\(-\\d+\\))?: ", "");
    }

    /** Lets clients in. */
    public NettyListener start() {
        channel.config().setAutoRead(true);
        return this;
    }

    /** The address in use; its port is of interest where the system chose it. */
    public SocketAddress address() {
        return channel.localAddress();
    }

    /**
     * Gives the file of a unix socket other rights.
     *
     * @throws IOException when its user or group does not exist
     */
    public void regrant(Endpoint.Unix rights) throws IOException {
        socketFile.orElseThrow().regrant(rights);
    }

    /** Accepts nobody any more. */
    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        try {
            if (socketFile.isPresent()) {
                socketFile.get().remove();
            }
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
            connection.released();
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
            accepted.closeFuture().addListener(_ -> connection.released());
            switch (clients.admit(connection, () -> accepted.eventLoop().execute(() -> comeIn(context)))) {
                case IN -> begin(context);
                case WAITING -> {
                    accepted.config().setAutoRead(false);
                    accepted.eventLoop().schedule(() -> giveUp(accepted), Clients.PATIENCE.toMillis(), MILLISECONDS);
                }
                case REFUSED -> accepted.close();
            }
        }

        private void giveUp(Channel accepted) {
            if (clients.giveUp(connection)) {
                accepted.close();
            }
        }

        /** There is a place now, if the client is still there. */
        private void comeIn(ChannelHandlerContext context) {
            if (!context.isRemoved() && context.channel().isActive()) {
                begin(context);
                context.channel().config().setAutoRead(true);
            }
        }

        private void begin(ChannelHandlerContext context) {
            context.pipeline().addLast(connection.events());
            if (!settings.implicitTls()) {
                start(context);
            } else if (tls.get().isPresent()) {
                connection.beginTls(null);
            } else {
                LOG.error(
                        "{}: Error: Disconnected: ssl=yes without ssl_cert: {}", settings.name(), settings.endpoint());
                context.close();
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
            connection.released();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            context.fireChannelInactive();
            if (connection != null) {
                connection.released(); // before a session was started
            }
        }
    }

    /** Behind Netty's own handler, which stops accepting for a second after each of these. */
    private final class AcceptFailures extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.error("{}: Error: accept({}) failed: {}", settings.name(), settings.endpoint(), reason(cause));
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
