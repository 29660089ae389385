package org.mailloft.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.directory.DirectorySettings;
import org.mailloft.directory.Modification;
import org.mailloft.directory.testing.Embedded;
import org.mailloft.directory.testing.TestDirectory;
import org.mailloft.listener.control.Home;
import org.mailloft.listener.control.MailServerControl;
import org.mailloft.listener.state.Place;
import org.mailloft.listener.work.HomePolicy;

/** A listener that is killed at any moment ends where one that never died would be. */
class ListenerKillIT {

    private static final int ROUNDS = 4;

    @TempDir
    Path home;

    @Test
    void killsChangeNothingAboutTheEnd() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        Path log = Files.createFile(home.resolve("control.log"));
        try (var server = Embedded.start(home);
                var directory = server.connect()) {
            var expected = new TreeSet<String>();
            for (int round = 0; round < ROUNDS; round++) {
                Process listener = startListener(server, log);
                for (int i = 0; i < 40; i++) {
                    String name = "r" + round + "u" + i;
                    directory.add(TestDirectory.user(name));
                    expected.add(name + "@example.org");
                    if (random.nextInt(3) == 0) {
                        directory.delete("uid=" + name + "," + TestDirectory.USERS);
                        expected.remove(name + "@example.org");
                    } else if (random.nextInt(3) == 0) {
                        directory.modify(
                                "uid=" + name + "," + TestDirectory.USERS,
                                List.of(Modification.replace("mailPrimaryAddress", "x" + name + "@example.org")));
                        expected.remove(name + "@example.org");
                        expected.add("x" + name + "@example.org");
                    }
                }
                TimeUnit.MILLISECONDS.sleep(random.nextInt(300)); // the kill has to come at any moment
                listener.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
            }
            Process last = startListener(server, log);
            try {
                awaitMailboxes(expected, log, "seed " + seed);
            } finally {
                last.destroyForcibly();
            }
        }
    }

    private static void awaitMailboxes(Set<String> expected, Path log, String message) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!mailboxes(log).equals(expected) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50); // another process writes the file
        }
        assertEquals(expected, mailboxes(log), message);
    }

    /** Who has a mailbox after everything the log says: the last word about each address counts. */
    private static Set<String> mailboxes(Path log) throws IOException {
        var mailboxes = new TreeSet<String>();
        for (String line : Files.readAllLines(log)) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "createHome" -> mailboxes.add(address(words[2]));
                case "moveHome" -> {
                    if (mailboxes.remove(address(words[2]))) {
                        mailboxes.add(address(words[3]));
                    }
                }
                case "detachHome", "buryHome" -> mailboxes.remove(address(words[2]));
                default -> {}
            }
        }
        return mailboxes;
    }

    private static String address(String place) {
        return place.substring("private:".length());
    }

    private Process startListener(TestDirectory server, Path log) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        server.uri().toString(),
                        home.resolve("listener").toString(),
                        log.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertTrue(process.getInputStream().read() > 0, "the listener does not start");
        return process;
    }

    /** The listener in a JVM of its own, with a mail server that only writes down what it is told. */
    static final class Main {
        public static void main(String[] arguments) throws InterruptedException {
            var directory = DirectorySettings.of(
                    java.net.URI.create(arguments[0]), TestDirectory.ADMIN, TestDirectory.PASSWORD);
            var settings = new ListenerSettings(directory, TestDirectory.BASE, "host", Path.of(arguments[1]), 100);
            Listener.start(
                    settings,
                    MailHost.withoutFolders(
                            new LoggingControl(Path.of(arguments[2])), () -> new HomePolicy(true, true)));
            System.out.println("ready");
            Thread.currentThread().join();
        }
    }

    private record LoggingControl(Path log) implements MailServerControl {

        @Override
        public Outcome flushAuthCache(List<String> users) {
            return log("flush " + String.join(" ", users));
        }

        @Override
        public Outcome flushGroupCache() {
            return log("flush groups");
        }

        @Override
        public Outcome kick(String user) {
            return log("kick " + user);
        }

        @Override
        public Outcome createHome(UUID id, Place place, boolean adopt) {
            return log("createHome " + id + " " + place);
        }

        @Override
        public Outcome moveHome(UUID id, Place from, Place to) {
            return log("moveHome " + id + " " + from + " " + to);
        }

        @Override
        public Outcome detachHome(UUID id, Place place) {
            return log("detachHome " + id + " " + place);
        }

        @Override
        public Outcome parkHome(UUID id, Place place, String reason) {
            return log("parkHome " + id + " " + place);
        }

        @Override
        public Outcome buryHome(UUID id, Place place, String reason) {
            return log("buryHome " + id + " " + place);
        }

        @Override
        public Outcome finishAdoption() {
            return log("adopted");
        }

        @Override
        public List<Home> homes() {
            return List.of();
        }

        private Outcome log(String line) {
            try {
                Files.writeString(log, line + "\n", StandardOpenOption.APPEND);
                return new Outcome.Done();
            } catch (IOException failure) {
                return new Outcome.Later(failure.toString());
            }
        }
    }
}
