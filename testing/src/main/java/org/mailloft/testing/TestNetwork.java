package org.mailloft.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network of hosts that only a test sees: a switch, and a network namespace of Linux for each host on it. Nothing of it
 * touches the network of the machine, so addresses may be any, and low ports too.
 *
 * <pre>{@code
 * try (var network = TestNetwork.open()) {
 *     var backend = network.host("backend", "10.0.0.70/24", "fd00::70/64");
 *     var mta = network.host("mta", "10.0.0.20/24");
 *     backend.command("python3", "-m", "http.server").start();
 *     mta.run("curl", "http://10.0.0.70:8000/");
 * }
 * }</pre>
 *
 * <p>{@link #close} ends what still runs on its hosts. What a killed test run left behind goes away with the next network
 * that is opened.
 */
public final class TestNetwork implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;
    private final NetworkHost cables;
    private final List<NetworkHost> hosts = new ArrayList<>();

    private TestNetwork(String name, NetworkHost cables) {
        this.name = name;
        this.cables = cables;
    }

    /** Why there can be no such network on this machine, for a test's assumption; empty when there can. */
    public static Optional<String> whyNot() {
        try {
            open().close();
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of("network namespaces: " + refused.getMessage());
        }
    }

    /** A network without hosts. Needs root and the program {@code ip}. */
    public static TestNetwork open() throws IOException {
        Namespaces.sweep();
        var name = Namespaces.nameOf(ProcessHandle.current().pid(), COUNT.incrementAndGet());
        var network = new TestNetwork(name, NetworkHost.unplugged(name + "-switch"));
        try {
            // Nobody answers the questions that a snooping bridge relies on: neighbours of IPv6 would not be found.
            network.cables.ip("link", "add", "switch", "type", "bridge", "mcast_snooping", "0");
            network.cables.ip("link", "set", "switch", "up");
            return network;
        } catch (IOException failed) {
            network.close();
            throw failed;
        }
    }

    /**
     * A host that is on the network when this returns, with one interface {@code eth0} and a loopback.
     *
     * @param label letters, digits and hyphens; unique in this network
     * @param addresses of IPv4 or IPv6 with the length of their network, such as {@code 10.0.0.70/24}
     */
    public NetworkHost host(String label, String... addresses) throws IOException {
        var host = NetworkHost.unplugged(name + "-" + label);
        hosts.add(host);
        var port = "port" + hosts.size();
        host.ip("link", "add", "eth0", "type", "veth", "peer", "name", port, "netns", cables.namespace());
        cables.ip("link", "set", port, "master", "switch", "up");
        host.ip("link", "set", "eth0", "up");
        for (var address : addresses) {
            host.address(address);
        }
        return host;
    }

    /** Ends what still runs on the hosts, and takes the network away. */
    @Override
    public void close() throws IOException {
        for (var host : hosts) {
            Namespaces.remove(host.namespace());
        }
        Namespaces.remove(cables.namespace());
    }
}
