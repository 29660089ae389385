package org.mailloft.lmtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailloft.storage.memory.MemoryStore;
import org.mailloft.storage.quota.Enforcement;
import org.mailloft.storage.quota.QuotaAccounts;
import org.mailloft.storage.quota.QuotaLayer;
import org.mailloft.storage.quota.QuotaWarnings;
import org.mailloft.storage.stack.StoreStack;

/** What senders are told about full mailboxes. */
class LmtpQuotaTest {

    private static final String FULL = "552 5.2.2 <anna@example.org> Quota exceeded (mailbox for user is full)";

    private static LmtpServer server(boolean checkAtRcpt) {
        var plugin = Map.of("quota", "maildir:User quota", "quota_rule", "*:bytes=2000", "quota_grace", "0");
        var layer = new QuotaLayer(plugin, new QuotaAccounts(Clock.systemUTC()), Enforcement.GRACE, QuotaWarnings.NONE);
        return new LmtpServer(
                new StoreStack(new MemoryStore(), List.of(layer)),
                LmtpServer.settings(false, 0, List.of(), checkAtRcpt));
    }

    private static String deliver(LmtpServer server, int octets, String... recipients) {
        var lines = new StringBuilder("LHLO x\r\nMAIL FROM:<a@b.c>\r\n");
        for (var recipient : recipients) {
            lines.append("RCPT TO:<").append(recipient).append("@example.org>\r\n");
        }
        lines.append("DATA\r\nSubject: x\r\n\r\n")
                .append(("x".repeat(98) + "\r\n").repeat(octets / 100))
                .append(".\r\nQUIT\r\n");
        return server.converse(lines.toString().getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void fullMailboxIsToldAfterDataAndOthersGetTheirs() {
        var server = server(false);
        assertTrue(deliver(server, 1300, "anna").contains("250 2.0.0 <anna@example.org>"));
        var second = deliver(server, 1300, "anna", "ben");
        assertTrue(second.contains(FULL + "\r\n250 2.0.0 <ben@example.org>"), second);
        assertEquals(1, server.messages("anna", "INBOX").size());
        assertEquals(1, server.messages("ben", "INBOX").size());
    }

    @Test
    void fullMailboxIsToldAtRcptWhereThatIsWanted() {
        var plenty = server(true);
        assertTrue(deliver(plenty, 1300, "anna").contains("250 2.0.0 <anna@example.org>"));
        assertTrue(deliver(plenty, 1300, "anna").contains("354"), "there is room left");
        var none = new LmtpServer(
                new StoreStack(
                        new MemoryStore(),
                        List.of(new QuotaLayer(
                                Map.of("quota", "maildir:x", "quota_rule", "*:messages=1"),
                                new QuotaAccounts(Clock.systemUTC()),
                                Enforcement.GRACE,
                                QuotaWarnings.NONE))),
                LmtpServer.settings(false, 0, List.of(), true));
        deliver(none, 100, "anna");
        deliver(none, 100, "anna");
        var refused = deliver(none, 100, "anna");
        assertTrue(refused.contains(FULL), refused);
        assertFalse(refused.contains("354"), refused);
        assertEquals(1, none.messages("anna", "INBOX").size());
    }
}
