package org.mailloft.net.netty;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailloft.net.Capacity;
import org.mailloft.net.SessionLog;
import org.slf4j.LoggerFactory;

/**
 * The clients of one service, whichever of its sockets they came in by, and who is let in. Outlives its sockets and changes
 * of its capacity: whoever is in stays in. Thread safe.
 *
 * <p>Where clients log in, they are strangers until then, and at the limit the oldest stranger has to go: nobody who is
 * nobody can lock others out. Without a stranger, and in other services, newcomers wait for a place, for a while.
 */
public final class Clients implements AutoCloseable {

    /** How long a newcomer waits for a place. */
    static final Duration PATIENCE = Duration.ofSeconds(10);
    /** One more newcomer is turned away at once; as the system's queue of a listening socket in Dovecot. */
    private static final int MAX_WAITING = 511;
    /** Strangers that say goodbye, each for a second at most; beyond that newcomers are turned away. */
    private static final int MAX_LEAVING = 4096;
    /** Clients of one network that are not logged in yet; beyond that it is no client. */
    private static final int MAX_STRANGERS_PER_NETWORK = 500;

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_WARNINGS = Duration.ofSeconds(1);
    private static final SessionLog LOG = new SessionLog(LoggerFactory.getLogger(Clients.class), "master");

    /** The part of an address that one client can't easily change. */
    private record Network(long high, int low) {
        static Network of(ChannelConnection connection) {
            InetAddress address = connection.peer().remote().getAddress();
            var octets = address.getAddress();
            int length = address instanceof Inet6Address ? 8 : octets.length;
            return new Network(length, Arrays.hashCode(Arrays.copyOf(octets, length)));
        }
    }

    /** What becomes of somebody who wants in. */
    enum Admission {
        IN,
        WAITING,
        REFUSED
    }

    /** Somebody who wants in. */
    private record Newcomer(ChannelConnection connection, Runnable comesIn) {}

    private final String service;
    private final Optional<Clients> sessions;
    private final int strangersPerNetwork;
    private Capacity capacity;
    private final Set<ChannelConnection> inside = new HashSet<>();
    private final Set<ChannelConnection> leaving = new HashSet<>();
    private final Deque<Newcomer> waiting = new ArrayDeque<>();
    private final Set<ChannelConnection> strangers = new LinkedHashSet<>();
    private final Map<Network, Set<ChannelConnection>> strangersByNetwork = new HashMap<>();
    private boolean overrun;
    private boolean closed;
    private long total;
    private Optional<Instant> lastWarning = Optional.empty();

    private Clients(String service, Capacity capacity, Optional<Clients> sessions, int strangersPerNetwork) {
        this.service = service;
        this.capacity = capacity;
        this.sessions = sessions;
        this.strangersPerNetwork = strangersPerNetwork;
    }

    /** Of a service where nobody logs in, or everybody has. */
    public static Clients of(String service, Capacity capacity) {
        return new Clients(service, capacity, Optional.empty(), 0);
    }

    /** @param sessions where clients belong once they have logged in; those with TLS belong here all the same */
    public static Clients loggingIn(String service, Capacity capacity, Clients sessions) {
        return loggingIn(service, capacity, sessions, MAX_STRANGERS_PER_NETWORK);
    }

    static Clients loggingIn(String service, Capacity capacity, Clients sessions, int strangersPerNetwork) {
        return new Clients(service, capacity, Optional.of(sessions), strangersPerNetwork);
    }

    /** From now on it may be so many; those beyond stay. */
    public void become(Capacity other) {
        synchronized (this) {
            capacity = other;
        }
        letIn();
    }

    /** How many there are; those that wait or are going do not count. */
    public synchronized int count() {
        return inside.size();
    }

    /** How many there have been. */
    public synchronized long total() {
        return total;
    }

    public synchronized boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** When the log last said that the service is full. */
    public synchronized Optional<Instant> lastWarning() {
        return lastWarning;
    }

    /** @param comesIn run once if the answer is {@link Admission#WAITING} and a place gets free, on any thread */
    Admission admit(ChannelConnection connection, Runnable comesIn) {
        ChannelConnection dismissed = null;
        synchronized (this) {
            if (closed || leaving.size() >= MAX_LEAVING) {
                return Admission.REFUSED;
            }
            if (inside.size() >= capacity.places()) {
                warnFull();
                if (strangers.isEmpty()) {
                    return queue(connection, comesIn);
                }
                dismissed = strangers.iterator().next();
            } else if (sessions.isPresent()) {
                dismissed = tooManyOf(Network.of(connection));
            }
            if (dismissed != null) {
                dismiss(dismissed);
            }
            enter(connection);
        }
        if (dismissed != null) {
            dismissed.dismiss("Connection queue full");
        }
        return Admission.IN;
    }

    private Admission queue(ChannelConnection connection, Runnable comesIn) {
        if (overrun || waiting.size() >= MAX_WAITING) {
            return Admission.REFUSED;
        }
        waiting.add(new Newcomer(connection, comesIn));
        return Admission.WAITING;
    }

    private ChannelConnection tooManyOf(Network network) {
        var same = strangersByNetwork.getOrDefault(network, Set.of());
        return same.size() < strangersPerNetwork ? null : same.iterator().next();
    }

    private void enter(ChannelConnection connection) {
        inside.add(connection);
        total++;
        if (sessions.isPresent()) {
            strangers.add(connection);
            strangersByNetwork
                    .computeIfAbsent(Network.of(connection), _ -> new LinkedHashSet<>())
                    .add(connection);
        }
    }

    private void dismiss(ChannelConnection connection) {
        known(connection);
        inside.remove(connection);
        leaving.add(connection);
    }

    private void known(ChannelConnection connection) {
        if (strangers.remove(connection)) {
            strangersByNetwork.computeIfPresent(Network.of(connection), (_, same) -> {
                same.remove(connection);
                return same.isEmpty() ? null : same;
            });
        }
    }

    private void warnFull() {
        var now = Instant.now();
        if (lastWarning
                .filter(last -> now.isBefore(last.plus(BETWEEN_WARNINGS)))
                .isEmpty()) {
            lastWarning = Optional.of(now);
            LOG.warning(
                    "service(" + service + "): " + capacity.bound() + " reached, client connections are being dropped");
        }
    }

    /** A newcomer has waited long enough. Whether he was still waiting. */
    boolean giveUp(ChannelConnection connection) {
        synchronized (this) {
            boolean was = waiting.removeIf(newcomer -> newcomer.connection() == connection);
            overrun |= was && sessions.isEmpty(); // whoever comes now need not wait to learn it
            return was;
        }
    }

    /**
     * A client has logged in. It goes over to the sessions, when there is a place for it within a while.
     *
     * @return whether it may stay
     */
    boolean loggedIn(ChannelConnection connection) {
        synchronized (this) {
            known(connection);
        }
        if (sessions.isPresent()) {
            if (!sessions.get().enterWithin(PATIENCE, connection)) {
                return false;
            }
            if (!connection.isTls()) { // with Dovecot, TLS stays the work of the process that the client logged in with
                leave(connection);
            }
        }
        return true;
    }

    private synchronized boolean enterWithin(Duration patience, ChannelConnection connection) {
        long deadline = System.nanoTime() + patience.toNanos();
        var admission = admit(connection, () -> {});
        while (admission == Admission.WAITING && !inside.contains(connection)) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || closed || Thread.currentThread().isInterrupted()) {
                giveUp(connection);
                return false;
            }
            try {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        return admission != Admission.REFUSED;
    }

    /** A connection has ended, here and among the sessions. */
    void ended(ChannelConnection connection) {
        leave(connection);
        sessions.ifPresent(those -> those.leave(connection));
    }

    private void leave(ChannelConnection connection) {
        synchronized (this) {
            known(connection);
            leaving.remove(connection);
            if (!inside.remove(connection)) {
                waiting.removeIf(newcomer -> newcomer.connection() == connection);
            }
            notifyAll();
        }
        letIn();
    }

    /** As many of those that wait as there are places. */
    private void letIn() {
        while (true) {
            Newcomer next;
            synchronized (this) {
                if (inside.size() >= capacity.places()) {
                    return;
                }
                overrun = false;
                next = waiting.poll();
                if (next == null) {
                    return;
                }
                enter(next.connection());
                notifyAll();
            }
            next.comesIn().run();
        }
    }

    /** Lets nobody in any more and tells everybody to go; returns at once. */
    public void stop(String reason) {
        sessions.ifPresent(those -> those.stop(reason));
        everybody().forEach(connection -> connection.stop(reason));
    }

    private synchronized List<ChannelConnection> everybody() {
        closed = true;
        notifyAll();
        waiting.forEach(newcomer -> leaving.add(newcomer.connection()));
        waiting.clear();
        var all = new HashSet<>(inside);
        all.addAll(leaving);
        return List.copyOf(all);
    }

    /** Stops everybody, waits a bounded time for their sessions, and closes what is left. */
    @Override
    public void close() {
        stop("Server shutting down.");
        try {
            if (!awaitNone()) {
                everybody().forEach(ChannelConnection::close);
                awaitNone();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        sessions.ifPresent(Clients::close);
    }

    private synchronized boolean awaitNone() throws InterruptedException {
        long deadline = System.nanoTime() + CLOSE_PATIENCE.toNanos();
        while (!inside.isEmpty() || !leaving.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        return true;
    }
}
