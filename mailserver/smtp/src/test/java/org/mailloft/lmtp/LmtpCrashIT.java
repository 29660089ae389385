package org.mailloft.lmtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.StorageSettings;
import org.mailloft.storage.disk.RealDisk;
import org.mailloft.storage.maildir.MaildirStores;

/** What was answered with 250 is there after a kill, once and whole. */
class LmtpCrashIT {

    private static final int CONNECTIONS = 16;
    private static final List<String> USERS = List.of("anna", "ben", "carla");

    @TempDir
    private Path folder;

    @RepeatedTest(3)
    void killedServerLosesNothingThatItAcknowledged() throws Exception {
        var acknowledged = new ConcurrentLinkedQueue<String>();
        for (int round = 0; round < 2; round++) {
            deliverUntilKilled(round, acknowledged);
        }
        var found = messages();
        for (var id : acknowledged) {
            assertEquals(1, found.getOrDefault(id, 0), "message " + id);
        }
        found.forEach((id, count) -> assertEquals(1, count, "message " + id));
    }

    private void deliverUntilKilled(int round, Queue<String> acknowledged) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LmtpProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
            int port = Integer.parseInt(out.readLine());
            var threads = new ArrayList<Thread>();
            for (int connection = 0; connection < CONNECTIONS; connection++) {
                var name = round + "." + connection;
                threads.add(Thread.startVirtualThread(() -> deliver(port, name, acknowledged)));
            }
            awaitGrowth(acknowledged, 20 + new Random().nextInt(300));
            process.destroyForcibly();
            for (var thread : threads) {
                assertTrue(thread.join(java.time.Duration.ofSeconds(30)), "a client still waits");
            }
        } finally {
            process.destroyForcibly();
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        }
    }

    private static void awaitGrowth(Queue<String> acknowledged, int by) throws InterruptedException {
        int goal = acknowledged.size() + by;
        for (int attempt = 0; attempt < 12_000 && acknowledged.size() < goal; attempt++) {
            Thread.sleep(10);
        }
        assertTrue(acknowledged.size() >= goal, "only " + acknowledged.size() + " messages in two minutes");
    }

    private static void deliver(int port, String name, Queue<String> acknowledged) {
        try (var client = new LmtpSocket(port)) {
            client.readLine();
            var random = new Random();
            for (int n = 0; ; n++) {
                var id = name + "." + n;
                var user = USERS.get(random.nextInt(USERS.size())) + "@example.org";
                if (client.deliver("s@x.y", message(id), user).startsWith("250 ")) {
                    acknowledged.add(id);
                }
            }
        } catch (IOException | UncheckedIOException _) {
            // killed
        }
    }

    private static String message(String id) {
        return "Subject: " + id + "\r\n\r\n" + "some text that fills the page\r\n".repeat(130) + "end of " + id
                + "\r\n";
    }

    /** How often each message is there; fails for one that is not whole. */
    private Map<String, Integer> messages() throws IOException {
        var found = new ConcurrentHashMap<String, Integer>();
        try (var stores = new MaildirStores(StorageSettings.DEFAULTS, new RealDisk(), Clock.systemUTC(), "mx")) {
            for (var name : USERS) {
                var user = new MailUser(name + "@example.org", folder.resolve(name), Map.of());
                try (var store = stores.open(user);
                        var inbox = store.open(MailboxName.INBOX, false)) {
                    for (int i = 0; i < inbox.view().size(); i++) {
                        try (var in = inbox.open(inbox.view().uid(i))) {
                            var text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
                            var id = text.replaceFirst("(?s).*\nSubject: ([0-9.]+)\r\n.*", "$1");
                            assertTrue(text.endsWith("\r\n" + message(id)), () -> "cut: " + text);
                            found.merge(id, 1, Integer::sum);
                        }
                    }
                }
            }
        }
        return found;
    }
}
