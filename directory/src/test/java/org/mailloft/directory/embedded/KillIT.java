package org.mailloft.directory.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.directory.Directory;
import org.mailloft.directory.DirectorySettings;
import org.mailloft.directory.DirectoryUnavailable;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Filter;
import org.mailloft.directory.Modification;
import org.mailloft.directory.Search;
import org.mailloft.directory.client.LdapDirectory;
import org.mailloft.directory.testing.TestDirectory;

/** A server that is killed while many write to it: what was answered with success is there afterwards. */
class KillIT {

    private static final int WRITERS = 4;
    private static final int ROUNDS = 5;

    @TempDir
    Path home;

    /** Last acknowledged description by user, "" for a deleted one. */
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    /** What was sent last for a user and perhaps never answered. */
    private final Map<String, String> attempted = new ConcurrentHashMap<>();

    @Test
    void everythingAnsweredSurvivesKills() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Process server = startServer();
            try (Directory directory = connect(server)) {
                if (round == 0) {
                    addBase(directory);
                }
                verify(directory, "seed " + seed + " round " + round);
                write(directory, server, round, 200 + random.nextInt(600));
            } finally {
                server.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
            }
        }
        Process server = startServer();
        try (Directory directory = connect(server)) {
            verify(directory, "seed " + seed);
            assertTrue(acknowledged.size() > ROUNDS, "written " + acknowledged.size());
        } finally {
            server.destroyForcibly();
        }
    }

    private void write(Directory directory, Process server, int round, int millis) throws InterruptedException {
        var writers = new java.util.ArrayList<Thread>();
        for (int writer = 0; writer < WRITERS; writer++) {
            String prefix = "r" + round + "w" + writer + "n";
            writers.add(Thread.ofVirtual().start(() -> writeUntilKilled(directory, prefix)));
        }
        TimeUnit.MILLISECONDS.sleep(millis); // the kill has to come at any moment
        server.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        for (Thread writer : writers) {
            writer.join();
        }
    }

    private void writeUntilKilled(Directory directory, String prefix) {
        try {
            for (int i = 0; ; i++) {
                String name = prefix + i;
                attempt(name, "created", () -> directory.add(user(name, "created")));
                attempt(
                        name,
                        "changed",
                        () -> directory.modify(dn(name), List.of(Modification.replace("description", "changed"))));
                if (i % 3 == 0) {
                    attempt(name, "", () -> directory.delete(dn(name)));
                }
            }
        } catch (DirectoryUnavailable _) {
            // killed
        }
    }

    private void attempt(String name, String value, Runnable change) {
        attempted.put(name, value);
        change.run();
        acknowledged.put(name, value);
    }

    /** What is there is what was acknowledged, or what was on its way when the server died. */
    private void verify(Directory directory, String message) {
        var found = new HashMap<String, String>();
        directory.forEach(
                Search.below(TestDirectory.BASE, Filter.present("description"), "uid", "description"),
                entry -> found.put(
                        entry.first("uid").orElseThrow(),
                        entry.first("description").orElseThrow()));
        attempted.forEach((name, lastSent) -> {
            List<String> allowed = List.of(acknowledged.getOrDefault(name, ""), lastSent);
            String actual = found.getOrDefault(name, "");
            assertTrue(allowed.contains(actual), () -> message + ": " + name + " is " + actual + ", not " + allowed);
            acknowledged.put(name, actual);
            attempted.put(name, actual);
        });
        assertEquals(
                Set.of(),
                found.keySet().stream()
                        .filter(name -> !attempted.containsKey(name))
                        .collect(Collectors.toSet()));
    }

    private static Entry user(String name, String description) {
        return Entry.named(dn(name))
                .with("objectClass", "inetOrgPerson")
                .with("uid", name)
                .with("cn", name)
                .with("sn", name)
                .with("description", description)
                .build();
    }

    private static void addBase(Directory directory) {
        directory.add(Entry.named(TestDirectory.BASE)
                .with("objectClass", "domain")
                .with("dc", "example")
                .build());
    }

    private static String dn(String name) {
        return "uid=" + name + "," + TestDirectory.BASE;
    }

    private Process startServer() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        home.resolve("state").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Directory connect(Process server) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(server.getInputStream()));
        String port = reader.readLine();
        assertTrue(port != null, "the server does not start");
        var uri = URI.create("ldap://127.0.0.1:" + port);
        return LdapDirectory.of(DirectorySettings.of(uri, TestDirectory.ADMIN, TestDirectory.PASSWORD));
    }

    /** The server in a JVM of its own. */
    static final class Main {
        public static void main(String[] arguments) throws InterruptedException {
            var directory = EmbeddedDirectory.open(
                    Path.of(arguments[0]),
                    TestDirectory.BASE,
                    TestDirectory.ADMIN,
                    TestDirectory.PASSWORD,
                    InetAddress.getLoopbackAddress(),
                    0);
            System.out.println(directory.port());
            Thread.currentThread().join();
        }
    }
}
