package org.mailloft.net.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.net.Capacity;
import org.mailloft.net.Connection;
import org.mailloft.net.Endpoint;
import org.mailloft.net.ListenerSettings;
import org.mailloft.net.SessionHandler;

@Timeout(60)
class NettyListenerIT {

    private static final Endpoint ANY_PORT =
            new Endpoint.Inet(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (var each : open.reversed()) {
            each.close();
        }
    }

    private final Clients clients = Clients.of("test", Capacity.UNLIMITED);

    private NettyListener listen(boolean epoll, ListenerSettings settings, Clients clients, SessionHandler sessions)
            throws IOException {
        var loops = new EventLoops(1, epoll);
        open.add(loops);
        open.add(clients);
        var listener = new NettyListener(loops, settings, Optional::empty, clients, sessions);
        open.add(listener);
        return listener.start();
    }

    private NettyListener listen(boolean epoll, ListenerSettings settings, SessionHandler sessions) throws IOException {
        return listen(epoll, settings, clients, sessions);
    }

    private NettyListener listen(boolean epoll, SessionHandler sessions) throws IOException {
        return listen(epoll, new ListenerSettings("test", ANY_PORT, false), sessions);
    }

    private Client connect(NettyListener listener) throws IOException {
        var client = new Client(new Socket());
        client.socket.setSoTimeout(20_000);
        client.socket.connect(listener.address());
        open.add(client);
        return client;
    }

    private record Client(Socket socket) implements AutoCloseable {

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        String line() throws IOException {
            var line = new StringBuilder();
            for (int octet = socket.getInputStream().read();
                    octet != '\n';
                    octet = socket.getInputStream().read()) {
                if (octet < 0) {
                    return line.isEmpty() ? null : line.toString();
                }
                if (octet != '\r') {
                    line.append((char) octet);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void servesOverTcp(boolean epoll) throws IOException {
        var client = connect(listen(epoll, new LineSession()));
        assertEquals("hello", client.line());
        client.send("one\r\ntwo\r\n");
        assertEquals("echo one", client.line());
        assertEquals("echo two", client.line());
        client.send("WHO\r\n");
        assertEquals("||127.0.0.1|-1", client.line());
        client.send("QUIT\r\n");
        assertEquals("bye", client.line());
        assertNull(client.line());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void servesOverUnixSocketWithItsMode(boolean epoll) throws Exception {
        var path = folder.resolve("sock");
        var unix = new Endpoint.Unix(path, 0620, "", "");
        var listener = listen(epoll, new ListenerSettings("test", unix, false), new LineSession());
        assertEquals("rw--w----", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(path));
            channel.write(ByteBuffer.wrap("WHO\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII)));
            var replies = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.US_ASCII);
            var uid = epoll ? Files.getAttribute(path, "unix:uid").toString() : "-1";
            assertEquals("hello\r\n||127.0.0.1|" + uid + "\r\nbye\r\n", replies);
        }
        var second = assertThrows(
                IOException.class, () -> listen(epoll, new ListenerSettings("test", unix, false), new LineSession()));
        assertEquals("listen(" + path + ") failed: Address already in use", second.getMessage());
        listener.close();
        assertFalse(Files.exists(path));
        try (var leftOver = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            leftOver.bind(UnixDomainSocketAddress.of(path));
        }
        listen(epoll, new ListenerSettings("test", unix, false), new LineSession());
    }

    @Test
    void takenPortIsOneSentence() throws IOException {
        var first = listen(true, new LineSession());
        var taken = new Endpoint.Inet((InetSocketAddress) first.address());
        for (boolean epoll : new boolean[] {true, false}) {
            var failure = assertThrows(
                    IOException.class,
                    () -> listen(epoll, new ListenerSettings("test", taken, false), new LineSession()));
            assertEquals("listen(" + taken + ") failed: Address already in use", failure.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readingStopsWhileTheSessionDoesNotTake(boolean epoll) throws Exception {
        var go = new CountDownLatch(1);
        var listener = listen(epoll, connection -> {
            try {
                go.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            new LineSession().serve(connection);
        });
        var octets = new byte[64 * 1024 * 1024];
        new Random(1).nextBytes(octets);
        int sum = 0;
        for (byte octet : octets) {
            sum = 31 * sum + (octet & 0xff);
        }
        try (var channel = SocketChannel.open(listener.address())) {
            channel.write(ByteBuffer.wrap(("TAKE " + octets.length + "\r\n").getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            var left = ByteBuffer.wrap(octets);
            for (int refused = 0; refused < 50; ) {
                if (channel.write(left) == 0) {
                    refused++;
                    Thread.sleep(10); // lets the other side take what it will
                }
            }
            assertTrue(left.hasRemaining(), "64 MiB were taken from a client nobody listens to");
            go.countDown();
            channel.configureBlocking(true);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            var in = new BufferedReader(
                    new InputStreamReader(channel.socket().getInputStream(), StandardCharsets.US_ASCII));
            assertEquals("hello", in.readLine());
            assertEquals("took " + sum, in.readLine());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sessionParksWhileTheClientDoesNotRead(boolean epoll) throws Exception {
        var connections = new LinkedBlockingQueue<Connection>();
        var listener = listen(epoll, connection -> {
            connections.add(connection);
            new LineSession().serve(connection);
        });
        var client = connect(listener);
        assertEquals("hello", client.line());
        client.send("SEND 64000\r\nQUIT\r\n");
        var connection = connections.poll(10, TimeUnit.SECONDS);
        long before = -1;
        for (int i = 0; i < 100 && before != connection.octetsOut(); i++) {
            before = connection.octetsOut();
            Thread.sleep(50); // until nothing moves any more
        }
        assertTrue(before < 32_000_000, "so much was written for a client that does not read: " + before);
        var all = client.socket.getInputStream().readAllBytes();
        assertEquals(64_000_000 + "bye\r\n".length(), all.length);
    }

    @RepeatedTest(100)
    void halfClosedClientGetsItsReplies() throws IOException {
        var client = connect(listen(true, new LineSession()));
        client.send("one\r\ntwo\r\n");
        client.socket.shutdownOutput();
        assertEquals("hello", client.line());
        assertEquals("echo one", client.line());
        assertEquals("echo two", client.line());
        assertNull(client.line());
    }

    @Test
    void lastWordsReachAClientThatIsStillSending() throws IOException {
        var client = connect(listen(true, connection -> {
            connection.await(Duration.ofSeconds(10));
            connection.write("enough\r\n".getBytes(StandardCharsets.US_ASCII));
        }));
        client.send("x".repeat(200_000));
        assertEquals("enough", client.line());
    }

    @Test
    void goneClientEndsABulkWrite() throws Exception {
        var ended = new CountDownLatch(1);
        var listener = listen(true, connection -> {
            try {
                new LineSession().serve(connection);
            } finally {
                ended.countDown();
            }
        });
        var client = connect(listener);
        client.send("SEND 100000000\r\n");
        assertEquals("hello", client.line());
        client.close();
        assertTrue(ended.await(10, TimeUnit.SECONDS));
    }

    private NettyListener listen(Clients clients) throws IOException {
        return listen(true, new ListenerSettings("test", ANY_PORT, false), clients, new LineSession());
    }

    private static Clients logins(int strangers, int sessions) {
        return Clients.loggingIn(
                "test-login", Capacity.of(strangers), Clients.of("test", Capacity.of(sessions)), Integer.MAX_VALUE);
    }

    @Test
    void theOldestStrangerMakesRoom() throws Exception {
        var listener = listen(logins(1, 1));
        var known = connect(listener);
        known.send("LOGIN\r\n");
        assertEquals("hello", known.line());
        assertEquals("welcome", known.line());
        var stranger = connect(listener);
        assertEquals("hello", stranger.line());
        assertEquals("hello", connect(listener).line());
        assertEquals("bye Connection queue full", stranger.line());
        known.send("still here\r\n");
        assertEquals("echo still here", known.line());
    }

    @Test
    void aStrangerWhoseSessionDoesNotListenMakesRoomToo() throws Exception {
        var logins = logins(1, 1);
        var settings = new ListenerSettings("test", ANY_PORT, false);
        var interrupted = new CountDownLatch(1);
        var listener = listen(true, settings, logins, connection -> {
            connection.write("hello\r\n".getBytes(StandardCharsets.US_ASCII));
            connection.flush();
            try {
                Thread.sleep(Duration.ofMinutes(1));
            } catch (InterruptedException _) {
                interrupted.countDown();
            }
        });
        var stranger = connect(listener);
        assertEquals("hello", stranger.line());
        assertEquals("hello", connect(listener).line());
        assertTrue(interrupted.await(10, TimeUnit.SECONDS));
        assertNull(stranger.line());
    }

    @Test
    void withoutAStrangerNewcomersWaitForAPlace() throws Exception {
        var sessions = Clients.of("test", Capacity.of(1));
        var listener = listen(sessions);
        var first = connect(listener);
        assertEquals("hello", first.line());
        var second = connect(listener);
        second.send("sent early\r\n");
        second.socket.setSoTimeout(300);
        assertThrows(SocketTimeoutException.class, second::line);
        first.send("QUIT\r\n");
        second.socket.setSoTimeout(20_000);
        assertEquals("hello", second.line());
        assertEquals("echo sent early", second.line());
        waitForClients(sessions, 1);
    }

    @Test
    void whoHasWaitedLongEnoughIsTurnedAwayAndThenEverybodyAtOnceUntilAPlaceIsFree() throws Exception {
        var listener = listen(Clients.of("test", Capacity.of(1)));
        var first = connect(listener);
        assertEquals("hello", first.line());
        assertNull(connect(listener).line());
        long before = System.nanoTime();
        assertNull(connect(listener).line());
        assertTrue(System.nanoTime() - before < Duration.ofSeconds(5).toNanos());
        first.send("QUIT\r\n");
        assertEquals("bye", first.line());
        assertNull(first.line());
        for (int i = 0; i < 500; i++) {
            if ("hello".equals(connect(listener).line())) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("the free place is given to nobody");
    }

    @Test
    void whoLogsInWithoutAPlaceIsTold() throws Exception {
        var sessions = Clients.of("test", Capacity.of(1));
        var listener = listen(Clients.loggingIn("test-login", Capacity.of(10), sessions));
        var first = connect(listener);
        first.send("LOGIN\r\n");
        assertEquals("hello", first.line());
        assertEquals("welcome", first.line());
        var second = connect(listener);
        second.send("LOGIN\r\n");
        assertEquals("hello", second.line());
        assertEquals("no room", second.line());
        first.send("QUIT\r\n");
        waitForClients(sessions, 0);
        var third = connect(listener);
        third.send("LOGIN\r\n");
        assertEquals("hello", third.line());
        assertEquals("welcome", third.line());
    }

    @Test
    void whoWaitsForAPlaceIsNoReasonNotToEnd() throws Exception {
        var sessions = Clients.of("test", Capacity.of(1));
        var logins = Clients.loggingIn("test-login", Capacity.of(10), sessions);
        var listener = listen(logins);
        var first = connect(listener);
        first.send("LOGIN\r\n");
        assertEquals("hello", first.line());
        assertEquals("welcome", first.line());
        var second = connect(listener);
        second.send("LOGIN\r\n");
        assertEquals("hello", second.line());
        for (int i = 0; i < 500 && !sessions.hasWaiting(); i++) {
            Thread.sleep(10);
        }
        logins.close();
        assertEquals("no room", second.line());
        assertEquals(0, sessions.count());
        assertEquals(0, logins.count());
    }

    @Test
    void aHigherLimitLetsThoseInWhoWaitAndALowerOneSendsNobodyAway() throws Exception {
        var sessions = Clients.of("test", Capacity.of(1));
        var listener = listen(sessions);
        var first = connect(listener);
        var second = connect(listener);
        assertEquals("hello", first.line());
        sessions.become(Capacity.of(2));
        assertEquals("hello", second.line());
        sessions.become(Capacity.of(1));
        first.send("there\r\n");
        second.send("there\r\n");
        assertEquals("echo there", first.line());
        assertEquals("echo there", second.line());
    }

    @Test
    void oneAddressHasOnlySoManyStrangersAndItsOldestMakesRoom() throws Exception {
        var sessions = Clients.of("test", Capacity.UNLIMITED);
        var listener = listen(Clients.loggingIn("test-login", Capacity.UNLIMITED, sessions, 2));
        var first = connect(listener);
        assertEquals("hello", first.line());
        first.send("LOGIN\r\n");
        assertEquals("welcome", first.line());
        var second = connect(listener);
        assertEquals("hello", second.line());
        assertEquals("hello", connect(listener).line());
        assertEquals("hello", connect(listener).line());
        assertEquals("bye Connection queue full", second.line());
        first.send("there\r\n");
        assertEquals("echo there", first.line());
    }

    @Test
    void aClosedListenerLeavesItsSessionsAlone() throws Exception {
        var listener = listen(true, new LineSession());
        var client = connect(listener);
        assertEquals("hello", client.line());
        listener.close();
        assertThrows(IOException.class, () -> connect(listener));
        client.send("there\r\n");
        assertEquals("echo there", client.line());
    }

    @Test
    void stopLetsSessionsSayGoodbye() throws Exception {
        var listener = listen(true, new LineSession());
        var client = connect(listener);
        assertEquals("hello", client.line());
        clients.close();
        assertEquals("bye Server shutting down.", client.line());
        assertNull(client.line());
        assertEquals(0, clients.count());
        assertNull(connect(listener).line());
    }

    @Test
    void failingSessionClosesItsConnectionOnly() throws Exception {
        var listener = listen(true, connection -> {
            connection.await(Duration.ofSeconds(10));
            throw new IllegalStateException("a bug, thrown by a test");
        });
        var client = connect(listener);
        client.send("x");
        client.line();
        waitForClients(clients, 0);
        connect(listener);
        waitForClients(clients, 1);
    }

    @Test
    void wakingManyTimesIsTold() throws Exception {
        var connections = new LinkedBlockingQueue<Connection>();
        var listener = listen(true, connection -> {
            connections.add(connection);
            new LineSession().serve(connection);
        });
        var client = connect(listener);
        assertEquals("hello", client.line());
        var connection = connections.poll(10, TimeUnit.SECONDS);
        for (int i = 0; i < 1000; i++) {
            connection.wake();
            assertEquals("changed", client.line());
        }
    }

    private static void waitForClients(Clients clients, int count) throws InterruptedException {
        for (int i = 0; i < 500 && clients.count() != count; i++) {
            Thread.sleep(10);
        }
        assertEquals(count, clients.count());
    }
}
