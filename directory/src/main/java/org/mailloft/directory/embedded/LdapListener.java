package org.mailloft.directory.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections, one virtual thread for each. */
final class LdapListener implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(LdapListener.class);
    private static final int MAX_CONNECTIONS = 500;
    private static final int BACKLOG = 128;

    /** Before another attempt when no connection can be accepted: with no file descriptor left that fails at once. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ServerSocket server;
    private final Function<Socket, Runnable> sessions;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Semaphore free = new Semaphore(MAX_CONNECTIONS);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread acceptor;

    private LdapListener(ServerSocket server, Function<Socket, Runnable> sessions) {
        this.server = server;
        this.sessions = sessions;
        this.acceptor = Thread.ofVirtual().name("ldap-accept").unstarted(this::accept);
    }

    /**
     * Listens and starts to accept.
     *
     * @param port 0 for any free one
     * @param sessions what runs on a connection until it ends; the socket is closed afterwards
     */
    static LdapListener start(InetAddress address, int port, Function<Socket, Runnable> sessions) throws IOException {
        var server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(address, port), BACKLOG);
        } catch (IOException failure) {
            server.close();
            throw new IOException(
                    "Cannot listen on " + address.getHostAddress() + " port " + port + ": " + failure.getMessage(),
                    failure);
        }
        return start(server, sessions);
    }

    /** Accepts from a socket that listens already, and belongs to the listener from now on. */
    static LdapListener start(ServerSocket server, Function<Socket, Runnable> sessions) {
        var listener = new LdapListener(server, sessions);
        listener.acceptor.start();
        return listener;
    }

    int port() {
        return server.getLocalPort();
    }

    /** Ends all connections. When this returns the port is free: that takes until the acceptor has noticed. */
    @Override
    public void close() throws IOException {
        closing.countDown();
        server.close();
        try {
            acceptor.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                if (free.tryAcquire()) {
                    open.add(socket);
                    Thread.ofVirtual().name("ldap-session").start(() -> serve(socket));
                } else {
                    LOG.warn("More than {} LDAP connections, one more is refused", MAX_CONNECTIONS);
                    socket.close();
                }
            } catch (IOException failure) {
                if (!server.isClosed()) {
                    LOG.warn("Cannot accept an LDAP connection: {}", failure.getMessage());
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            if (!server.isClosed()) {
                socket.setTcpNoDelay(true);
                socket.setKeepAlive(true);
                sessions.apply(socket).run();
            }
        } catch (IOException failure) {
            LOG.debug("LDAP connection ended", failure);
        } finally {
            open.remove(socket);
            free.release();
        }
    }
}
