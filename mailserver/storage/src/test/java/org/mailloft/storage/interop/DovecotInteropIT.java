package org.mailloft.storage.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.storage.FlagChange;
import org.mailloft.storage.FlagChange.Mode;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.Mailbox.Append;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.disk.RealDisk;
import org.mailloft.storage.maildir.Maildirs;

/**
 * The real Dovecot and our store take turns on one user's mail. After every turn both see the same mailboxes, with the
 * same UIDVALIDITY, GUIDs, UIDs, flags, keywords, sizes, dates and subscriptions; and Dovecot has nothing to complain of.
 */
class DovecotInteropIT {

    private static final Instant DATE = Instant.parse("2026-03-04T05:06:07Z");

    @TempDir
    Path directory;

    private Dovecot dovecot;
    private MailStore ours;

    @BeforeEach
    void open() throws IOException {
        dovecot = new Dovecot(directory);
        ours = newStore();
    }

    @AfterEach
    void close() {
        if (ours != null) {
            ours.close();
        }
    }

    private MailStore newStore() {
        return Maildirs.on(new RealDisk()).open(new MailUser("anna@example.org", dovecot.home(), Map.of()));
    }

    @Test
    void deliveriesFromBothSides() {
        append("INBOX", Flags.NONE, "ours 1");
        both();
        dovecotSaves("INBOX", "theirs 2");
        both();
        append("INBOX", Flags.of(SystemFlag.SEEN, SystemFlag.FLAGGED), "ours 3");
        dovecotSaves("INBOX", "theirs 4");
        append("INBOX", Flags.NONE, "ours 5");
        var inbox = both().messages("INBOX");
        assertEquals(Set.of(1L, 2L, 3L, 4L, 5L), inbox.keySet());
        assertEquals("theirs 4", inbox.get(4L).subject());
    }

    @Test
    void flagsAndKeywordsFromBothSides() {
        append("INBOX", Flags.NONE, "one");
        append("INBOX", new Flags(Set.of(SystemFlag.DRAFT), Set.of("$Forwarded", "ours")), "two");
        both();
        dovecot.imap("SELECT INBOX", "STORE 1:2 +FLAGS (\\Answered Theirs)", "STORE 2 -FLAGS (\\Draft ours)");
        both();
        store("INBOX", UidSet.of(1), Mode.REPLACE, new Flags(Set.of(SystemFlag.SEEN), Set.of("theirs", "more")));
        store("INBOX", UidSet.of(2), Mode.REMOVE, Flags.of(SystemFlag.ANSWERED));
        var inbox = both().messages("INBOX");
        assertEquals("[\\Seen, more, Theirs]", inbox.get(1L).flags());
        assertEquals("[$Forwarded, Theirs]", inbox.get(2L).flags());
    }

    @Test
    void copiesMovesAndExpungesFromBothSides() {
        ours.create(name("a"));
        for (int n = 1; n <= 6; n++) {
            append("INBOX", n % 2 == 0 ? Flags.of(SystemFlag.SEEN) : Flags.NONE, "message " + n);
        }
        both();
        transfer("INBOX", UidSet.of(1, 2), "a", false);
        both();
        dovecot.imap("SELECT INBOX", "UID COPY 3 a", "UID MOVE 4 a");
        both();
        transfer("INBOX", UidSet.of(5), "a", true);
        both();
        dovecot.imap("SELECT a", "UID STORE 1 +FLAGS (\\Deleted)", "EXPUNGE", "UID COPY 2 a", "UID COPY 2 INBOX");
        both();
        expunge("a", UidSet.of(2));
        expunge("INBOX", UidSet.of(1));
        append("a", Flags.NONE, "later");
        var after = both();
        dovecotSaves("a", "latest");
        assertEquals(after.messages("a").size() + 1, both().messages("a").size());
    }

    @Test
    void foldersFromBothSides() {
        ours.create(name("one"));
        ours.create(name("one/two"));
        ours.subscribe(name("one/two"));
        both();
        dovecot.imap("CREATE three/four", "SUBSCRIBE three/four", "SUBSCRIBE INBOX", "CREATE INBOX/sub");
        both();
        append("three/four", Flags.NONE, "in four");
        var before = both().mailboxes().get("three/four");
        ours.rename(name("three"), name("renamed"));
        var renamed = both();
        assertEquals(before, renamed.mailboxes().get("renamed/four"));
        dovecot.imap("RENAME one uno", "UNSUBSCRIBE INBOX");
        both();
        ours.delete(name("uno"));
        ours.unsubscribe(name("one/two"));
        both();
        dovecot.imap("DELETE uno/two", "DELETE INBOX/sub");
        assertEquals(
                Set.of("INBOX", "Drafts", "Sent", "renamed/four"),
                both().mailboxes().keySet());
    }

    @Test
    void namesOfAllKinds() {
        for (var name :
                List.of("Müller & Söhne", "日本/語", "two words", "a&b", "😀", "%*", "\"q\"", "back\\slash", "cur")) {
            ours.create(name(name));
            ours.subscribe(name(name));
        }
        both();
        dovecot.imap("CREATE \"Entw&APw-rfe\"", "CREATE \"&ZeVnLIqe-\"", "SUBSCRIBE \"Entw&APw-rfe\"");
        var both = both();
        assertTrue(both.mailboxes().containsKey("Entwürfe"));
        assertTrue(both.mailboxes().containsKey("日本語"));
    }

    @Test
    void mailboxMadeAgainHasAnotherUidValidity() {
        dovecot.imap("CREATE x");
        long first = both().mailboxes().get("x").uidValidity();
        ours.delete(name("x"));
        ours.create(name("x"));
        long second = both().mailboxes().get("x").uidValidity();
        dovecot.imap("DELETE x", "CREATE x");
        long third = both().mailboxes().get("x").uidValidity();
        assertTrue(first < second && second < third, () -> first + " " + second + " " + third);
    }

    @Test
    void aSessionOfOursSeesWhatDovecotDoesMeanwhile() {
        append("INBOX", Flags.NONE, "one");
        append("INBOX", Flags.NONE, "two");
        try (var inbox = ours.open(MailboxName.INBOX, true)) {
            var before = inbox.view();
            dovecot.imap("SELECT INBOX", "UID STORE 1 +FLAGS (\\Deleted)", "UID STORE 2 +FLAGS (k)", "EXPUNGE");
            dovecotSaves("INBOX", "three");
            inbox.refresh();
            var changes = before.changesTo(inbox.view());
            assertEquals(UidSet.of(1), changes.expunged());
            assertEquals(UidSet.of(2), changes.changed());
            assertEquals(UidSet.of(3), changes.added());
            assertEquals(Set.of("k"), inbox.view().flags(0).keywords());
        }
        both();
    }

    @Test
    void dovecotsIndexMayBeLost() throws IOException {
        append("INBOX", new Flags(Set.of(SystemFlag.SEEN), Set.of("k1")), "one");
        dovecotSaves("INBOX", "two");
        var before = both();
        remove(
                "dovecot.index",
                "dovecot.index.log",
                "dovecot.index.cache",
                "dovecot.list.index",
                "dovecot.list.index.log");
        assertEquals(before, both());
    }

    @Test
    void ourIndexMayBeLost() throws IOException {
        append("INBOX", new Flags(Set.of(SystemFlag.SEEN), Set.of("k1")), "one");
        dovecotSaves("INBOX", "two");
        var before = both();
        ours.close();
        remove("mailloft.index", "mailloft.cache");
        ours = newStore();
        assertEquals(before, both());
    }

    @Test
    void manyMessagesFromBothSides() {
        for (int n = 0; n < 60; n++) {
            append("INBOX", Flags.NONE, "ours " + n);
        }
        expunge("INBOX", UidSet.range(10, 40));
        both();
        dovecot.imap("SELECT INBOX", "UID STORE 1:5 +FLAGS (\\Deleted)", "EXPUNGE", "UID COPY 6:9 INBOX");
        both();
        expunge("INBOX", UidSet.range(41, 55));
        append("INBOX", Flags.NONE, "last");
        both();
    }

    /** Whatever either side does, in any order, with restarts of ours in between. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void randomTurns(long seed) {
        var random = new Random(seed);
        ours.create(name("a"));
        dovecot.imap("CREATE b");
        for (int turn = 0; turn < 25; turn++) {
            var box = List.of("INBOX", "a", "b").get(random.nextInt(3));
            var other = List.of("INBOX", "a", "b").get(random.nextInt(3));
            long uid = 1 + random.nextInt(8);
            var keyword = List.of("k1", "k2", "$Junk").get(random.nextInt(3));
            switch (random.nextInt(12)) {
                case 0, 1 -> append(box, random.nextBoolean() ? Flags.of(SystemFlag.SEEN) : Flags.NONE, "ours " + turn);
                case 2 -> append(box, new Flags(Set.of(SystemFlag.ANSWERED), Set.of(keyword)), "ours " + turn);
                case 3, 4 -> dovecotSaves(box, "theirs " + turn);
                case 5 -> store(box, UidSet.of(uid), Mode.ADD, new Flags(Set.of(SystemFlag.FLAGGED), Set.of(keyword)));
                case 6 -> store(box, UidSet.of(uid), Mode.REPLACE, Flags.NONE);
                case 7 -> dovecot.imap("SELECT " + box, "UID STORE " + uid + " FLAGS (\\Seen " + keyword + ")");
                case 8 -> transfer(box, UidSet.range(uid, uid + 1), other, random.nextBoolean());
                case 9 ->
                    dovecot.imap(
                            "SELECT " + box, "UID " + (random.nextBoolean() ? "COPY " : "MOVE ") + uid + " " + other);
                case 10 -> expunge(box, UidSet.of(uid));
                case 11 -> {
                    ours.close();
                    ours = newStore();
                }
                default -> throw new AssertionError();
            }
            both("seed " + seed + " turn " + turn);
        }
    }

    /** Asserts that both see the same, and that nothing was complained of. */
    private Snapshot both() {
        return both("");
    }

    private Snapshot both(String when) {
        var mine = Snapshot.of(ours);
        var theirs = dovecot.snapshot();
        assertSame(theirs, mine, when);
        assertSame(theirs, Snapshot.of(ours), when + ", after Dovecot has looked");
        var log = dovecot.log();
        assertFalse(
                log.contains("Error:") || log.contains("Warning:") || log.contains("Panic:"), () -> when + "\n" + log);
        return mine;
    }

    private static void assertSame(Snapshot theirs, Snapshot mine, String when) {
        assertEquals(theirs.mailboxes().keySet(), mine.mailboxes().keySet(), when);
        theirs.mailboxes()
                .forEach((name, box) -> assertEquals(box, mine.mailboxes().get(name), when + " " + name));
        assertEquals(theirs.subscriptions(), mine.subscriptions(), when);
    }

    private void remove(String... names) throws IOException {
        try (var files = java.nio.file.Files.walk(dovecot.home())) {
            for (var file : files.filter(
                            file -> List.of(names).contains(file.getFileName().toString()))
                    .toList()) {
                java.nio.file.Files.delete(file);
            }
        }
    }

    private static MailboxName name(String name) {
        return MailboxName.of(name, '/');
    }

    private static String message(String subject) {
        return "From: a@example.org\r\nSubject: " + subject + "\r\n\r\nText of " + subject + "\r\n";
    }

    private void append(String box, Flags flags, String subject) {
        try (var mailbox = ours.open(name(box), true);
                var message = mailbox.receive()) {
            var octets = message(subject).getBytes(StandardCharsets.US_ASCII);
            message.write(octets, 0, octets.length);
            mailbox.append(List.of(new Append(message, flags, DATE)));
        }
    }

    private void dovecotSaves(String box, String subject) {
        dovecot.doveadm(message(subject), "save", "-m", box);
    }

    private void store(String box, UidSet uids, Mode mode, Flags flags) {
        on(box, mailbox -> mailbox.store(uids, new FlagChange(mode, flags)));
    }

    private void expunge(String box, UidSet uids) {
        on(box, mailbox -> mailbox.expunge(uids, false));
    }

    private void on(String box, java.util.function.Consumer<Mailbox> what) {
        try (var mailbox = ours.open(name(box), true)) {
            mailbox.refresh();
            what.accept(mailbox);
        }
    }

    private void transfer(String box, UidSet uids, String to, boolean move) {
        try (var source = ours.open(name(box), true);
                var target = ours.open(name(to), true)) {
            source.refresh();
            if (move) {
                source.move(uids, target);
            } else {
                source.copy(uids, target);
            }
        }
    }
}
