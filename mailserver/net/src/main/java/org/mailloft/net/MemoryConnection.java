package org.mailloft.net;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A {@link Connection} without a network, for tests: {@link #client} is its other end. A session and its client may run
 * on two threads, or one after the other on the same one (send everything, close, serve, look at the replies).
 *
 * <p>TLS is a mark in the stream of octets: nothing is encrypted, but who may read what is as in reality.
 */
public final class MemoryConnection implements Connection {

    private static final byte[] CLIENT_HELLO = new byte[0];
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Client client = new Client();
    private final Peer peer;
    private final boolean tlsConfigured;
    private int chunkOctets = Integer.MAX_VALUE;
    private int windowOctets = Integer.MAX_VALUE;

    private final Deque<byte[]> fromClient = new ArrayDeque<>();
    private final ByteArrayOutputStream unflushed = new ByteArrayOutputStream();
    private ByteBuffer toClient = ByteBuffer.allocate(512).flip();
    private ByteBuffer current = ByteBuffer.allocate(0);
    private boolean tls;
    private boolean changed;
    private boolean clientClosed;
    private boolean serverClosed;
    private String stopReason;
    private long octetsIn;
    private long octetsOut;

    /** A connection over loopback, ready for STARTTLS. */
    public MemoryConnection() {
        this(loopback(), true, false);
    }

    /**
     * @param tlsConfigured whether {@link #startTls} works
     * @param tls whether the connection is encrypted from its first octet
     */
    public MemoryConnection(Peer peer, boolean tlsConfigured, boolean tls) {
        this.peer = peer;
        this.tlsConfigured = tlsConfigured;
        this.tls = tls;
    }

    /** Client and server on one machine. */
    public static Peer loopback() {
        return between("127.0.0.1", "127.0.0.1");
    }

    /** Two addresses, as literals. */
    public static Peer between(String remoteIp, String localIp) {
        return new Peer(
                new InetSocketAddress(InetAddress.ofLiteral(remoteIp), 40143),
                new InetSocketAddress(InetAddress.ofLiteral(localIp), 143),
                OptionalLong.empty(),
                false,
                "");
    }

    /** Lets the session see what the client sends in pieces of at most this many octets. */
    public MemoryConnection inChunksOf(int octets) {
        this.chunkOctets = octets;
        return this;
    }

    /** Parks the session while the client leaves more than this many octets unread; without, it never parks. */
    public MemoryConnection window(int octets) {
        this.windowOctets = octets;
        return this;
    }

    public Client client() {
        return client;
    }

    @Override
    public Peer peer() {
        return peer;
    }

    @Override
    public boolean isTls() {
        return tls;
    }

    @Override
    public String tlsInfo() {
        return tls ? "TLSv1.3 with cipher TLS_AES_256_GCM_SHA384" : "";
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
        lock.lock();
        try {
            long remaining = timeout.toNanos();
            while (true) {
                var event = pending(changesToo);
                if (event != null) {
                    return event;
                }
                flush();
                if (remaining <= 0) {
                    return SessionEvent.IDLE;
                }
                remaining = awaitNanos(remaining);
            }
        } finally {
            lock.unlock();
        }
    }

    private SessionEvent pending(boolean changesToo) {
        if (stopReason != null) {
            return new SessionEvent.Stop(stopReason);
        }
        if (input().hasRemaining()) {
            return SessionEvent.INPUT;
        }
        if (clientClosed || serverClosed) {
            return new SessionEvent.Closed("Connection closed");
        }
        if (changesToo && changed) {
            changed = false;
            return SessionEvent.CHANGED;
        }
        return null;
    }

    @Override
    public ByteBuffer input() {
        lock.lock();
        try {
            if (!current.hasRemaining() && !fromClient.isEmpty() && fromClient.peek() != CLIENT_HELLO) {
                current = ByteBuffer.wrap(fromClient.poll());
                octetsIn += current.remaining();
                news.signalAll();
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        lock.lock();
        try {
            if (serverClosed) {
                return;
            }
            unflushed.write(octets, offset, length);
            octetsOut += length;
            if (toClient.remaining() + unflushed.size() > windowOctets) {
                flush();
                while (toClient.remaining() > windowOctets && !clientClosed && !serverClosed) {
                    awaitNanos(Long.MAX_VALUE);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void flush() {
        lock.lock();
        try {
            if (unflushed.size() > 0) {
                var joined = ByteBuffer.allocate(toClient.remaining() + unflushed.size());
                toClient = joined.put(toClient).put(unflushed.toByteArray()).flip();
                unflushed.reset();
                news.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void startTls() {
        lock.lock();
        try {
            flush();
            current = ByteBuffer.allocate(0);
            long remaining = PATIENCE.toNanos();
            while (true) {
                while (!fromClient.isEmpty() && fromClient.peek() != CLIENT_HELLO) {
                    fromClient.poll();
                }
                if (fromClient.poll() == CLIENT_HELLO) {
                    tls = true;
                    news.signalAll();
                    return;
                }
                if (clientClosed || serverClosed || remaining <= 0) {
                    serverClosed = true;
                    news.signalAll();
                    throw new TlsFailure("TLS handshake: Connection closed");
                }
                remaining = awaitNanos(remaining);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean canStartTls() {
        return tlsConfigured && !tls;
    }

    @Override
    public void wake() {
        lock.lock();
        try {
            changed = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stop(String reason) {
        lock.lock();
        try {
            stopReason = reason;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long octetsIn() {
        return octetsIn;
    }

    @Override
    public long octetsOut() {
        return octetsOut;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            flush();
            serverClosed = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private long awaitNanos(long nanos) {
        try {
            return news.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }

    /**
     * The client's end. Reading waits, at most ten seconds, and then fails with what had arrived: a test never hangs.
     */
    public final class Client implements AutoCloseable {

        private Client() {}

        /** Sends text as UTF-8. */
        public void send(String text) {
            send(text.getBytes(StandardCharsets.UTF_8));
        }

        public void send(byte[] octets) {
            lock.lock();
            try {
                for (int at = 0; at < octets.length; ) {
                    int end = (int) Math.min(octets.length, (long) at + chunkOctets);
                    fromClient.add(Arrays.copyOfRange(octets, at, end));
                    at = end;
                }
                news.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** Begins TLS. What was sent before and not yet read is plain text to the server and gets lost. */
        public void startTls() {
            lock.lock();
            try {
                fromClient.add(CLIENT_HELLO);
                news.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** The next line without its CRLF, decoded as UTF-8; waits for it. Fails at the end of the connection. */
        public String readLine() {
            lock.lock();
            try {
                await("a line", () -> lineEnd() >= 0);
                var line = take(lineEnd() - toClient.position());
                take(2);
                return line;
            } finally {
                lock.unlock();
            }
        }

        /** Exactly this many octets, decoded as UTF-8; waits for them. */
        public String read(int octets) {
            lock.lock();
            try {
                await(octets + " octets", () -> toClient.remaining() >= octets);
                return take(octets);
            } finally {
                lock.unlock();
            }
        }

        /** Everything up to and including this text; waits for it. */
        public String readUntil(String text) {
            lock.lock();
            try {
                await("\"" + text + "\"", () -> peekAll().contains(text));
                var all = peekAll();
                var upTo = all.substring(0, all.indexOf(text) + text.length());
                return take(upTo.getBytes(StandardCharsets.UTF_8).length);
            } finally {
                lock.unlock();
            }
        }

        /** Everything until the server closes; waits for that. */
        public String readToEnd() {
            lock.lock();
            try {
                await("the end", () -> serverClosed);
                return take(toClient.remaining());
            } finally {
                lock.unlock();
            }
        }

        /** As {@link #readToEnd}, for what is no text. */
        public byte[] readOctetsToEnd() {
            lock.lock();
            try {
                await("the end", () -> serverClosed);
                var octets = new byte[toClient.remaining()];
                toClient.get(octets);
                return octets;
            } finally {
                lock.unlock();
            }
        }

        /** What has arrived and was not read yet, without waiting. */
        public String received() {
            lock.lock();
            try {
                return take(toClient.remaining());
            } finally {
                lock.unlock();
            }
        }

        /** Whether the server has closed the connection. */
        public boolean isEnded() {
            lock.lock();
            try {
                return serverClosed;
            } finally {
                lock.unlock();
            }
        }

        /** Closes the client's end; the session still reads what was sent before, and its replies can be read. */
        @Override
        public void close() {
            lock.lock();
            try {
                clientClosed = true;
                news.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private void await(String what, BooleanSupplier there) {
            long remaining = PATIENCE.toNanos();
            while (!there.getAsBoolean()) {
                if (serverClosed || remaining <= 0) {
                    var why = serverClosed ? "the connection ended" : "nothing more came";
                    throw new AssertionError("waiting for " + what + ": " + why + " after: " + peekAll());
                }
                remaining = awaitNanos(remaining);
            }
        }

        private int lineEnd() {
            for (int at = toClient.position(); at + 1 < toClient.limit(); at++) {
                if (toClient.get(at) == '\r' && toClient.get(at + 1) == '\n') {
                    return at;
                }
            }
            return -1;
        }

        private String take(int octets) {
            var taken = new byte[octets];
            toClient.get(taken);
            news.signalAll();
            return new String(taken, StandardCharsets.UTF_8);
        }

        private String peekAll() {
            return StandardCharsets.UTF_8.decode(toClient.duplicate()).toString();
        }
    }
}
