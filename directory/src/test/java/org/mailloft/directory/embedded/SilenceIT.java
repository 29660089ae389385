package org.mailloft.directory.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.sdk.LDAPConnection;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.directory.DirectorySettings;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Filter;
import org.mailloft.directory.Search;
import org.mailloft.directory.client.ChangeFeed;
import org.mailloft.directory.client.LdapDirectory;
import org.mailloft.directory.sync.RecordingConsumer;
import org.mailloft.directory.testing.TestDirectory;

/** Clients that say nothing for longer than the server waits for strangers. */
class SilenceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int SOON_MILLIS = 10_000;

    @TempDir
    Path home;

    private EmbeddedDirectory server;
    private DirectorySettings settings;

    @BeforeEach
    void start() throws IOException {
        var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = EmbeddedDirectory.open(
                home.resolve("directory"),
                TestDirectory.BASE,
                TestDirectory.ADMIN,
                TestDirectory.PASSWORD,
                anyPort,
                PATIENCE);
        var uri = URI.create("ldap://127.0.0.1:" + server.port());
        settings = DirectorySettings.of(uri, TestDirectory.ADMIN, TestDirectory.PASSWORD);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aFollowerMayBeSilent() throws Exception {
        var consumer = new RecordingConsumer();
        var everything = Search.below(TestDirectory.BASE, Filter.present("objectClass"), "*");
        try (var feed = ChangeFeed.start(settings, everything, consumer);
                var directory = LdapDirectory.of(settings)) {
            consumer.await("refresh done", follower -> follower.events().contains("done"));
            LockSupport.parkNanos(PATIENCE.multipliedBy(2).toNanos());
            directory.add(Entry.named(TestDirectory.BASE)
                    .with("objectClass", "top", "domain")
                    .with("dc", "example")
                    .build());
            consumer.await("base entry", follower -> !follower.names().isEmpty());
            assertEquals(Optional.empty(), feed.status().lastError());
            assertEquals(List.of("done", "put " + TestDirectory.BASE), consumer.events());
        }
    }

    @Test
    void aClientThatHasLoggedInMayBeSilent() throws Exception {
        try (var client = new LDAPConnection("127.0.0.1", server.port(), TestDirectory.ADMIN, TestDirectory.PASSWORD)) {
            LockSupport.parkNanos(PATIENCE.multipliedBy(2).toNanos());
            assertTrue(client.getRootDSE() != null);
        }
    }

    @Test
    void aStrangerMayNot() throws Exception {
        try (var stranger = connect()) {
            assertEquals(-1, stranger.getInputStream().read());
        }
    }

    @Test
    void nobodyMayStopInTheMiddleOfARequest() throws Exception {
        byte[] bind = new LDAPMessage(1, new BindRequestProtocolOp(TestDirectory.ADMIN, TestDirectory.PASSWORD))
                .encode()
                .encode();
        try (var client = connect()) {
            client.getOutputStream().write(bind);
            InputStream in = client.getInputStream();
            assertTrue(in.read() >= 0);
            client.getOutputStream().write(bind, 0, 5);
            in.readAllBytes(); // ends
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(SOON_MILLIS);
        return socket;
    }
}
