package org.mailloft.directory.client;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.ldap.client.api.LdapNetworkConnection;
import org.mailloft.directory.DirectoryFailure;
import org.mailloft.directory.DirectoryUnavailable;

/** A bounded number of connections, each used by one operation at a time. Thread safe. */
final class LdapPool implements AutoCloseable {

    private final Supplier<LdapNetworkConnection> opener;
    private final Duration timeout;
    private final Semaphore permits;
    private final ConcurrentLinkedDeque<LdapNetworkConnection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    LdapPool(Supplier<LdapNetworkConnection> opener, int connections, Duration timeout) {
        this.opener = opener;
        this.timeout = timeout;
        this.permits = new Semaphore(connections, true);
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Operation<T> {
        T run(LdapNetworkConnection connection) throws LdapException;
    }

    /** Runs an operation that may be run twice: once more, on a new connection, when an idle one turns out to be dead. */
    <T> T read(Operation<T> operation) {
        return use(operation, true);
    }

    /** Sends an operation at most once; on a new connection when an idle one is found dead before that. */
    <T> T write(Operation<T> operation) {
        return use(operation, false);
    }

    private <T> T use(Operation<T> operation, boolean repeatable) {
        acquire();
        try {
            LdapNetworkConnection connection = idleConnection();
            if (connection != null) {
                try {
                    return run(connection, operation);
                } catch (DirectoryUnavailable lost) {
                    if (!repeatable && !(lost.getCause() instanceof SingleConnection.Lost)) {
                        throw lost;
                    }
                }
            }
            return run(opener.get(), operation);
        } finally {
            permits.release();
        }
    }

    private <T> T run(LdapNetworkConnection connection, Operation<T> operation) {
        boolean healthy = false;
        try {
            T result = operation.run(connection);
            healthy = connection.isConnected();
            return result;
        } catch (LdapException failure) {
            throw new DirectoryUnavailable("The directory did not answer: " + LdapReason.of(failure), failure);
        } catch (DirectoryFailure answer) {
            healthy = connection.isConnected();
            throw answer;
        } finally {
            giveBack(connection, healthy);
        }
    }

    private void acquire() {
        try {
            if (closed || !permits.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new DirectoryUnavailable(
                        closed ? "The directory client is closed" : "All connections to the directory are busy");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new DirectoryUnavailable("Interrupted while waiting for a connection to the directory");
        }
    }

    private LdapNetworkConnection idleConnection() {
        for (var connection = idle.pollFirst(); connection != null; connection = idle.pollFirst()) {
            if (connection.isConnected()) {
                return connection;
            }
            connection.close();
        }
        return null;
    }

    private void giveBack(LdapNetworkConnection connection, boolean healthy) {
        if (healthy && !closed) {
            idle.addFirst(connection);
        } else {
            connection.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (var connection = idle.pollFirst(); connection != null; connection = idle.pollFirst()) {
            connection.close();
        }
    }
}
