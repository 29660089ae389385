package org.mailloft.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mailloft.testing.NetworkHost;
import org.mailloft.testing.TestNetwork;

/** The names and addresses of the story, and the network that makes them true. */
final class Site implements AutoCloseable {

    static final String DOMAIN = "example.test";
    static final String HOST = "mail." + DOMAIN;
    static final String BASE = "dc=example,dc=test";

    static final String SERVER_IPV4 = "10.91.0.10";
    static final String SERVER_IPV6 = "fd91::10";

    private final TestNetwork network;
    final NetworkHost server;
    final NetworkHost outside;

    private Site(TestNetwork network) throws IOException {
        this.network = network;
        this.server = network.host("server", SERVER_IPV4 + "/24", SERVER_IPV6 + "/64");
        this.outside = network.host("outside", "10.91.0.20/24", "fd91::20/64");
    }

    static Site open() throws IOException {
        return new Site(TestNetwork.open());
    }

    /** Gives an installed system the name it has in this network. */
    static void name(Path root) throws IOException {
        Files.writeString(root.resolve("etc/hostname"), HOST.substring(0, HOST.indexOf('.')) + "\n");
        Files.writeString(root.resolve("etc/hosts"), "127.0.0.1 localhost\n::1 localhost\n" + names());
    }

    /** Lines of /etc/hosts. */
    static String names() {
        var both = HOST + " " + HOST.substring(0, HOST.indexOf('.')) + "\n";
        return SERVER_IPV4 + " " + both + SERVER_IPV6 + " " + both;
    }

    @Override
    public void close() throws IOException {
        network.close();
    }
}
