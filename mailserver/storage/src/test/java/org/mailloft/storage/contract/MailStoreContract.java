package org.mailloft.storage.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.storage.FlagChange;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailFailure.Reason;
import org.mailloft.storage.MailboxEntry;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;

/** What every mail store does with mailboxes as a whole: names, listing, subscriptions, identity. */
public abstract class MailStoreContract extends StoreFixture {

    @Test
    void newUserHasInboxAndWhatTheConfigurationWants() {
        assertEquals(
                List.of(
                        new MailboxEntry(MailboxName.INBOX, true, false, List.of()),
                        new MailboxEntry(name("Drafts"), true, false, List.of("\\Drafts")),
                        new MailboxEntry(name("Sent"), true, false, List.of("\\Sent"))),
                anna.list());
        assertEquals(Set.of(name("Sent")), anna.subscriptions());
    }

    @Test
    void specialUseIsShownOnceTheMailboxExists() {
        anna.create(name("Trash"));
        assertEquals(List.of("\\Trash"), entry("Trash").specialUse());
    }

    @Test
    void createMakesOnlyTheMailboxItself() {
        anna.create(name("a/b/c"));
        assertEquals(new MailboxEntry(name("a"), false, true, List.of()), entry("a"));
        assertEquals(new MailboxEntry(name("a/b"), false, true, List.of()), entry("a/b"));
        assertEquals(new MailboxEntry(name("a/b/c"), true, false, List.of()), entry("a/b/c"));
        assertFalse(anna.exists(name("a/b")));
        anna.create(name("a/b"));
        assertEquals(new MailboxEntry(name("a/b"), true, true, List.of()), entry("a/b"));
    }

    @Test
    void listIsOrderedLevelByLevelWithInboxFirst() {
        for (var name : List.of("b", "a", "a/z", "a b", "INBOX/x")) {
            anna.create(name(name));
        }
        assertEquals(
                List.of("INBOX", "Drafts", "INBOX/x", "Sent", "a", "a/z", "a b", "b"),
                anna.list().stream().map(entry -> entry.name().value()).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "two words",
                "Müller & Söhne",
                "日本語",
                "😀",
                "cur",
                "new",
                "tmp",
                "a%b*c",
                "INBOX/sub",
                "&-",
                "a&b",
                "\"quoted\"",
                "back\\slash",
                "dovecot-acl",
                "#hash",
                "maildirfolder"
            })
    void namesOfAllKinds(String name) {
        anna.create(name(name));
        assertTrue(anna.exists(name(name)));
        assertTrue(entry(name).selectable());
        anna.subscribe(name(name));
        assertTrue(anna.subscriptions().contains(name(name)));
        try (var mailbox = anna.open(name(name), true)) {
            assertEquals(name(name), mailbox.name());
            append(mailbox);
        }
        anna.rename(name(name), name("renamed"));
        assertEquals(1, anna.status(name("renamed")).messages());
        anna.rename(name("renamed"), name(name));
        anna.delete(name(name));
        assertFalse(anna.exists(name(name)));
    }

    @Test
    void dotIsRefusedWhereItIsNotTheSeparator() {
        var text = "Character not allowed in mailbox name: '.'";
        assertFails(Reason.NOT_POSSIBLE, text, () -> anna.create(name("a.b")));
        anna.create(name("c"));
        assertFails(Reason.NOT_POSSIBLE, text, () -> anna.rename(name("c"), name("a.b")));
    }

    @Test
    void createOfWhatExistsFails() {
        assertFails(Reason.EXISTS, "Mailbox already exists", () -> anna.create(name("Drafts")));
        assertFails(Reason.EXISTS, "Mailbox already exists", () -> anna.create(MailboxName.INBOX));
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        var text = "Mailbox doesn't exist: no/such";
        var missing = name("no/such");
        assertFails(Reason.NOT_FOUND, text, () -> anna.delete(missing));
        assertFails(Reason.NOT_FOUND, text, () -> anna.rename(missing, name("other")));
        assertFails(Reason.NOT_FOUND, text, () -> anna.subscribe(missing));
        assertFails(Reason.NOT_FOUND, text, () -> anna.status(missing));
        assertFails(Reason.NOT_FOUND, text, () -> anna.open(missing, true));
        assertFails(Reason.NOT_FOUND, text, () -> anna.open(missing, false));
        assertFalse(anna.exists(missing));
        anna.unsubscribe(missing);
    }

    @Test
    void parentThatExistsByNameOnlyIsNotFoundEither() {
        anna.create(name("a/b"));
        assertFails(Reason.NOT_FOUND, () -> anna.delete(name("a")));
        assertFails(Reason.NOT_FOUND, () -> anna.open(name("a"), false));
        assertFails(Reason.NOT_FOUND, () -> anna.status(name("a")));
    }

    @Test
    void inboxCannotBeDeleted() {
        assertFails(Reason.NOT_POSSIBLE, "INBOX can't be deleted.", () -> anna.delete(MailboxName.INBOX));
    }

    @Test
    void deleteLeavesChildren() {
        anna.create(name("a"));
        anna.create(name("a/b"));
        anna.delete(name("a"));
        assertFalse(entry("a").selectable());
        assertTrue(entry("a/b").selectable());
        anna.delete(name("a/b"));
        assertTrue(anna.list().stream().noneMatch(entry -> entry.name().value().startsWith("a")));
    }

    @Test
    void mailboxMadeAgainIsAnotherMailbox() {
        anna.create(name("a"));
        long first;
        try (var mailbox = anna.open(name("a"), true)) {
            append(mailbox, 3);
            first = mailbox.uidValidity();
        }
        var guid = anna.status(name("a")).guid();
        anna.delete(name("a"));
        anna.create(name("a"));
        var again = anna.status(name("a"));
        assertEquals(0, again.messages());
        assertEquals(1, again.uidNext());
        assertNotEquals(guid, again.guid());
        assertTrue(again.uidValidity() > first, "UIDVALIDITY must grow");
    }

    @Test
    void everyMailboxHasAGuidOfItsOwn() {
        anna.create(name("a"));
        var guids = anna.list().stream()
                .map(entry -> anna.status(entry.name()).guid())
                .collect(Collectors.toSet());
        assertEquals(4, guids.size());
        assertTrue(guids.stream().allMatch(guid -> guid.matches("[0-9a-f]{32}")), guids::toString);
    }

    @Test
    void renameKeepsIdentityAndMessages() {
        anna.create(name("a"));
        anna.create(name("a/b"));
        try (var mailbox = anna.open(name("a/b"), true)) {
            append(mailbox, 2);
            mailbox.expunge(UidSet.of(1), false);
        }
        var before = anna.status(name("a/b"));
        anna.rename(name("a"), name("x/y"));
        assertFalse(anna.exists(name("a")));
        assertFalse(anna.exists(name("a/b")));
        assertTrue(anna.exists(name("x/y")));
        assertFalse(entry("x").selectable());
        assertEquals(before.guid(), anna.status(name("x/y/b")).guid());
        assertEquals(before.uidValidity(), anna.status(name("x/y/b")).uidValidity());
        try (var mailbox = anna.open(name("x/y/b"), true)) {
            assertEquals(longs(2), uids(mailbox));
            assertEquals(3, append(mailbox));
        }
    }

    @Test
    void renameOfAParentThatExistsByNameOnlyMovesItsChildren() {
        anna.create(name("a/b"));
        anna.rename(name("a"), name("x"));
        assertTrue(anna.exists(name("x/b")));
        assertFalse(anna.exists(name("a/b")));
    }

    @Test
    void renameThatIsNotPossibleChangesNothing() {
        anna.create(name("a"));
        anna.create(name("a/b"));
        anna.create(name("c"));
        assertFails(Reason.EXISTS, "Target mailbox already exists", () -> anna.rename(name("a"), name("c")));
        assertFails(
                Reason.NOT_POSSIBLE,
                "Can't rename mailbox under its own child.",
                () -> anna.rename(name("a"), name("a/b/x")));
        assertFails(Reason.EXISTS, "Can't rename mailbox to itself.", () -> anna.rename(name("a"), name("a")));
        assertTrue(anna.exists(name("a")) && anna.exists(name("a/b")) && anna.exists(name("c")));
    }

    @Test
    void renameOntoAParentThatExistsByNameOnlyJoinsIt() {
        anna.create(name("a"));
        anna.create(name("x/y"));
        anna.rename(name("a"), name("x"));
        assertTrue(anna.exists(name("x")) && anna.exists(name("x/y")));
    }

    /** RFC 3501 section 6.3.5. */
    @Test
    void renameOfInboxMovesItsMessages() {
        anna.create(name("INBOX/child"));
        long validity;
        try (var inbox = inbox()) {
            append(inbox, "Subject: kept\r\n\r\n", Flags.of(SystemFlag.SEEN));
            append(inbox, 2);
            validity = inbox.uidValidity();
            anna.rename(MailboxName.INBOX, name("old"));
            assertEquals(0, inbox.view().size());
            assertEquals(4, inbox.view().uidNext());
        }
        assertEquals(validity, anna.status(MailboxName.INBOX).uidValidity());
        assertTrue(anna.exists(name("INBOX/child")));
        try (var old = anna.open(name("old"), false)) {
            assertEquals(3, old.view().size());
            assertEquals("Subject: kept\r\n\r\n", content(old, 1));
            assertEquals(Flags.of(SystemFlag.SEEN), flags(old, 1));
        }
        assertFails(Reason.EXISTS, () -> anna.rename(MailboxName.INBOX, name("old")));
    }

    /** So Dovecot has it, also for mailboxes that were there before the configuration wanted them. */
    @Test
    void nobodyUnsubscribesFromWhatTheConfigurationSubscribesTo() {
        anna.unsubscribe(name("Sent"));
        assertEquals(Set.of(name("Sent")), anna.subscriptions());
    }

    @Test
    void subscriptionsAreIndependentOfWhatExists() {
        anna.create(name("a"));
        anna.subscribe(name("a"));
        anna.subscribe(name("a"));
        anna.subscribe(MailboxName.INBOX);
        anna.rename(name("a"), name("b"));
        assertEquals(Set.of(name("a"), MailboxName.INBOX, name("Sent")), anna.subscriptions());
        anna.delete(name("b"));
        anna.unsubscribe(name("a"));
        anna.unsubscribe(name("a"));
        assertEquals(Set.of(MailboxName.INBOX, name("Sent")), anna.subscriptions());
    }

    @Test
    void statusCounts() {
        try (var inbox = inbox()) {
            append(inbox, 4);
            inbox.store(UidSet.range(1, 2), new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.SEEN)));
            inbox.store(UidSet.of(4), new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.DELETED)));
            inbox.expunge(UidSet.of(1), false);
            var status = anna.status(MailboxName.INBOX);
            assertEquals(3, status.messages());
            assertEquals(2, status.unseen());
            assertEquals(1, status.deleted());
            assertEquals(3, status.recent());
            assertEquals(5, status.uidNext());
            assertEquals(inbox.uidValidity(), status.uidValidity());
            assertEquals(inbox.view().highestModSeq(), status.highestModSeq());
            assertEquals(3L * MESSAGE.length(), status.size());
            assertEquals(inbox.guid(), status.guid());
            inbox.claimRecent();
            assertEquals(0, anna.status(MailboxName.INBOX).recent());
        }
    }

    @Test
    void usersShareNothing() {
        anna.create(name("a"));
        anna.subscribe(name("a"));
        append(inbox());
        assertFalse(ben.exists(name("a")));
        assertEquals(Set.of(name("Sent")), ben.subscriptions());
        assertEquals(0, ben.status(MailboxName.INBOX).messages());
    }

    @Test
    void anotherSessionSeesTheSameMailboxes() {
        anna.create(name("a"));
        try (var second = openAgain("anna@example.org")) {
            assertEquals(anna.list(), second.list());
            second.delete(name("a"));
            second.subscribe(name("Drafts"));
        }
        assertFalse(anna.exists(name("a")));
        assertTrue(anna.subscriptions().contains(name("Drafts")));
    }

    @Test
    void namespacesAreThoseConfigured() {
        assertEquals(1, anna.namespaces().size());
        assertEquals("", anna.namespaces().getFirst().prefix());
        assertEquals('/', anna.namespaces().getFirst().separator());
        assertTrue(anna.namespaces().getFirst().inbox());
        assertEquals("anna@example.org", anna.user().name());
    }

    private MailboxEntry entry(String name) {
        return anna.list().stream()
                .filter(entry -> entry.name().equals(name(name)))
                .findFirst()
                .orElseThrow();
    }
}
