package org.mailloft.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailloft.net.MemoryConnection;
import org.slf4j.LoggerFactory;

/** Logging in and out: what the client reads, and what the log says. */
class LoginTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(ImapService.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setLevel(null);
        logger.setAdditive(true);
    }

    /** What is logged, with the process id, session ids and size of replies made the same. */
    private List<String> logged() {
        return log.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .map(line -> line.replaceAll("<?[A-Za-z0-9+/]{16}>", "<ID>")
                        .replaceAll("<?\\b" + pid() + "\\b>?", "PID")
                        .replaceAll("out=[1-9]\\d*", "out=N"))
                .toList();
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    private static String talk(MemoryStage stage, MemoryConnection connection, String... lines) {
        for (var line : lines) {
            connection.client().send(line + "\r\n");
        }
        connection.client().close();
        stage.service.serve(connection);
        return connection.client().received();
    }

    private static MemoryConnection remote(boolean tls) {
        return new MemoryConnection(MemoryConnection.between("192.0.2.7", "192.0.2.1"), true, tls);
    }

    @Test
    void loginAndLogoutAreLoggedAsDovecotDoes() {
        try (var stage = new MemoryStage()) {
            talk(stage, remote(true), "a LOGIN anna@example.org secret", "b LOGOUT");
        }
        assertEquals(
                List.of(
                        "imap-login: Info: Login: user=<anna@example.org>, method=PLAIN, rip=192.0.2.7, lip=192.0.2.1,"
                                + " mpid=PID, TLS, session=<ID>",
                        "imap(anna@example.org)PID<ID>: Info: Disconnected: Logged out in=10 out=N deleted=0"
                                + " expunged=0 trashed=0 hdr_count=0 hdr_bytes=0 body_count=0 body_bytes=0"),
                logged());
    }

    @Test
    void whoDoesNotGetInIsLoggedForFail2ban() {
        try (var stage = new MemoryStage()) {
            talk(stage, remote(true), "a LOGIN ben@example.org wrong", "b LOGOUT");
            talk(stage, remote(true), "a LOGIN nobody@example.org wrong");
            talk(stage, new MemoryConnection());
            talk(stage, new MemoryConnection(), "a AUTHENTICATE PLAIN", "*");
            talk(stage, new MemoryConnection(), "x", "x", "x");
        }
        assertEquals(
                List.of(
                        "imap-login: Info: Disconnected: Aborted login by logging out (auth failed, 1 attempts in 0"
                                + " secs): user=<ben@example.org>, method=PLAIN, rip=192.0.2.7, lip=192.0.2.1, TLS,"
                                + " session=<ID>",
                        "imap-login: Info: Disconnected: Connection closed (auth failed, 1 attempts in 0 secs):"
                                + " user=<nobody@example.org>, method=PLAIN, rip=192.0.2.7, lip=192.0.2.1, TLS,"
                                + " session=<ID>",
                        "imap-login: Info: Disconnected: Connection closed (no auth attempts in 0 secs): user=<>,"
                                + " rip=127.0.0.1, lip=127.0.0.1, secured, session=<ID>",
                        "imap-login: Info: Disconnected: Connection closed (aborted authentication): user=<>,"
                                + " method=PLAIN, rip=127.0.0.1, lip=127.0.0.1, secured, session=<ID>",
                        "imap-login: Info: Disconnected: Too many invalid commands (no auth attempts in 0 secs):"
                                + " user=<>, rip=127.0.0.1, lip=127.0.0.1, secured, session=<ID>"),
                logged());
    }

    @Test
    void nobodyWritesLinesIntoTheLog() {
        try (var stage = new MemoryStage()) {
            talk(stage, new MemoryConnection(), "a LOGIN {6+}", "a\r\nb\nc x");
        }
        assertTrue(logged().getFirst().contains("user=<a??b?c>"), logged().getFirst());
    }

    @Test
    void passwordsNeedAConnectionNobodyReads() {
        try (var stage = new MemoryStage()) {
            var replies =
                    talk(stage, remote(false), "a LOGIN anna@example.org secret", "b AUTHENTICATE PLAIN", "c LOGOUT");
            assertTrue(replies.contains(" STARTTLS LOGINDISABLED]"), replies);
            assertFalse(replies.contains("AUTH=PLAIN"), replies);
            assertTrue(
                    replies.contains(
                            "* BAD [ALERT] Plaintext authentication not allowed without SSL/TLS, but your client"
                                    + " did it anyway. If anyone was listening, the password was exposed.\r\n"
                                    + "a NO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure (SSL/TLS)"
                                    + " connections.\r\n"),
                    replies);
            assertTrue(replies.contains("b NO [PRIVACYREQUIRED]"), replies);
        }
        assertTrue(logged().getFirst().contains("(tried to use disallowed plaintext auth)"), logged().getFirst());
    }

    @Test
    void theAdministratorMayAllowThem() {
        var settings = new ImapSettingsChange().plaintextAllowed().settings();
        try (var stage = new MemoryStage(settings)) {
            assertTrue(talk(stage, remote(false), "a LOGIN anna@example.org secret")
                    .contains("a OK "));
        }
    }

    @Test
    void theAdministratorMayDemandTls() {
        var settings = new ImapSettingsChange().tlsRequired().settings();
        try (var stage = new MemoryStage(settings)) {
            var replies = talk(stage, new MemoryConnection(), "a LOGIN anna@example.org secret");
            assertTrue(
                    replies.contains("a NO [PRIVACYREQUIRED] Authentication not allowed until SSL/TLS is enabled.\r\n"),
                    replies);
        }
    }

    @Test
    void startTlsForgetsWhatWasSentInPlainText() {
        try (var stage = new MemoryStage()) {
            var connection = remote(false);
            try (var client = stage.server.connect(connection)) {
                client.readLine();
                client.send("a STARTTLS\r\nb LOGIN anna@example.org secret\r\n");
                assertEquals("a OK Begin TLS negotiation now.", client.readLine());
                client.startTls();
                client.send("c CAPABILITY\r\n");
                var capabilities = client.readLine();
                assertTrue(capabilities.startsWith("* CAPABILITY "), capabilities);
                assertTrue(capabilities.endsWith(" AUTH=PLAIN AUTH=LOGIN"), capabilities);
                assertFalse(capabilities.contains("STARTTLS"), capabilities);
                assertTrue(client.readLine().startsWith("c OK "));
                client.send("d STARTTLS\r\ne LOGIN anna@example.org secret\r\n");
                assertEquals("d BAD TLS support isn't enabled.", client.readLine());
                assertTrue(client.readLine().startsWith("* CAPABILITY "));
                assertEquals("e OK Logged in", client.readLine());
            }
        }
    }

    @Test
    void aUserHasSoManyConnectionsFromOnePlace() {
        try (var stage = new MemoryStage(new ImapSettingsChange().connections(2).settings())) {
            var first = loggedIn(stage);
            loggedIn(stage);
            var third = stage.server.connect();
            third.readLine();
            third.send("a LOGIN anna@example.org secret\r\n");
            assertEquals(
                    "a NO [LIMIT] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=2)",
                    third.readLine());
            third.readToEnd();
            first.send("b LOGOUT\r\n");
            first.readToEnd();
            loggedIn(stage);
        }
        assertTrue(
                logged().stream()
                        .anyMatch(line -> line.startsWith(
                                "imap-login: Info: Disconnected: Maximum number of connections from user+IP exceeded"
                                        + " (mail_max_userip_connections=2): user=<anna@example.org>, method=PLAIN,")),
                logged().toString());
    }

    private static MemoryConnection.Client loggedIn(MemoryStage stage) {
        var client = stage.server.connect();
        client.readLine();
        client.send("a LOGIN anna@example.org secret\r\n");
        assertTrue(client.readLine().startsWith("a OK "));
        return client;
    }

    @Test
    void whoIsKickedHearsWhy() {
        try (var stage = new MemoryStage()) {
            var client = loggedIn(stage);
            client.send("b IDLE\r\n");
            client.readLine();
            assertEquals(
                    1,
                    stage.registry
                            .stop(session -> session.user().equals(MemoryStage.USER), "Kicked.")
                            .size());
            assertEquals("* BYE Kicked.\r\n", client.readToEnd());
        }
        assertTrue(logged().getLast().contains("Disconnected: Kicked. in="), logged().getLast());
    }

    @Test
    void whoSaysNothingIsSentAway() {
        check(ImapSession.LOGIN_TIMEOUT, "Disconnected: Inactivity (no auth attempts in 0 secs)", _ -> {});
    }

    private void check(Duration silence, String expected, Consumer<MemoryConnection.Client> before) {
        try (var stage = new MemoryStage()) {
            var connection = new SilentConnection(new MemoryConnection());
            before.accept(connection.client());
            stage.service.serve(connection);
            assertEquals(silence, connection.longestWait());
            assertTrue(connection.client().received().endsWith("* BYE Disconnected for inactivity.\r\n"));
        }
        assertTrue(logged().getLast().contains(expected), logged().getLast());
    }

    @Test
    void whoSaysNothingAfterLoginMayDoSoLonger() {
        check(
                ImapSession.INACTIVITY_TIMEOUT,
                "Disconnected: Inactivity - no input for 1800 secs in=",
                client -> client.send("a LOGIN anna@example.org secret\r\n"));
    }

    @Test
    void aDatabaseThatIsAwayIsNotAWrongPassword() {
        try (var stage = new MemoryStage()) {
            var replies = talk(stage, new MemoryConnection(), "a LOGIN down x");
            assertTrue(
                    replies.contains("a NO [UNAVAILABLE] Temporary authentication failure. [2026-03-04 12:00:00]\r\n"),
                    replies);
        }
    }

    @Test
    void whoGoesInTheMiddleOfSomethingIsLoggedWithIt() {
        try (var stage = new MemoryStage()) {
            talk(stage, new MemoryConnection(), "a LOGIN anna@example.org secret", "b IDLE");
        }
        assertTrue(
                logged().getLast()
                        .contains(
                                "Disconnected: Connection closed (IDLE running for 0.001 + waiting input for 0.001 secs,"
                                        + " 0 B in + "),
                logged().getLast());
    }
}
