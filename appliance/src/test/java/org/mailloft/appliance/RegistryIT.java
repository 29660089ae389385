package org.mailloft.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code ucr set} on a running appliance: what new connections see when the command has returned. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistryIT {

    private static final int OFFSET = FreePorts.offset();
    private static final Ports PORTS = Ports.shiftedBy(OFFSET);

    @TempDir
    static Path folder;

    private Path state;
    private Launchers launchers;
    private ApplianceProcess appliance;
    /** Open all the time: no change of the registry may end it. */
    private Imap witness;

    @BeforeAll
    void start() throws Exception {
        state = folder.resolve("state");
        launchers = Launchers.in(folder.resolve("bin"));
        appliance = ApplianceProcess.start(state, OFFSET, launchers, "--demo-password", ApplianceProcess.PASSWORD);
        witness = new Imap(PORTS.imap());
    }

    @AfterEach
    void openConnectionsStayOpen() throws Exception {
        assertTrue(witness.command("NOOP").getLast().contains("OK"));
    }

    @AfterAll
    void stop() throws Exception {
        witness.close();
        appliance.close();
    }

    @Test
    void specialUseFoldersAndThoseThatAreMade() throws Exception {
        Programs.require("curl");
        set(
                "mail/dovecot/mailboxes/special/Gesendete Objekte=\\Sent",
                "mail/dovecot/mailboxes/auto/Gesendete Objekte=subscribe");
        var list = curl("LIST (SPECIAL-USE) \"\" \"*\"");
        assertTrue(list.contains("\\Sent) \"/\" \"Gesendete Objekte\""), list);
        assertTrue(curl("LSUB \"\" \"*\"").contains("Gesendete Objekte"));
    }

    @Test
    void protocolIsSwitchedOffAndOnAndPortsMove() throws Exception {
        set("mail/dovecot/imap=no");
        assertFalse(answers(PORTS.imap()));
        set("mail/dovecot/imap=yes");
        assertTrue(answers(PORTS.imap()));
        int other = PORTS.quotaStatus() + 1;
        set("mail/dovecot/quota-status/port=" + other);
        assertTrue(answers(other));
        assertFalse(answers(PORTS.quotaStatus()));
        set("mail/dovecot/quota-status/port=" + PORTS.quotaStatus());
    }

    @Test
    void certificateForAName() throws Exception {
        Programs.require("openssl");
        var ssl = state.resolve("etc/mailloft/ssl");
        Programs.succeed(
                "",
                List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=other.example.org",
                        "-keyout",
                        ssl + "/other.key",
                        "-out",
                        ssl + "/other.pem"));
        set(
                "mail/dovecot/ssl/sni/other.example.org/certificate=" + ssl + "/other.pem",
                "mail/dovecot/ssl/sni/other.example.org/key=" + ssl + "/other.key");
        var shown = Programs.run(
                        "a LOGOUT\r\n",
                        List.of(
                                "openssl",
                                "s_client",
                                "-connect",
                                "127.0.0.1:" + PORTS.imaps(),
                                "-servername",
                                "other.example.org",
                                "-ign_eof"))
                .output();
        assertTrue(shown.contains("CN = other.example.org"), shown);
    }

    @Test
    void refusedChangeLeavesEverythingAsItWas() throws Exception {
        var before = doveconf();
        for (var wrong : List.of(
                "mail/dovecot/mailboxes/special/Sent=\\Snt",
                "mail/dovecot/mailboxes/auto/Trash=sometimes",
                "mail/dovecot/quota/warning/text/101=full",
                "mail/dovecot/imap=perhaps",
                "mail/dovecot/limits/default_client_limit=many",
                "mail/dovecot/quota-status/port=" + PORTS.imap())) {
            var outcome = ucr("set", "mailloft/login_greeting=changed", wrong);
            assertEquals(2, outcome.exitCode(), outcome.output());
            assertTrue(outcome.output().contains(wrong.substring(0, wrong.indexOf('='))), outcome.output());
            assertFalse(ucr("get", "mailloft/login_greeting").output().contains("changed"));
        }
        assertEquals(before, doveconf());
    }

    @Test
    void valuesOfTheAdministratorThatTheServerRefusesComeBackWithTheirPlace() throws Exception {
        Files.writeString(state.resolve("etc/mailloft/local.conf"), "no_such_setting = yes\n");
        try {
            var outcome = ucr("set", "mailloft/login_greeting=Hello");
            assertEquals(2, outcome.exitCode(), outcome.output());
            assertTrue(outcome.output().contains("local.conf"), outcome.output());
        } finally {
            Files.delete(state.resolve("etc/mailloft/local.conf"));
        }
        set("mailloft/login_greeting=Hello");
        try (var imap = new Imap(PORTS.imap())) {
            assertTrue(imap.greeting.endsWith("Hello"), imap.greeting);
        }
        assertEquals(0, ucr("undo").exitCode());
        try (var imap = new Imap(PORTS.imap())) {
            assertFalse(imap.greeting.endsWith("Hello"), imap.greeting);
        }
    }

    @Test
    void quotaWarningsByNumberWithUmlauts() throws Exception {
        set("mail/dovecot/quota/warning/text/100=Voll.", "mail/dovecot/quota/warning/text/70=Über $PERCENT% \"voll\"");
        var quota = doveconf();
        assertTrue(quota.contains("quota_warning = storage=100%% quota-warning 100 %u"), quota);
        assertTrue(quota.contains("quota_warning4 = storage=70%% quota-warning 70 %u"), quota);
        assertTrue(quota.contains("quota_warning_text_70 = Über $PERCENT%% \"voll\""), quota);
    }

    @Test
    void limitsFollowAndThoseThatAreTooLowAreRefused() throws Exception {
        set("mail/dovecot/limits/default_client_limit=3000", "mail/dovecot/limits/default_process_limit=3000");
        var outcome = ucr("set", "mail/dovecot/limits/anvil/client_limit=100");
        assertEquals(2, outcome.exitCode(), outcome.output());
        assertTrue(
                outcome.output().matches("(?s).*mail/dovecot/limits/anvil/client_limit.*[0-9]{4,}.*"),
                outcome.output());
        assertEquals(
                0,
                ucr("unset", "mail/dovecot/limits/default_client_limit", "mail/dovecot/limits/default_process_limit")
                        .exitCode());
    }

    private void set(String... assignments) throws Exception {
        var words = new ArrayList<>(List.of("set"));
        words.addAll(List.of(assignments));
        var outcome = ucr(words.toArray(String[]::new));
        assertEquals(0, outcome.exitCode(), outcome.output());
    }

    private Programs.Outcome ucr(String... words) throws Exception {
        var command = new ArrayList<>(List.of(launchers.path("ucr"), "--root", state.toString()));
        command.addAll(Arrays.asList(words));
        return Programs.run(command);
    }

    private String doveconf() throws Exception {
        var printed = Programs.succeed(
                "",
                List.of(
                        launchers.path("doveconf"),
                        "-n",
                        "-c",
                        state.resolve("etc/mailloft/mailloft.conf").toString()));
        return new String(printed.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String curl(String command) throws Exception {
        return Programs.succeed(
                "",
                List.of(
                        "curl",
                        "-s",
                        "-k",
                        "--user",
                        "anna@example.org:" + ApplianceProcess.PASSWORD,
                        "--url",
                        "imaps://127.0.0.1:" + PORTS.imaps() + "/",
                        "-X",
                        command));
    }

    private static boolean answers(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** A connection that says as little as it can. */
    private static final class Imap implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader in;
        final String greeting;

        Imap(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(20_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            greeting = in.readLine();
        }

        List<String> command(String text) throws IOException {
            socket.getOutputStream().write(("a " + text + "\r\n").getBytes(StandardCharsets.UTF_8));
            var lines = new ArrayList<String>();
            do {
                lines.add(String.valueOf(in.readLine()));
            } while (!lines.getLast().startsWith("a ") && !lines.getLast().equals("null"));
            return lines;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
