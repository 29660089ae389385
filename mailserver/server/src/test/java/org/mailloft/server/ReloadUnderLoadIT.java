package org.mailloft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many reloads while many are connected and mail arrives: nobody notices but by what has changed. */
@Timeout(240)
class ReloadUnderLoadIT {

    private static final int SESSIONS = 1000;
    private static final int RELOADS = 50;
    private static final String LIMITS = """
            default_process_limit = 4000
            service imap {
              process_limit = 4000
            }
            """;

    @TempDir
    Path folder;

    @Test
    void nobodyIsDroppedAndNoDeliveryRefused() throws Exception {
        var sessions = new ArrayList<ImapClient>();
        var refused = new AtomicInteger();
        var delivered = new AtomicInteger();
        var ended = new AtomicBoolean();
        var slowest = Duration.ZERO;
        try (var site = new Site(folder)) {
            site.with(LIMITS).start();
            for (int i = 0; i < SESSIONS; i++) {
                sessions.add(site.login());
            }
            var senders = new ArrayList<Thread>();
            for (int i = 0; i < 4; i++) {
                senders.add(Thread.ofVirtual().start(() -> {
                    while (!ended.get()) {
                        (deliver(site.lmtp) ? delivered : refused).incrementAndGet();
                    }
                }));
            }
            for (int i = 0; i < RELOADS; i++) {
                var name = "Folder" + i;
                long before = System.nanoTime();
                site.reload(LIMITS + """
                        namespace inbox {
                          separator = /
                          inbox = yes
                          mailbox %s {
                            auto = subscribe
                            special_use = \\Archive
                          }
                        }
                        """.formatted(name));
                var took = Duration.ofNanos(System.nanoTime() - before);
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
                try (var client = site.login()) {
                    var list = client.command("LIST \"\" *").toString();
                    assertTrue(list.matches(".*\\\\Archive[^,]* " + name + ".*"), list);
                }
            }
            ended.set(true);
            for (var sender : senders) {
                sender.join();
            }
            for (var session : sessions) {
                assertTrue(session.isOpen());
                session.close();
            }
        }
        System.out.println("slowest of " + RELOADS + " reloads with " + SESSIONS + " sessions: " + slowest.toMillis()
                + " ms; " + delivered.get() + " messages delivered meanwhile");
        assertEquals(0, refused.get());
        assertTrue(delivered.get() > RELOADS, "too little mail to tell anything: " + delivered.get());
        assertTrue(slowest.toMillis() < 5_000, slowest.toString());
    }

    /** A connection of its own for each message, as most senders do. */
    private static boolean deliver(int port) {
        var commands = List.of(
                "LHLO here",
                "MAIL FROM:<sender@example.org>",
                "RCPT TO:<ben@example.org>",
                "DATA",
                "Subject: load\r\n\r\ntext\r\n.",
                "QUIT");
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            boolean fine = reply(in);
            for (var command : commands) {
                socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
                fine &= reply(in);
            }
            return fine;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean reply(BufferedReader in) throws IOException {
        var line = in.readLine();
        while (line != null && line.startsWith("-", 3)) {
            line = in.readLine();
        }
        return line != null && line.matches("[23].*");
    }
}
