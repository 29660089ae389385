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
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    private NettyListener listen(boolean epoll, ListenerSettings settings, SessionHandler sessions) throws IOException {
        var loops = new EventLoops(1, epoll);
        open.add(loops);
        var listener = new NettyListener(loops, settings, Optional.empty(), sessions);
        open.add(listener);
        return listener;
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
        Files.createFile(path);
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

    @Test
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

    @Test
    void oldestStrangerGoesWhenAllPlacesAreTaken() throws Exception {
        var listener = listen(true, new ListenerSettings("test", ANY_PORT, false, true, 2, 0, 10), new LineSession());
        var known = connect(listener);
        known.send("LOGIN\r\n");
        assertEquals("hello", known.line());
        assertEquals("welcome", known.line());
        var stranger = connect(listener);
        assertEquals("hello", stranger.line());
        var third = connect(listener);
        assertEquals("hello", third.line());
        assertEquals("bye Connection queue full", stranger.line());
        third.send("LOGIN\r\n");
        assertEquals("welcome", third.line());
        waitForClients(listener, 2);
        assertNull(connect(listener).line());
        known.send("still here\r\n");
        assertEquals("echo still here", known.line());
    }

    @Test
    void oneAddressHasOnlySoManyStrangers() throws Exception {
        var listener = listen(true, new ListenerSettings("test", ANY_PORT, false, true, 0, 2, 10), new LineSession());
        var first = connect(listener);
        assertEquals("hello", first.line());
        assertEquals("hello", connect(listener).line());
        assertNull(connect(listener).line());
        first.send("LOGIN\r\n");
        assertEquals("welcome", first.line());
        assertEquals("hello", connect(listener).line());
    }

    @Test
    void stopLetsSessionsSayGoodbye() throws Exception {
        var listener = listen(true, new LineSession());
        var client = connect(listener);
        assertEquals("hello", client.line());
        listener.close();
        assertEquals("bye Server shutting down.", client.line());
        assertNull(client.line());
        assertEquals(0, listener.clientCount());
        assertThrows(IOException.class, () -> connect(listener));
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
        waitForClients(listener, 0);
        connect(listener);
        waitForClients(listener, 1);
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

    private static void waitForClients(NettyListener listener, int count) throws InterruptedException {
        for (int i = 0; i < 500 && listener.clientCount() != count; i++) {
            Thread.sleep(10);
        }
        assertEquals(count, listener.clientCount());
    }
}
