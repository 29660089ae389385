package org.mailloft.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.directory.Directory;
import org.mailloft.directory.DirectorySettings;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Modification;
import org.mailloft.directory.client.LdapDirectory;
import org.mailloft.listener.console.ConsoleClient;
import org.mailloft.ucr.cli.Ucr;

/**
 * People come, change and go in the directory, and the mail server follows. Says how quickly; larger numbers with
 * {@code -Dmailloft.users=10000 -Dmailloft.changes=1000}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProvisioningIT {

    private static final int OFFSET = FreePorts.offset();
    private static final Ports PORTS = Ports.shiftedBy(OFFSET);
    private static final String USERS = "cn=users,dc=example,dc=org";
    private static final int PEOPLE = Integer.getInteger("mailloft.users", 200);
    private static final int CHANGES = Integer.getInteger("mailloft.changes", 50);
    private static final Duration BETWEEN_CHANGES = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    static Path folder;

    private Path state;
    private ApplianceProcess appliance;
    private Directory directory;

    @BeforeAll
    void start() throws Exception {
        state = folder.resolve("state");
        var launchers = Launchers.in(folder.resolve("bin"));
        appliance = ApplianceProcess.start(state, OFFSET, launchers, "--demo-password", ApplianceProcess.PASSWORD);
        directory = LdapDirectory.of(DirectorySettings.of(
                URI.create("ldap://127.0.0.1:" + PORTS.ldap()),
                "cn=admin,dc=example,dc=org",
                ApplianceProcess.PASSWORD));
        directory.delete("cn=team@example.org,cn=folder,cn=mail,dc=example,dc=org"); // only people are counted here
    }

    @AfterAll
    void stop() {
        directory.close();
        appliance.close();
    }

    @Test
    void everybodyIsThereSoonAfterTheListenerStartsFromNothing() throws Exception {
        await("quiet", () -> ask("status").contains("waiting: 0\n"));
        ask("pause");
        for (int i = 0; i < PEOPLE; i++) {
            directory.add(person("many" + i));
        }
        await("all noted", () -> ask("status").contains("waiting: " + PEOPLE + ","));
        long start = System.nanoTime();
        ask("resume");
        await("all done", () -> ask("status").contains("waiting: 0\n"));
        say(PEOPLE + " people provisioned in " + (System.nanoTime() - start) / 1_000_000 + " ms");
        assertTrue(home("many" + (PEOPLE - 1)));
        assertTrue(canLogIn("many0@example.org", "many0"));
    }

    @Test
    void aChangeTakesEffectWhileManyOthersDo() throws Exception {
        await("quiet", () -> ask("status").contains("waiting: 0\n"));
        long[] millis = new long[CHANGES];
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> answers = IntStream.range(0, CHANGES)
                    .mapToObj(i -> {
                        pauseUntilNext();
                        directory.add(person("new" + i));
                        long added = System.nanoTime();
                        return clients.submit(() -> {
                            while (!home("new" + i) || !canLogIn("new" + i + "@example.org", "new" + i)) {
                                TimeUnit.MILLISECONDS.sleep(5); // nobody tells a client when it may try
                            }
                            return (System.nanoTime() - added) / 1_000_000;
                        });
                    })
                    .toList();
            for (int i = 0; i < CHANGES; i++) {
                millis[i] = answers.get(i).get(LONG.toSeconds(), TimeUnit.SECONDS);
            }
        }
        Arrays.sort(millis);
        say(CHANGES + " changes: half of them effective in " + millis[CHANGES / 2] + " ms, 99 of 100 in "
                + millis[(CHANGES * 99 - 1) / 100] + " ms, all in " + millis[CHANGES - 1] + " ms");
    }

    @Test
    void anotherPasswordAndAClosedAccountEndTheSession() throws Exception {
        directory.add(person("pia"));
        await("pia", () -> canLogIn("pia@example.org", "pia"));
        try (var session = new Session("pia@example.org", "pia")) {
            assertTrue(session.isIn());
            directory.modify(dn("pia"), List.of(Modification.replace("userPassword", "other")));
            assertTrue(session.ends(), "still in with the old password");
        }
        assertFalse(canLogIn("pia@example.org", "pia"));
        try (var session = new Session("pia@example.org", "other")) {
            assertTrue(session.isIn());
            directory.modify(dn("pia"), List.of(Modification.replace("shadowExpire", "1")));
            assertTrue(session.ends(), "still in a closed account");
        }
        assertFalse(canLogIn("pia@example.org", "other"));
        directory.modify(dn("pia"), List.of(Modification.remove("shadowExpire")));
        await("open again", () -> canLogIn("pia@example.org", "other"));
    }

    @Test
    void anotherAddressTakesTheMailAlong() throws Exception {
        moveHomes();
        directory.add(person("ria"));
        await("ria", () -> home("ria"));
        Path mark = Files.createFile(homeOf("ria").resolve("mark"));
        directory.modify(dn("ria"), List.of(Modification.replace("mailPrimaryAddress", "rita@example.org")));
        await("moved", () -> Files.exists(homeOf("rita").resolve("mark")));
        assertFalse(Files.exists(mark));
        await("login", () -> canLogIn("rita@example.org", "ria"));
    }

    @Test
    void swappedAddressesSwapTheHomes() throws Exception {
        moveHomes();
        directory.add(person("one"));
        directory.add(person("two"));
        await("both", () -> home("one") && home("two"));
        Files.createFile(homeOf("one").resolve("of-one"));
        Files.createFile(homeOf("two").resolve("of-two"));
        directory.modify(dn("one"), List.of(Modification.replace("mailPrimaryAddress", "two@example.org")));
        directory.modify(dn("two"), List.of(Modification.replace("mailPrimaryAddress", "one@example.org")));
        await(
                "swapped",
                () -> Files.exists(homeOf("one").resolve("of-two"))
                        && Files.exists(homeOf("two").resolve("of-one")));
    }

    @Test
    void rightsThatOthersGaveGoWithThePersonAndNotWithTheAddress() throws Exception {
        moveHomes();
        directory.add(person("giver"));
        directory.add(person("taker"));
        await("both", () -> canLogIn("giver@example.org", "giver") && canLogIn("taker@example.org", "taker"));
        try (var giver = new Session("giver@example.org", "giver")) {
            assertTrue(giver.send("c SETACL INBOX taker@example.org lr").startsWith("c OK"));
        }
        assertTrue(reads("taker@example.org", "taker", "shared/giver@example.org"));
        directory.modify(dn("taker"), List.of(Modification.replace("mailPrimaryAddress", "taken@example.org")));
        await("taken", () -> reads("taken@example.org", "taker", "shared/giver@example.org"));
        directory.add(person("taker2"));
        directory.modify(dn("taker2"), List.of(Modification.replace("mailPrimaryAddress", "taker@example.org")));
        await("another taker", () -> canLogIn("taker@example.org", "taker2"));
        assertFalse(reads("taker@example.org", "taker2", "shared/giver@example.org"));
    }

    private static boolean reads(String address, String password, String mailbox) throws IOException {
        try (var session = new Session(address, password)) {
            return session.send("e EXAMINE " + mailbox).startsWith("e OK");
        }
    }

    private void moveHomes() {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        var share = Map.of("MAILLOFT_SHARE", Launchers.share().toString());
        int code = new Ucr(share, InstantSource.system())
                .execute(
                        List.of("--root", state.toString(), "set", "mail/dovecot/mailbox/rename=yes"),
                        InputStream.nullInputStream(),
                        stream,
                        stream);
        assertEquals(0, code, out::toString);
    }

    private String ask(String line) throws IOException {
        return ConsoleClient.ask(state.resolve("var/lib/mailloft/listener"), line)
                .orElseThrow()
                .text();
    }

    private boolean home(String name) {
        return Files.exists(homeOf(name).resolve("mailloft-id"));
    }

    private Path homeOf(String name) {
        return state.resolve("var/spool/dovecot/private/example.org").resolve(name);
    }

    private static boolean canLogIn(String address, String password) throws IOException {
        try (var session = new Session(address, password)) {
            return session.isIn();
        }
    }

    private static Entry person(String name) {
        return Entry.named(dn(name))
                .with("objectClass", "inetOrgPerson", "shadowAccount", "univentionMail")
                .with("uid", name)
                .with("cn", name)
                .with("sn", name)
                .with("mailPrimaryAddress", name + "@example.org")
                .with("userPassword", name)
                .build();
    }

    private static String dn(String name) {
        return "uid=" + name + "," + USERS;
    }

    private static void pauseUntilNext() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_CHANGES.toMillis()); // the rate is what is measured
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(String sentence) {
        System.out.println("ProvisioningIT: " + sentence);
    }

    private interface Question {
        boolean isAnswered() throws Exception;
    }

    private static void await(String what, Question question) throws Exception {
        long end = System.nanoTime() + LONG.toNanos();
        while (!question.isAnswered()) {
            assertTrue(System.nanoTime() < end, () -> "never happened: " + what);
            TimeUnit.MILLISECONDS.sleep(100); // another process does it, and has to answer
        }
    }

    /** An IMAP session as simple as can be. */
    private static final class Session implements AutoCloseable {
        private static final int PATIENCE_MILLIS = 10_000;

        private final Socket socket;
        private final BufferedReader in;
        private final boolean loggedIn;

        Session(String address, String password) throws IOException {
            socket = new Socket("127.0.0.1", PORTS.imap());
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            in.readLine();
            loggedIn = send("a LOGIN \"" + address + "\" \"" + password + "\"").startsWith("a OK")
                    && send("b SELECT INBOX").startsWith("b OK");
        }

        boolean isIn() {
            return loggedIn;
        }

        /** Whether the server ends the session by itself. */
        boolean ends() throws IOException {
            try {
                for (String line = in.readLine(); line != null; line = in.readLine()) {}
                return true;
            } catch (SocketTimeoutException _) {
                return false;
            }
        }

        private String send(String command) throws IOException {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            String tag = command.substring(0, 2);
            String line = in.readLine();
            while (line != null && !line.startsWith(tag)) {
                line = in.readLine();
            }
            return line == null ? "" : line;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
