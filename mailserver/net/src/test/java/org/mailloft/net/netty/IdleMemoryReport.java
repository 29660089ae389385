package org.mailloft.net.netty;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailloft.net.Capacity;
import org.mailloft.net.CertificateAuthority;
import org.mailloft.net.Endpoint;
import org.mailloft.net.ListenerSettings;
import org.mailloft.net.TlsSettings;

/**
 * Prints what an idle connection costs on the server's side: heap after collection, direct buffers and resident memory,
 * for plain connections, and for TLS with a client of another kind. Run with {@code server} in one process and {@code client PORT COUNT} in another: clients of the
 * same JVM would be counted too. The server prints a line each time it is sent one.
 */
public final class IdleMemoryReport {

    private IdleMemoryReport() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "server" -> serve(Path.of(args[1]));
            default -> hold(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        }
    }

    private static void serve(Path folder) throws Exception {
        var files = new CertificateAuthority(folder, Clock.systemUTC(), new SecureRandom())
                .hostFiles("localhost", List.of());
        var tls = new TlsContexts(TlsSettings.of("<" + files.cert(), "<" + files.key()), List.of());
        try (var loops = new EventLoops(2);
                var clients = Clients.of("report", Capacity.UNLIMITED);
                var plain = listen(loops, false, tls, clients);
                var secure = listen(loops, true, tls, clients)) {
            System.out.println(port(plain) + " " + port(secure));
            while (System.in.read() >= 0) {
                report(clients.count());
            }
        }
    }

    private static NettyListener listen(EventLoops loops, boolean implicitTls, TlsContexts tls, Clients clients)
            throws IOException {
        var endpoint = new Endpoint.Inet(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var settings = new ListenerSettings("report", endpoint, implicitTls, 4096);
        return new NettyListener(loops, settings, () -> Optional.of(tls), clients, new LineSession()).start();
    }

    private static int port(NettyListener listener) {
        return ((InetSocketAddress) listener.address()).getPort();
    }

    private static void report(int connections) throws Exception {
        for (int i = 0; i < 4; i++) {
            System.gc();
            Thread.sleep(200);
        }
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long resident = Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.US_ASCII).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
        System.out.println(String.format(
                Locale.ROOT, "connections=%d heap=%dKiB resident=%dKiB", connections, heap / 1024, resident));
    }

    private static void hold(int port, int count) throws Exception {
        var sockets = new ArrayList<Socket>();
        for (int i = 0; i < count; i++) {
            var socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.getOutputStream().write("LOGIN\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readNBytes("hello\r\nwelcome\r\n".length());
            sockets.add(socket);
        }
        System.out.println("ready " + sockets.size());
        System.in.read();
    }
}
