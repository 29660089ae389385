package org.mailloft.net.netty;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailloft.net.ListenerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everybody connected to one listener, and who is let in. A connection counts until its channel is closed and its session
 * has ended. Thread safe.
 */
final class Clients {

    private static final Logger LOG = LoggerFactory.getLogger(Clients.class);
    private static final long NANOS_BETWEEN_WARNINGS = Duration.ofSeconds(1).toNanos();

    /** The part of an address that one client can't easily change. */
    private record Network(long high, int low) {
        static Network of(InetAddress address) {
            var octets = address.getAddress();
            int length = address instanceof Inet6Address ? 8 : octets.length;
            return new Network(length, Arrays.hashCode(Arrays.copyOf(octets, length)));
        }
    }

    private final ListenerSettings settings;
    private final Map<ChannelConnection, Integer> holds = new HashMap<>();
    private final Set<ChannelConnection> strangers = new LinkedHashSet<>();
    private final Map<Network, Integer> strangersPerNetwork = new HashMap<>();
    private boolean stopping;
    private long lastWarning = System.nanoTime() - NANOS_BETWEEN_WARNINGS;

    Clients(ListenerSettings settings) {
        this.settings = settings;
    }

    /** Whether there is room; makes some at the cost of the one who has been a stranger for longest. */
    synchronized boolean admit(ChannelConnection connection) {
        if (stopping) {
            return false;
        }
        var network = Network.of(connection.peer().remote().getAddress());
        if (settings.strangersPerIp() > 0
                && strangersPerNetwork.getOrDefault(network, 0) >= settings.strangersPerIp()) {
            return false;
        }
        if (settings.clientLimit() > 0 && holds.size() >= settings.clientLimit()) {
            warnFull();
            if (strangers.isEmpty()) {
                return false;
            }
            var oldest = strangers.iterator().next();
            known(oldest);
            oldest.stop("Connection queue full");
        }
        holds.put(connection, 2);
        if (settings.clientsLogIn()) {
            strangers.add(connection);
            strangersPerNetwork.merge(network, 1, Integer::sum);
        }
        return true;
    }

    private void warnFull() {
        long now = System.nanoTime();
        if (now - lastWarning >= NANOS_BETWEEN_WARNINGS) {
            lastWarning = now;
            LOG.warn(
                    "master: Warning: service({}): client_limit ({}) reached, client connections are being dropped",
                    settings.name(),
                    settings.clientLimit());
        }
    }

    synchronized void known(ChannelConnection connection) {
        if (strangers.remove(connection)) {
            var network = Network.of(connection.peer().remote().getAddress());
            strangersPerNetwork.computeIfPresent(network, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /** To be told once when the channel is closed and once when the session has ended. */
    synchronized void released(ChannelConnection connection) {
        if (holds.computeIfPresent(connection, (_, count) -> count == 1 ? null : count - 1) == null) {
            known(connection);
            notifyAll();
        }
    }

    /** Lets nobody in any more and tells everybody to go. */
    void stopAll(String reason) {
        everybody().forEach(connection -> connection.stop(reason));
    }

    private synchronized List<ChannelConnection> everybody() {
        stopping = true;
        return List.copyOf(holds.keySet());
    }

    void closeAll() {
        everybody().forEach(ChannelConnection::close);
    }

    synchronized int count() {
        return holds.size();
    }

    /** Whether all have gone within this time. */
    synchronized boolean awaitNone(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!holds.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        return true;
    }
}
