package org.mailloft.ucr.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.testing.NetworkHost;
import org.mailloft.testing.Program;
import org.mailloft.testing.TestNetwork;
import org.mailloft.ucr.cli.FirewallMain;

/** What comes in and what does not, seen from other hosts: a mail server, a client that we know, and a stranger. */
class FirewallNetworkIT {

    private static final String PREFIX = "security/packetfilter/";
    private static final String SERVER = "10.1.0.1";
    private static final String SERVER_6 = "fd00:1::1";
    private static final int ACCEPTED = 143;
    private static final int DROPPED = 25;
    private static final int REJECTED = 587;
    private static final int LIMITED = 993;
    private static final int UNNAMED = 8080;

    private static TestNetwork network;
    private static NetworkHost server;
    private static Peer services;
    private static Peer known;
    private static Peer stranger;

    @TempDir
    Path root;

    @BeforeAll
    static void openNetwork() throws IOException, InterruptedException {
        Shipped.require("nft");
        TestNetwork.whyNot().ifPresent(Assumptions::abort);
        network = TestNetwork.open();
        server = network.host("server", SERVER + "/16", "10.1.0.2/16", SERVER_6 + "/64");
        services = Peer.on(server);
        known = Peer.on(network.host("known", "10.1.7.7/16", "fd00:1::7:7/64"));
        stranger = Peer.on(network.host("stranger", "10.1.9.9/16", "fd00:1::9:9/64"));
        for (int port : new int[] {ACCEPTED, DROPPED, REJECTED, LIMITED, UNNAMED, 24}) {
            services.listen(port);
        }
    }

    @AfterAll
    static void closeNetwork() throws IOException {
        if (network != null) {
            network.close();
        }
    }

    @AfterEach
    void stop() throws IOException {
        firewall("stop").orFail();
    }

    @Test
    void connectionsBecomeWhatTheirRulesSay() throws IOException {
        render(Map.of(
                "defaultpolicy", "REJECT",
                "package/mailloft-server/tcp/imap/all", "ACCEPT",
                "tcp/25/all", "DROP",
                "tcp/587/all", "REJECT",
                "tcp/imaps/all/from/10.1.7.0/24", "ACCEPT",
                "tcp/imaps/all/from/fd00:1::7:0/112", "ACCEPT"));
        assertEquals("accepted", stranger.connect(SERVER, UNNAMED), "before it is started");
        firewall("start").orFail();
        for (var address : new String[] {SERVER, SERVER_6}) {
            assertEquals("accepted", stranger.connect(address, ACCEPTED));
            assertEquals("dropped", stranger.connect(address, DROPPED));
            assertEquals("rejected", stranger.connect(address, REJECTED));
            assertEquals("rejected", stranger.connect(address, UNNAMED));
            assertEquals("accepted", known.connect(address, LIMITED));
            assertEquals("rejected", stranger.connect(address, LIMITED));
            assertEquals("accepted", services.connect(address, UNNAMED), "what the host says to itself");
        }
        assertEquals("accepted", services.connect("127.0.0.1", DROPPED));
        firewall("stop").orFail();
        assertEquals("accepted", stranger.connect(SERVER, UNNAMED), "after it was stopped");
    }

    @Test
    void ownRulesBeatThoseOfPackages() throws IOException {
        render(Map.of(
                "defaultpolicy", "DROP",
                "package/a/tcp/143/all", "ACCEPT",
                "package/a/tcp/993/10.1.0.1", "ACCEPT",
                "tcp/143/10.1.0.1", "REJECT",
                "tcp/993/all", "REJECT"));
        firewall("start").orFail();
        assertEquals("rejected", stranger.connect(SERVER, ACCEPTED));
        assertEquals("accepted", stranger.connect("10.1.0.2", ACCEPTED), "the server's other address");
        assertEquals("accepted", stranger.connect(SERVER_6, ACCEPTED));
        assertEquals("rejected", stranger.connect(SERVER, LIMITED));
    }

    @Test
    void oneVersionOfIpCanBeLetIn() throws IOException {
        render(Map.of("defaultpolicy", "REJECT", "tcp/143/ipv4", "ACCEPT", "tcp/993/ipv6", "ACCEPT"));
        firewall("start").orFail();
        assertEquals("accepted", stranger.connect(SERVER, ACCEPTED));
        assertEquals("rejected", stranger.connect(SERVER_6, ACCEPTED));
        assertEquals("rejected", stranger.connect(SERVER, LIMITED));
        assertEquals("accepted", stranger.connect(SERVER_6, LIMITED));
    }

    @Test
    void deliveryIsOpenToTheNamedMtaEvenIfAllElseIsOpenToEverybody() throws IOException {
        renderAll(Map.of(
                "mailloft/lmtp/port",
                "24",
                "mailloft/lmtp/address",
                SERVER,
                "mailloft/mta/addresses",
                "10.1.7.7",
                PREFIX + "defaultpolicy",
                "ACCEPT"));
        firewall("start").orFail();
        assertEquals("accepted", known.connect(SERVER, 24));
        assertEquals("rejected", stranger.connect(SERVER, 24));
        assertEquals("accepted", stranger.connect(SERVER, UNNAMED));
    }

    @Test
    void reloadingLeavesNoMomentWithoutRules() throws IOException {
        var open = Map.of("defaultpolicy", "REJECT", "tcp/imap/all", "ACCEPT");
        var withMore = new HashMap<>(open);
        withMore.put("tcp/1:20/all", "DROP");
        render(open);
        firewall("start").orFail();
        stranger.beginAttempts(SERVER, ACCEPTED, UNNAMED);
        for (int i = 0; i < 6; i++) {
            render(i % 2 == 0 ? withMore : open);
            firewall("reload").orFail();
        }
        var attempts = stranger.endAttempts();
        assertEquals(0, attempts.wrong(), attempts.toString());
        assertTrue(attempts.all() > 100, attempts.toString());

        // the attempts do see a moment without rules
        stranger.beginAttempts(SERVER, ACCEPTED, UNNAMED);
        firewall("stop").orFail();
        firewall("start").orFail();
        assertTrue(stranger.endAttempts().wrong() > 0);
    }

    @Test
    void tablesOfOthersStay() throws IOException {
        server.run(
                        "nft",
                        "add table inet theirs { chain input { type filter hook input priority -10; tcp dport 993 drop; }; }")
                .orFail();
        var theirs = server.run("nft", "list", "table", "inet", "theirs").orFail();
        render(Map.of("defaultpolicy", "ACCEPT"));
        for (var verb : new String[] {"start", "reload", "stop"}) {
            firewall(verb).orFail();
            assertEquals(
                    theirs, server.run("nft", "list", "table", "inet", "theirs").output());
            assertEquals("dropped", known.connect(SERVER, LIMITED));
        }
        server.run("nft", "delete table inet theirs").orFail();
    }

    @Test
    void whatTheKernelRefusesChangesNothing() throws IOException {
        render(Map.of("defaultpolicy", "REJECT", "tcp/imap/all", "ACCEPT"));
        firewall("start").orFail();
        var file = root.resolve("etc/mailloft/firewall.nft");
        Files.writeString(file, Files.readString(file).replace("iifname lo accept", "nonsense"));
        var reloaded = firewall("reload");
        assertEquals(1, reloaded.exitCode(), reloaded.output());
        assertTrue(reloaded.output().contains("nothing has changed"), reloaded.output());
        assertEquals("accepted", stranger.connect(SERVER, ACCEPTED));
        assertEquals("rejected", stranger.connect(SERVER, UNNAMED));

        // as after a boot: nothing is loaded, and the file is no good
        server.run("nft", "delete table inet mailloft").orFail();
        var started = firewall("start").orFail();
        assertTrue(started.contains("the rules of the last time are loaded instead"), started);
        assertEquals("rejected", stranger.connect(SERVER, UNNAMED));
    }

    @Test
    void statusTellsWhatIsLoaded() throws IOException {
        render(Map.of("defaultpolicy", "REJECT"));
        assertEquals(3, firewall("status").exitCode());
        assertEquals(0, firewall("reload").exitCode());
        assertEquals("accepted", stranger.connect(SERVER, UNNAMED), "nobody has started it");
        firewall("start").orFail();
        assertEquals(0, firewall("status").exitCode());
        server.run("nft", "flush table inet mailloft").orFail();
        var changed = firewall("status");
        assertEquals(1, changed.exitCode());
        assertTrue(changed.output().contains("somebody else"), changed.output());
        firewall("reload").orFail();
        assertEquals(0, firewall("status").exitCode());
        render(Map.of("disabled", "yes"));
        assertEquals(1, firewall("status").exitCode(), "the file is another one");
        firewall("reload").orFail();
        assertEquals(0, firewall("status").exitCode());
        assertEquals("accepted", stranger.connect(SERVER, UNNAMED));
        assertFalse(server.run("nft", "list", "tables").output().contains("mailloft"));
    }

    private Program.Ended firewall(String verb) throws IOException {
        return server.run(server.java(FirewallMain.class, "--root", root.toString(), verb));
    }

    /** @param rules without the prefix */
    private void render(Map<String, String> rules) throws IOException {
        var values = new HashMap<String, String>();
        rules.forEach((rule, value) -> values.put(PREFIX + rule, value));
        renderAll(values);
    }

    private void renderAll(Map<String, String> values) throws IOException {
        new Shipped(root).write("mailloft-firewall", values);
    }
}
