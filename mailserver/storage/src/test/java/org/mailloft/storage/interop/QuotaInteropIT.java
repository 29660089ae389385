package org.mailloft.storage.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox.Append;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.Usage;
import org.mailloft.storage.disk.RealDisk;
import org.mailloft.storage.maildir.Maildirs;
import org.mailloft.storage.quota.Enforcement;
import org.mailloft.storage.quota.QuotaAccounts;
import org.mailloft.storage.quota.QuotaLayer;
import org.mailloft.storage.quota.QuotaWarnings;
import org.mailloft.storage.stack.StoreStack;

/** The real Dovecot and our store keep one {@code maildirsize} together: both always see the same usage. */
class QuotaInteropIT {

    private static final String RULE = "*:storage=100K:messages=500";

    @TempDir
    Path directory;

    private Dovecot dovecot;
    private MailStore ours;

    @BeforeEach
    void open() throws IOException {
        dovecot = new Dovecot(directory);
        Files.writeString(
                directory.resolve("dovecot.conf"), """
                mail_plugins = quota
                plugin {
                  quota = maildir:User quota
                  quota_rule = %s
                  quota_rule2 = Trash:storage=+10K
                }
                """.formatted(RULE), java.nio.file.StandardOpenOption.APPEND);
        var plugin = Map.of("quota", "maildir:User quota", "quota_rule", RULE, "quota_rule2", "Trash:storage=+10K");
        var layer =
                new QuotaLayer(plugin, new QuotaAccounts(Clock.systemUTC()), Enforcement.STRICT, QuotaWarnings.NONE);
        ours = new StoreStack(Maildirs.on(new RealDisk()), List.of(layer))
                .open(new MailUser("anna@example.org", dovecot.home(), Map.of()));
    }

    @AfterEach
    void close() {
        if (ours != null) {
            ours.close();
        }
    }

    private Path file() {
        return dovecot.home().resolve("Maildir/maildirsize");
    }

    private void save(String mailbox, int octets) {
        var content = ("x".repeat(octets - 1) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (var box = ours.open(MailboxName.of(mailbox, '/'), true);
                var message = box.receive()) {
            message.write(content, 0, content.length);
            box.append(List.of(new Append(message, Flags.NONE, Instant.now())));
        }
    }

    private void dovecotSaves(String mailbox, int octets) {
        dovecot.doveadm("x".repeat(octets - 1) + "\n", "save", "-m", mailbox);
    }

    private Usage used() {
        return ours.quotaRoots().getFirst().used();
    }

    /** Both see so much, and Dovecot needs no recount for that. */
    private void both(long octets, long messages) throws IOException {
        assertEquals(new Usage(octets, messages), used());
        var kept = Files.readString(file());
        var table = dovecot.doveadm("", "-f", "tab", "quota", "get").lines().toList();
        assertEquals(
                "User quota\tSTORAGE\t%d\t100\t%d".formatted((octets + 1023) / 1024, (octets + 1023) / 1024),
                table.get(1));
        assertEquals("User quota\tMESSAGE\t%d\t500\t%d".formatted(messages, messages * 100 / 500), table.get(2));
        assertEquals(kept, Files.readString(file()));
    }

    @Test
    void bothWriteAndBothRead() throws IOException {
        save("INBOX", 1000);
        both(1000, 1);
        dovecotSaves("INBOX", 2000);
        both(3000, 2);
        save("INBOX", 500);
        save("INBOX", 600);
        dovecotSaves("INBOX", 1);
        both(4101, 5);
        assertEquals("102400S,500C\n0 0\n1000 1\n2000 1\n500 1\n600 1\n1 1\n", Files.readString(file()));
        dovecot.imap("SELECT INBOX", "UID STORE 1 +FLAGS (\\Deleted)", "EXPUNGE");
        both(3101, 4);
        try (var inbox = ours.open(MailboxName.INBOX, true)) {
            inbox.expunge(UidSet.of(2), false);
        }
        both(1101, 3);
        ours.create(MailboxName.of("a", '/'));
        save("a", 900);
        dovecot.imap("DELETE a");
        both(1101, 3);
        dovecot.imap("CREATE b", "SELECT INBOX", "COPY 1 b", "MOVE 2 b");
        both(1601, 4);
        ours.delete(MailboxName.of("b", '/'));
        both(501, 2);
    }

    @Test
    void bothRefuseTheSame() throws IOException {
        save("INBOX", 100 * 1024);
        both(100 * 1024, 1);
        assertThrows(MailFailure.class, () -> save("INBOX", 1));
        var refused = dovecot.imapAnswers("APPEND INBOX {3+}\r\nabc");
        assertTrue(refused.contains("NO [OVERQUOTA] Quota exceeded (mailbox for user is full)"), refused);
        ours.create(MailboxName.of("Trash", '/'));
        save("Trash", 10 * 1024);
        both(110 * 1024, 2);
    }

    @Test
    void fileIsCountedAnewBeforeItGrowsTooLong() throws IOException {
        dovecotSaves("INBOX", 50);
        int longest = 0;
        for (int n = 0; n < 400; n++) {
            save("INBOX", 100);
            try (var inbox = ours.open(MailboxName.INBOX, true)) {
                inbox.expunge(UidSet.of(inbox.view().uid(inbox.view().size() - 1)), false);
            }
            longest = Math.max(longest, (int) Files.size(file()));
        }
        assertTrue(longest >= 5000 && longest < 5200, "longest was " + longest);
        assertTrue(Files.size(file()) < 3000, Files.readString(file()));
        both(50, 1);
    }

    /** As after a kill between the message and the file. */
    @Test
    void whatWasNotWrittenDownIsFound() throws IOException {
        save("INBOX", 50_000);
        save("INBOX", 50_000);
        var before = Files.readString(file());
        save("INBOX", 2_000);
        Files.writeString(file(), before);
        assertEquals(new Usage(100_000, 2), used());
        save("INBOX", 2_300);
        assertEquals(new Usage(102_300, 3), used());
        save("INBOX", 100);
        assertEquals(new Usage(102_400, 4), used());
        dovecot.doveadm("", "quota", "recalc");
        assertEquals(new Usage(104_400, 5), used());
        both(104_400, 5);
        Files.writeString(file(), before);
        ours.quotaRoots().getFirst().recount();
        both(104_400, 5);
        Files.delete(file());
        both(104_400, 5);
        Files.writeString(file(), "102400S,500C\n12 nonsense\n");
        assertEquals(new Usage(104_400, 5), used());
    }

    @Test
    void wrongNumbersAreFoundBeforeAnybodyIsRefused() throws IOException {
        save("INBOX", 60_000);
        save("INBOX", 40_000);
        Files.writeString(file(), "9999 9\n", java.nio.file.StandardOpenOption.APPEND);
        save("INBOX", 2_400);
        assertEquals(new Usage(102_400, 3), used());
    }
}
