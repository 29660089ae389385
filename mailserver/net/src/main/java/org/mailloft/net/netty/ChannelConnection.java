package org.mailloft.net.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.mailloft.net.Connection;
import org.mailloft.net.OctetInput;
import org.mailloft.net.Peer;
import org.mailloft.net.SessionEvent;
import org.mailloft.net.SessionLog;
import org.slf4j.LoggerFactory;

/**
 * A connection over a Netty channel. The event loop brings octets and news; the session thread takes them and parks when
 * there are none. While it is parked, no buffer is held for this connection.
 *
 * <p>Volatile fields are news for the session; the last group of fields belongs to the session thread alone.
 */
final class ChannelConnection implements Connection {

    /** Output is handed over in pieces of one TLS record. */
    private static final int OUTPUT_OCTETS = 16 * 1024;

    private static final int FIRST_OUTPUT_OCTETS = 1024;
    /** As long as Dovecot waits for a client that does not read. */
    private static final Duration WRITE_TIMEOUT = Duration.ofMinutes(5);
    /** How long octets written before the end may take to leave. */
    private static final Duration LAST_WORDS_TIMEOUT = Duration.ofSeconds(5);
    /** How long a client that is still sending gets to notice the end, so that a reset does not destroy our last words. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    /** How long a client that has to make room may take to go. */
    private static final Duration DISMISSAL = Duration.ofSeconds(1);

    private static final SessionLog LOG = new SessionLog(LoggerFactory.getLogger(ChannelConnection.class), "net");

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Channel channel;
    private final Clients clients;
    private final Supplier<Optional<TlsContexts>> tlsContexts;
    private final AtomicInteger ends = new AtomicInteger(2);
    private final ArrivedOctets arrived = new ArrivedOctets();

    private volatile Thread session;
    private volatile Peer peer;
    private volatile boolean tls;
    private volatile String tlsFailure;
    private volatile boolean changed;
    private volatile String stopReason;
    private volatile String inputEnd;
    private volatile boolean closed;
    /** Belongs to the event loop. */
    private boolean lingering;

    private ByteBuf currentBuffer;
    private ByteBuffer current = NOTHING;
    private ByteBuf output;
    private long octetsTaken;
    private long octetsOut;

    /** @param tlsContexts what is shown to clients now; asked when TLS begins */
    ChannelConnection(Channel channel, Peer peer, Clients clients, Supplier<Optional<TlsContexts>> tlsContexts) {
        this.channel = channel;
        this.peer = peer;
        this.clients = clients;
        this.tlsContexts = tlsContexts;
    }

    /** To be told before the session starts which thread it is. */
    void session(Thread thread) {
        session = thread;
    }

    /** What connects this to the channel's pipeline, as its last handler. */
    ChannelHandler events() {
        return new Events();
    }

    @Override
    public Peer peer() {
        return peer;
    }

    @Override
    public boolean isTls() {
        return tls;
    }

    /** One that nobody known has signed ends the handshake, so that one that is there is good. */
    @Override
    public boolean isClientCertified() {
        var handler = channel.pipeline().get(SslHandler.class);
        if (!tls || handler == null) {
            return false;
        }
        try {
            return handler.engine().getSession().getPeerCertificates().length > 0;
        } catch (SSLPeerUnverifiedException _) {
            return false;
        }
    }

    @Override
    public String tlsInfo() {
        var handler = channel.pipeline().get(SslHandler.class);
        if (!tls || handler == null) {
            return "";
        }
        var agreed = handler.engine().getSession();
        return agreed.getProtocol() + " with cipher " + agreed.getCipherSuite();
    }

    @Override
    public SessionEvent await(Duration timeout) {
        return await(timeout, true);
    }

    @Override
    public SessionEvent awaitInput(Duration timeout) {
        return await(timeout, false);
    }

    private SessionEvent await(Duration timeout, boolean changesToo) {
        var event = pending(changesToo);
        if (event != null) {
            return event;
        }
        flush();
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            event = pending(changesToo);
            if (event != null) {
                return event;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return SessionEvent.IDLE;
            }
            park(left);
        }
    }

    private SessionEvent pending(boolean changesToo) {
        if (stopReason != null) {
            return new SessionEvent.Stop(stopReason);
        }
        String end = inputEnd; // before looking at the input: what arrived earlier must not be missed
        if (input().hasRemaining()) {
            return SessionEvent.INPUT;
        }
        if (end != null) {
            return new SessionEvent.Closed(end);
        }
        if (changesToo && changed) {
            changed = false;
            return SessionEvent.CHANGED;
        }
        return null;
    }

    @Override
    public ByteBuffer input() {
        if (!current.hasRemaining()) {
            releaseCurrent();
            var next = arrived.poll();
            if (next != null) {
                currentBuffer = next;
                current = next.nioBuffer();
                octetsTaken += current.remaining();
                if (arrived.resume()) {
                    channel.config().setAutoRead(true);
                }
            }
        }
        return current;
    }

    private void releaseCurrent() {
        current = NOTHING;
        if (currentBuffer != null) {
            currentBuffer.release();
            currentBuffer = null;
        }
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        if (closed) {
            return;
        }
        if (output == null && channel.isActive() && !channel.isWritable()) {
            awaitWritable();
        }
        octetsOut += length;
        int from = offset;
        int left = length;
        while (left > 0) {
            if (output == null) {
                output = channel.alloc()
                        .directBuffer(Math.clamp(left, FIRST_OUTPUT_OCTETS, OUTPUT_OCTETS), OUTPUT_OCTETS);
            }
            int count = Math.min(left, output.maxWritableBytes());
            output.writeBytes(octets, from, count);
            from += count;
            left -= count;
            if (output.maxWritableBytes() == 0) {
                flush();
                awaitWritable();
            }
        }
    }

    @Override
    public void flush() {
        var octets = takeOutput();
        if (octets != null) {
            channel.writeAndFlush(octets, channel.voidPromise());
        }
    }

    private ByteBuf takeOutput() {
        var octets = output;
        output = null;
        return octets;
    }

    private void awaitWritable() {
        long deadline = System.nanoTime() + WRITE_TIMEOUT.toNanos();
        boolean hurry = false;
        while (channel.isActive() && !channel.isWritable()) {
            if (stopReason != null && !hurry) {
                hurry = true;
                deadline = Math.min(deadline, System.nanoTime() + LAST_WORDS_TIMEOUT.toNanos());
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                end("Disconnected for inactivity in reading our output");
                channel.close();
                break;
            }
            park(left);
        }
        if (!channel.isActive()) {
            throw new OctetInput.Ended(new SessionEvent.Closed(inputEnd == null ? "Connection closed" : inputEnd));
        }
    }

    @Override
    public void startTls() {
        if (!canStartTls()) {
            throw new IllegalStateException("TLS is active already or has no certificate");
        }
        releaseCurrent();
        var reply = takeOutput();
        channel.eventLoop().execute(() -> beginTls(reply));
        while (!tls) { // bounded by the handshake timeout of the handler
            if (tlsFailure != null) {
                throw new TlsFailure(tlsFailure);
            }
            if (!channel.isActive()) {
                throw new TlsFailure("Connection closed");
            }
            park(TlsContexts.HANDSHAKE_TIMEOUT.toNanos());
        }
    }

    /**
     * On the event loop, in one go: nothing can be read between the reply, the clearing of plain text and the first
     * octet that is taken for TLS.
     */
    void beginTls(ByteBuf reply) {
        if (reply != null) {
            channel.writeAndFlush(reply, channel.voidPromise());
        }
        arrived.discard();
        if (arrived.resume()) {
            channel.config().setAutoRead(true);
        }
        channel.pipeline().addFirst(new ServerNameHandler(tlsContexts, this::serverName));
    }

    private void serverName(String name) {
        peer = new Peer(peer.remote(), peer.local(), peer.unixUid(), peer.unix(), name);
    }

    @Override
    public boolean canStartTls() {
        return !tls && tlsContexts.get().isPresent();
    }

    @Override
    public boolean authenticated() {
        return clients.loggedIn(this);
    }

    /** To be told twice: when the channel is closed, and when the session has ended or will never begin. */
    void released() {
        if (ends.decrementAndGet() == 0) {
            clients.ended(this);
        }
    }

    /** Ends a connection that has to make room: it may say goodbye, but nothing it waits for can hold it. */
    void dismiss(String reason) {
        stop(reason);
        var talking = session;
        if (talking == null) {
            channel.close();
            return;
        }
        closeAfter(DISMISSAL, () -> {
            talking.interrupt();
            channel.close();
        });
    }

    @Override
    public void wake() {
        changed = true;
        LockSupport.unpark(session);
    }

    @Override
    public void stop(String reason) {
        stopReason = reason;
        LockSupport.unpark(session);
    }

    @Override
    public long octetsIn() {
        return octetsTaken - current.remaining();
    }

    @Override
    public long octetsOut() {
        return octetsOut;
    }

    @Override
    public void close() {
        if (Thread.currentThread() != session && session != null) {
            end("Connection closed");
            channel.close();
            return;
        }
        if (!closed) {
            closed = true;
            boolean stillSending = inputEnd == null && (current.hasRemaining() || !arrived.isEmpty());
            releaseCurrent();
            arrived.close();
            var lastWords = takeOutput();
            channel.eventLoop().execute(() -> finish(lastWords, stillSending));
        }
    }

    private void finish(ByteBuf lastWords, boolean stillSending) {
        channel.config().setAutoRead(true);
        var written = channel.writeAndFlush(lastWords == null ? Unpooled.EMPTY_BUFFER : lastWords);
        if (stillSending && !tls && channel instanceof DuplexChannel duplex) {
            written.addListener(_ -> linger(duplex));
            closeAfter(LINGER);
        } else if (written.isDone()) {
            channel.close();
        } else {
            written.addListener(ChannelFutureListener.CLOSE);
            closeAfter(LAST_WORDS_TIMEOUT);
        }
    }

    /** All is said; what the client is still sending is read and thrown away, or its system would tell it of a reset. */
    private void linger(DuplexChannel duplex) {
        duplex.shutdownOutput();
        lingering = true;
        if (inputEnd != null) {
            channel.close();
        }
    }

    private void closeAfter(Duration time) {
        closeAfter(time, channel::close);
    }

    private void closeAfter(Duration time, Runnable close) {
        var closing = channel.eventLoop().schedule(close, time.toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(_ -> closing.cancel(false));
    }

    private void park(long nanos) {
        LockSupport.parkNanos(this, nanos);
        if (Thread.interrupted()) {
            stop("Server shutting down.");
        }
    }

    private void end(String cause) {
        if (inputEnd == null) {
            inputEnd = cause;
        }
        LockSupport.unpark(session);
    }

    /** Runs on the event loop. */
    private final class Events extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (arrived.add((ByteBuf) message)) {
                channel.config().setAutoRead(false);
                if (!arrived.isPaused()) { // the session was faster than we were
                    channel.config().setAutoRead(true);
                }
            }
            LockSupport.unpark(session);
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            LockSupport.unpark(session);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            switch (event) {
                case SslCompletionEvent failed when !failed.isSuccess() -> handshakeFailed(failed.cause());
                case SslHandshakeCompletionEvent _ -> handshakeDone();
                case ChannelInputShutdownEvent _, SslCloseCompletionEvent _ -> inputEnded();
                default -> {
                    // of no interest to a session
                }
            }
        }

        private void handshakeDone() {
            tls = true;
            LOG.debug("SSL: negotiation finished successfully: " + tlsInfo() + " [" + peer.remoteIp() + "]");
            LockSupport.unpark(session);
        }

        private void handshakeFailed(Throwable cause) {
            LOG.debug("SSL: " + TlsContexts.failureText(cause) + " [" + peer.remoteIp() + "]");
            if (!tls) {
                tlsFailure = TlsContexts.failureText(cause);
                end("Connection closed: " + tlsFailure);
            }
        }

        private void inputEnded() {
            end("Connection closed");
            if (lingering) {
                channel.close();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            end("Connection closed");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            end(cause instanceof IOException ? "Connection closed: " + cause.getMessage() : "Connection closed");
            context.close();
        }
    }
}
