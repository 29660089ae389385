package org.mailloft.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailloft.net.MemoryConnection;

/** What settings change about a session. */
class SettingsEffectTest {

    private static String talk(ImapSettings settings, String... lines) {
        try (var stage = new MemoryStage(settings)) {
            var connection = new MemoryConnection(MemoryConnection.between("192.0.2.7", "192.0.2.1"), true, true);
            connection.client().send("x LOGIN anna@example.org secret\r\n" + String.join("\r\n", lines) + "\r\n");
            connection.client().close();
            stage.service.serve(connection);
            return connection.client().received();
        }
    }

    private static ImapSettings with(ImapSettingsChange change) {
        return change.settings();
    }

    @Test
    void capabilitiesCanBeReplaced() {
        var replies = talk(with(new ImapSettingsChange().capability("IMAP4rev1 X-ONE")));
        assertTrue(replies.startsWith("* OK [CAPABILITY IMAP4rev1 X-ONE] "), replies);
        assertTrue(replies.contains("x OK [CAPABILITY IMAP4rev1 X-ONE] Logged in"), replies);
    }

    @Test
    void capabilitiesCanBeAdded() {
        var replies = talk(with(new ImapSettingsChange().capability("+X-ONE X-TWO")));
        assertTrue(replies.startsWith("* OK [CAPABILITY IMAP4rev1 SASL-IR "), replies);
        assertTrue(replies.contains(" AUTH=LOGIN X-ONE X-TWO] "), replies);
    }

    @Test
    void everyCapabilityIsToldOnce() {
        var replies = talk(ImapSettings.defaults(), "a CAPABILITY");
        var line = replies.lines()
                .filter(text -> text.startsWith("* CAPABILITY"))
                .findFirst()
                .orElseThrow();
        var names = List.of(line.substring("* CAPABILITY ".length()).split(" "));
        assertEquals(names.stream().distinct().toList(), names);
    }

    @Test
    void theGreetingHasVariables() {
        var replies = talk(with(new ImapSettingsChange().greeting("Hello %r, I am %l.")));
        assertTrue(replies.lines().findFirst().orElseThrow().endsWith("] Hello 192.0.2.7, I am 192.0.2.1."), replies);
    }

    @Test
    void unaskedLiteralsCanBeLimited() {
        var replies = talk(
                with(new ImapSettingsChange().literalMinus()),
                "a APPEND INBOX {4096+}",
                "x".repeat(4096),
                "b APPEND INBOX {4097+}",
                "x".repeat(4097),
                "c NOOP");
        assertTrue(replies.contains(" LITERAL- "), replies);
        assertTrue(replies.contains("a OK [APPENDUID "), replies);
        assertTrue(replies.contains("b BAD "), replies);
        assertTrue(replies.contains("c OK "), replies);
    }

    @Test
    void newMailCanBeToldOnlyToThoseWhoAsk() {
        var settings = with(new ImapSettingsChange().workaround("delay-newmail"));
        try (var stage = new MemoryStage(settings)) {
            stage.prepare("selected INBOX");
            var client = stage.connect(1);
            client.send("a APPEND INBOX {3+}\r\nabc\r\n");
            assertTrue(client.readLine().startsWith("a OK "));
            client.send("b STORE 1 +FLAGS (\\Seen)\r\n");
            assertTrue(client.readLine().startsWith("b BAD Error in IMAP command STORE: Invalid messageset"));
            client.send("c NOOP\r\n");
            assertEquals("* 1 EXISTS", client.readLine());
            assertEquals("* 1 RECENT", client.readLine());
            assertTrue(client.readLine().startsWith("c OK "));
        }
    }

    @Test
    void aSeparatorTooManyCanBeIgnored() {
        var lines = new String[] {"a STATUS INBOX/ (MESSAGES)"};
        assertTrue(talk(ImapSettings.defaults(), lines).contains("a NO [CANNOT] Invalid mailbox name"));
        var settings = with(new ImapSettingsChange().workaround("tb-extra-mailbox-sep"));
        assertTrue(talk(settings, lines).contains("a OK Status completed"));
    }

    @Test
    void subscriptionsToNothingCanBeMarked() {
        var lines = new String[] {"a CREATE x", "b SUBSCRIBE x", "c DELETE x", "d LSUB \"\" x"};
        assertTrue(talk(ImapSettings.defaults(), lines).contains("* LSUB () \"/\" x"));
        var settings = with(new ImapSettingsChange().workaround("tb-lsub-flags"));
        assertTrue(talk(settings, lines).contains("* LSUB (\\Noselect) \"/\" x"));
    }

    @Test
    void idTellsWhatIsSet() {
        assertTrue(talk(ImapSettings.defaults(), "a ID NIL").contains("* ID (\"name\" \"Dovecot\")"));
        var settings = with(new ImapSettingsChange().idSend("name X support-url http://example.org/"));
        assertTrue(
                talk(settings, "a ID NIL").contains("* ID (\"name\" \"X\" \"support-url\" \"http://example.org/\")"));
        assertTrue(talk(with(new ImapSettingsChange().idSend("")), "a ID NIL").contains("* ID NIL"));
    }

    @Test
    void aTrustedNetworkNeedsNoTls() {
        var plain = new MemoryConnection(MemoryConnection.between("192.0.2.7", "192.0.2.1"), true, false);
        try (var stage = new MemoryStage(with(new ImapSettingsChange().trusted("192.0.2.0/24")))) {
            plain.client().send("a LOGIN anna@example.org secret\r\n");
            plain.client().close();
            stage.service.serve(plain);
            var replies = plain.client().received();
            assertTrue(replies.contains("a OK "), replies);
            assertFalse(replies.contains("LOGINDISABLED"), replies);
        }
    }
}
