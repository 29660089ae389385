package org.mailloft.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailloft.imap.command.AllCommands;
import org.mailloft.imap.wire.BadSyntax;
import org.mailloft.net.MemoryConnection;
import org.mailloft.net.SessionRegistry;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.memory.MemoryStore;
import org.mailloft.testkit.FakeAuthentication;
import org.mailloft.testkit.FakeClock;

/** What a client is told when the store does not do what it should. */
class FailureTest {

    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final SessionRegistry registry = new SessionRegistry();
    private Predicate<String> isBroken = broken::contains;
    private Supplier<RuntimeException> failure = () -> new IllegalStateException("a bug");

    private String talk(String... lines) {
        var service = new ImapService(
                ImapSettings.defaults(),
                FakeAuthentication.ofThree(),
                BrokenStore.around(new MemoryStore(), name -> isBroken.test(name), () -> failure.get()),
                registry,
                AllCommands.table(List.of()),
                new FakeClock());
        var connection = new MemoryConnection();
        connection.client().send("x LOGIN anna@example.org secret\r\n" + String.join("\r\n", lines) + "\r\n");
        connection.client().close();
        service.serve(connection);
        return connection.client().received();
    }

    /** Once the store was asked for one thing, another fails. */
    private void afterCall(String first, String then) {
        isBroken = name -> {
            if (name.equals(first)) {
                broken.add(then);
            }
            return broken.contains(name);
        };
    }

    private static void assertLine(String replies, String line) {
        assertTrue(replies.contains("\r\n" + line), replies);
    }

    @Test
    void aBugIsOursAndTheSessionGoesOn() {
        broken.add("status");
        var replies = talk("a STATUS INBOX (MESSAGES)", "b NOOP");
        assertLine(
                replies,
                "a NO [SERVERBUG] Internal error occurred. Refer to server log for more information."
                        + " [2026-03-04 12:00:00]\r\n");
        assertLine(replies, "b OK NOOP completed");
    }

    @Test
    void aBugInTheMiddleOfAMessageDoesNotMakeItsRestCommands() {
        broken.add("append");
        var replies = talk("a APPEND INBOX {3+}", "abc", "b APPEND INBOX {3+}", "abc {8+}", "x NOOP", "", "c NOOP");
        assertLine(replies, "a NO [SERVERBUG]");
        assertLine(replies, "b NO [SERVERBUG]");
        assertLine(replies, "c OK NOOP completed");
        assertFalse(replies.contains("x OK NOOP"), replies);
    }

    @Test
    void aBrokenViewIsNotAskedAgainForTheReply() {
        broken.add("view");
        var replies = talk("a SELECT INBOX", "b NOOP");
        assertLine(replies, "a NO [SERVERBUG]");
        assertLine(replies, "b OK NOOP completed");
    }

    @Test
    void aMailboxThatGoesWhileACommandRunsEndsTheSessionAfterItsReply() {
        failure = () -> new MailFailure(MailFailure.Reason.NOT_FOUND, "Mailbox doesn't exist: INBOX");
        afterCall("append", "claimRecent");
        var replies = talk("a SELECT INBOX", "b APPEND INBOX {3+}", "abc", "c NOOP");
        assertLine(replies, "b OK [APPENDUID");
        assertTrue(replies.endsWith("* BYE Selected mailbox was deleted, have to disconnect.\r\n"), replies);
    }

    @Test
    void whoCannotOpenHisMailIsNotLoggedIn() {
        broken.add("factory");
        var replies = talk("a CAPABILITY");
        assertLine(replies, "x NO [SERVERBUG]");
        assertLine(replies, "a OK Pre-login capabilities listed");
        assertEquals(0, registry.all().size());
    }

    @Test
    void aDiskErrorIsNotShown() {
        broken.add("create");
        failure = () -> new UncheckedIOException(new java.io.IOException("/var/spool/secret: No space left on device"));
        var replies = talk("a CREATE x");
        assertLine(replies, "a NO [SERVERBUG]");
        assertFalse(replies.contains("/var"), replies);
    }

    @ParameterizedTest
    @EnumSource
    void everyFailureHasItsCode(MailFailure.Reason reason) {
        broken.add("create");
        failure = () -> new MailFailure(reason, "Because of this.");
        var expected =
                switch (reason) {
                    case NOT_FOUND -> "[NONEXISTENT]";
                    case EXISTS -> "[ALREADYEXISTS]";
                    case NO_PERMISSION -> "[NOPERM]";
                    case NOT_POSSIBLE -> "[CANNOT]";
                    case OVER_QUOTA -> "[OVERQUOTA]";
                    case LIMIT -> "[LIMIT]";
                    case IN_USE -> "[INUSE]";
                    case EXPUNGED -> "[EXPUNGEISSUED]";
                    case UNAVAILABLE -> "[UNAVAILABLE]";
                };
        assertLine(talk("a CREATE x"), "a NO " + expected + " Because of this (0.001 + 0.000 secs).\r\n");
    }

    @Test
    void aTextWithACodeOfItsOwnKeepsIt() {
        broken.add("create");
        failure = () -> new MailFailure(MailFailure.Reason.LIMIT, "[X-MINE] So.");
        assertLine(talk("a CREATE x"), "a NO [X-MINE] So (0.001 + 0.000 secs).\r\n");
    }

    @Test
    void twentyBadCommandsInARowAreEnough() {
        var bad = "a FOO\r\n".repeat(19);
        assertLine(talk(bad + "b NOOP", bad + "c NOOP"), "c OK");
        assertTrue(talk(bad + "b FOO", "c NOOP").endsWith("* BYE Too many invalid IMAP commands.\r\n"));
    }

    @Test
    void positionsOfErrorsAreKnown() {
        assertEquals(-1, new BadSyntax("wrong").position());
    }
}
