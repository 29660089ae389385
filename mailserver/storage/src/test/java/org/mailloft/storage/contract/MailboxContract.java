package org.mailloft.storage.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.storage.FlagChange;
import org.mailloft.storage.FlagChange.Mode;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailFailure.Reason;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.Mailbox.Append;
import org.mailloft.storage.Mailbox.Derived;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;

/** What every mail store does with the messages of one mailbox. */
public abstract class MailboxContract extends StoreFixture {

    private static final Flags SEEN = Flags.of(SystemFlag.SEEN);
    private static final Flags FLAGGED = Flags.of(SystemFlag.FLAGGED);
    private static final Flags DELETED = Flags.of(SystemFlag.DELETED);

    @Test
    void newMailboxIsEmpty() {
        try (var inbox = inbox()) {
            assertEquals(0, inbox.view().size());
            assertEquals(1, inbox.view().uidNext());
            assertTrue(inbox.view().highestModSeq() >= 1);
            assertTrue(inbox.uidValidity() >= 1 && inbox.uidValidity() <= 0xFFFF_FFFFL);
            assertEquals(List.of(), inbox.view().keywords());
            assertTrue(inbox.isWritable());
        }
    }

    @Test
    void appendedMessageIsThereAtOnceAsItWasGiven() {
        try (var inbox = inbox()) {
            var before = inbox.view();
            long uid = append(inbox, MESSAGE, new Flags(Set.of(SystemFlag.SEEN), Set.of("$Work", "b")));
            assertEquals(1, uid);
            var view = inbox.view();
            assertEquals(1, view.size());
            assertEquals(1, view.uid(0));
            assertEquals(0, view.indexOf(1));
            assertEquals(DATE, view.internalDate(0));
            assertEquals(MESSAGE.length(), view.size(0));
            assertTrue(view.physicalSize(0) > 0 && view.physicalSize(0) <= MESSAGE.length());
            assertEquals(new Flags(Set.of(SystemFlag.SEEN), Set.of("$Work", "b")), view.flags(0));
            assertEquals(Set.of("$Work", "b"), Set.copyOf(view.keywords()));
            assertEquals(2, view.uidNext());
            assertTrue(view.modSeq(0) > before.highestModSeq());
            assertEquals(view.highestModSeq(), view.modSeq(0));
            assertEquals(MESSAGE, content(inbox, 1));
            assertEquals(0, before.size(), "a view never changes");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "Subject: no end of line",
                "a\r\nb\r\n",
                "a\nb\n",
                "a\nb\r\nc",
                "\r\n",
                "\n\n\n",
                "nul \0 and 8 bit \u00e9\u00ff\r\n",
                "lone \r carriage return\r\n",
                "\r\n.\r\n..\r\nFrom me\r\n"
            })
    void contentComesBackWithEveryLineEndedByCrLf(String content) {
        var expected = content.replaceAll("(?<!\r)\n", "\r\n");
        try (var inbox = inbox()) {
            append(inbox, content, Flags.NONE);
            append(inbox, content, SEEN);
            assertEquals(expected, content(inbox, 1));
            assertEquals(expected, content(inbox, 2));
            assertEquals(expected.length(), inbox.view().size(0));
        }
    }

    @Test
    void lineEndMaySplitBetweenWrites() {
        var octets = "a\r\nb\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (var inbox = inbox();
                var message = inbox.receive()) {
            for (var octet : octets) {
                message.write(new byte[] {'?', octet, '?'}, 1, 1);
            }
            assertEquals(8, message.size());
            inbox.append(List.of(new Append(message, Flags.NONE, DATE)));
            assertEquals("a\r\nb\r\n\r\n", content(inbox, 1));
        }
    }

    @Test
    void largeMessageIsKeptWhole() {
        var content = "0123456789 abcdefghijklmnopqrstuvwxyz\r\n".repeat(40_000);
        try (var inbox = inbox()) {
            append(inbox, content, Flags.NONE);
            assertEquals(content, content(inbox, 1));
            assertEquals(content.length(), inbox.view().size(0));
        }
    }

    @Test
    void messageThatWasNotAppendedLeavesNothing() {
        try (var inbox = inbox()) {
            try (var message = inbox.receive()) {
                message.write(new byte[100], 0, 100);
            }
            inbox.refresh();
            assertEquals(0, inbox.view().size());
            assertEquals(1, append(inbox));
        }
    }

    @Test
    void severalMessagesAreAddedInOrderAndAtOnce() {
        try (var inbox = inbox()) {
            var views = new ArrayList<Integer>();
            try (var _ = inbox.watch(() -> views.add(inbox.view().size()));
                    var a = written(inbox, "a");
                    var b = written(inbox, "b");
                    var c = written(inbox, "c")) {
                var uids = inbox.append(List.of(
                        new Append(c, Flags.NONE, DATE), new Append(a, SEEN, DATE), new Append(b, Flags.NONE, DATE)));
                assertEquals(longs(1, 2, 3), uids);
            }
            assertEquals("c", content(inbox, 1));
            assertEquals("a", content(inbox, 2));
            assertEquals("b", content(inbox, 3));
            assertEquals(3, views.getLast());
        }
    }

    @Test
    void oneMessageThatCannotBeAddedKeepsTheOthersOut() {
        var tooLong = new Flags(Set.of(), Set.of("k".repeat(51)));
        try (var inbox = inbox()) {
            try (var a = written(inbox, "a");
                    var b = written(inbox, "b")) {
                assertFails(
                        Reason.LIMIT,
                        () -> inbox.append(List.of(new Append(a, Flags.NONE, DATE), new Append(b, tooLong, DATE))));
            }
            inbox.refresh();
            assertEquals(0, inbox.view().size());
        }
    }

    @Test
    void uidsAreNeverUsedAgain() {
        try (var inbox = inbox()) {
            append(inbox, 3);
            inbox.expunge(UidSet.of(2, 3), false);
            assertEquals(4, append(inbox));
            inbox.expunge(UidSet.ALL, false);
            assertEquals(0, inbox.view().size());
            assertEquals(5, inbox.view().uidNext());
        }
        try (var inbox = inbox()) {
            assertEquals(5, append(inbox));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // before, mode, change, after
        "'', ADD, 'SEEN', 'SEEN'",
        "'SEEN', ADD, 'SEEN FLAGGED', 'SEEN FLAGGED'",
        "'SEEN FLAGGED', REMOVE, 'SEEN DRAFT', 'FLAGGED'",
        "'SEEN FLAGGED', REPLACE, 'ANSWERED', 'ANSWERED'",
        "'SEEN', REPLACE, '', ''",
        "'', ADD, 'k1 DELETED', 'DELETED k1'",
        "'k1 k2 SEEN', REMOVE, 'K1', 'SEEN k2'",
        "'k1 SEEN', REPLACE, 'k2', 'k2'",
    })
    void flagsChange(String before, Mode mode, String change, String after) {
        try (var inbox = inbox()) {
            long uid = append(inbox, MESSAGE, named(before));
            assertEquals(List.of(), inbox.store(UidSet.of(uid), new FlagChange(mode, named(change))));
            assertEquals(named(after), flags(inbox, uid));
        }
        try (var again = inbox()) {
            assertEquals(named(after), flags(again, 1));
        }
    }

    @Test
    void changeOfFlagsRaisesTheModSeqOfWhatChanged() {
        try (var inbox = inbox()) {
            append(inbox, 3);
            long highest = inbox.view().highestModSeq();
            inbox.store(UidSet.of(1, 3), new FlagChange(Mode.ADD, SEEN));
            assertTrue(modSeq(inbox, 1) > highest);
            assertTrue(modSeq(inbox, 3) > highest);
            assertTrue(modSeq(inbox, 2) <= highest);
            assertEquals(inbox.view().highestModSeq(), Math.max(modSeq(inbox, 1), modSeq(inbox, 3)));
        }
    }

    @Test
    void changeThatChangesNothingRaisesNoModSeq() {
        try (var inbox = inbox()) {
            append(inbox, MESSAGE, SEEN);
            var before = inbox.view();
            inbox.store(UidSet.of(1), new FlagChange(Mode.ADD, SEEN));
            inbox.store(UidSet.of(1), new FlagChange(Mode.REMOVE, FLAGGED));
            inbox.store(UidSet.of(1), new FlagChange(Mode.REPLACE, SEEN));
            inbox.store(UidSet.of(1), new FlagChange(Mode.REMOVE, new Flags(Set.of(), Set.of("unknown"))));
            inbox.store(UidSet.of(77), new FlagChange(Mode.ADD, FLAGGED));
            inbox.expunge(UidSet.of(77), false);
            inbox.expunge(UidSet.ALL, true);
            assertEquals(before.highestModSeq(), inbox.view().highestModSeq());
            assertEquals(before.modSeq(0), inbox.view().modSeq(0));
            assertEquals(List.of(), inbox.view().keywords());
        }
    }

    /** RFC 7162 section 3.1.3. */
    @Test
    void unchangedSinceLeavesAloneWhatChangedLater() {
        try (var inbox = inbox()) {
            append(inbox, 3);
            long since = inbox.view().highestModSeq();
            inbox.store(UidSet.of(2), new FlagChange(Mode.ADD, FLAGGED));
            assertEquals(longs(2), inbox.store(UidSet.ALL, new FlagChange(Mode.ADD, SEEN, since)));
            assertEquals(SEEN, flags(inbox, 1));
            assertEquals(FLAGGED, flags(inbox, 2));
            assertEquals(SEEN, flags(inbox, 3));
            assertEquals(longs(1, 2, 3), inbox.store(UidSet.ALL, new FlagChange(Mode.ADD, SEEN, 0)));
        }
    }

    @Test
    void keywordsHaveALimitOfLengthAndNumber() {
        try (var inbox = inbox()) {
            append(inbox);
            var fits = new Flags(Set.of(), Set.of("k".repeat(50)));
            inbox.store(UidSet.of(1), new FlagChange(Mode.ADD, fits));
            var tooLong = new Flags(Set.of(), Set.of("k".repeat(51)));
            assertFails(Reason.LIMIT, () -> inbox.store(UidSet.of(1), new FlagChange(Mode.ADD, tooLong)));
            assertFails(Reason.LIMIT, () -> {
                for (int n = 0; n < 100; n++) {
                    inbox.store(UidSet.of(1), new FlagChange(Mode.ADD, new Flags(Set.of(), Set.of("n" + n))));
                }
            });
            assertTrue(inbox.view().keywords().size() >= 26, "a Maildir has room for 26");
            assertTrue(flags(inbox, 1).keywords().contains("n0"));
        }
    }

    @Test
    void expungeTakesOnlyWhatIsAsked() {
        try (var inbox = inbox()) {
            append(inbox, 5);
            inbox.store(UidSet.of(2, 4, 5), new FlagChange(Mode.ADD, DELETED));
            long highest = inbox.view().highestModSeq();
            assertEquals(UidSet.of(2, 4), inbox.expunge(UidSet.range(1, 4), true));
            assertEquals(longs(1, 3, 5), uids(inbox));
            assertTrue(inbox.view().highestModSeq() > highest, "RFC 7162 section 3.2.3 counts an expunge as a change");
            assertEquals(UidSet.of(3), inbox.expunge(UidSet.of(2, 3), false));
            assertEquals(UidSet.EMPTY, inbox.expunge(UidSet.of(2, 3), false));
            assertFails(Reason.EXPUNGED, () -> content(inbox, 3));
            assertFails(Reason.EXPUNGED, () -> inbox.messageGuid(3));
            assertFails(Reason.EXPUNGED, () -> inbox.saveDate(3));
            assertEquals(MESSAGE, content(inbox, 5));
        }
    }

    @Test
    void openedReadOnlyNothingCanBeChanged() {
        try (var writable = inbox()) {
            append(writable, 2);
        }
        try (var inbox = anna.open(MailboxName.INBOX, false);
                var drafts = anna.open(name("Drafts"), true)) {
            assertTrue(!inbox.isWritable());
            assertFails(Reason.NO_PERMISSION, () -> append(inbox));
            assertFails(Reason.NO_PERMISSION, () -> inbox.store(UidSet.of(1), new FlagChange(Mode.ADD, SEEN)));
            assertFails(Reason.NO_PERMISSION, () -> inbox.expunge(UidSet.of(1), false));
            assertFails(Reason.NO_PERMISSION, () -> inbox.move(UidSet.of(1), drafts));
            assertFails(Reason.NO_PERMISSION, () -> drafts.copy(UidSet.of(1), inbox));
            assertEquals(2, inbox.view().size());
            assertEquals(0, drafts.view().size());
            assertEquals(longs(1), inbox.copy(UidSet.of(1), drafts).source());
        }
    }

    @Test
    void recentIsClaimedOnce() {
        try (var inbox = inbox()) {
            append(inbox, 2);
            try (var examined = anna.open(MailboxName.INBOX, false)) {
                assertEquals(1, examined.claimRecent());
            }
            assertEquals(1, inbox.claimRecent());
            assertEquals(3, inbox.claimRecent());
            append(inbox);
            assertEquals(3, inbox.view().firstRecentUid());
            try (var second = inbox()) {
                assertEquals(3, second.claimRecent());
            }
            assertEquals(4, inbox.claimRecent());
        }
        try (var later = inbox()) {
            assertEquals(4, later.claimRecent());
        }
    }

    @Test
    void copyTakesEverythingAlong() {
        try (var inbox = inbox();
                var drafts = anna.open(name("Drafts"), true)) {
            append(drafts);
            append(inbox, "one", new Flags(Set.of(SystemFlag.SEEN), Set.of("k1")));
            append(inbox, "two", Flags.NONE);
            append(inbox, "three", FLAGGED);
            inbox.expunge(UidSet.of(2), false);
            var copied = inbox.copy(UidSet.ALL, drafts);
            assertEquals(longs(1, 3), copied.source());
            assertEquals(longs(2, 3), copied.target());
            assertEquals("one", content(drafts, 2));
            assertEquals("three", content(drafts, 3));
            assertEquals(new Flags(Set.of(SystemFlag.SEEN), Set.of("k1")), flags(drafts, 2));
            assertEquals(FLAGGED, flags(drafts, 3));
            assertEquals(DATE, drafts.view().internalDate(1));
            assertEquals(inbox.messageGuid(1), drafts.messageGuid(2));
            assertEquals(2, inbox.view().size());
        }
    }

    @Test
    void copyOfNothingIsNothing() {
        try (var inbox = inbox();
                var drafts = anna.open(name("Drafts"), true)) {
            assertEquals(List.of(), inbox.copy(UidSet.of(5), drafts).source());
            assertEquals(List.of(), inbox.copy(UidSet.EMPTY, drafts).target());
            assertEquals(List.of(), inbox.move(UidSet.ALL, drafts).target());
            assertEquals(0, drafts.view().size());
        }
    }

    @Test
    void copyWithinOneMailbox() {
        try (var inbox = inbox()) {
            append(inbox, "one", SEEN);
            assertEquals(longs(2), inbox.copy(UidSet.of(1), inbox).target());
            assertEquals(longs(1, 2), uids(inbox));
            assertEquals("one", content(inbox, 2));
            inbox.expunge(UidSet.of(1), false);
            assertEquals("one", content(inbox, 2));
            assertEquals(SEEN, flags(inbox, 2));
        }
    }

    @Test
    void copyToAnotherUser() {
        try (var inbox = inbox();
                var his = ben.open(MailboxName.INBOX, true)) {
            append(inbox, "one", new Flags(Set.of(SystemFlag.ANSWERED), Set.of("k1")));
            his.copy(UidSet.of(1), inbox);
            inbox.copy(UidSet.of(1), his);
            assertEquals("one", content(his, 1));
            assertEquals(new Flags(Set.of(SystemFlag.ANSWERED), Set.of("k1")), flags(his, 1));
            inbox.expunge(UidSet.ALL, false);
            assertEquals("one", content(his, 1));
        }
    }

    @Test
    void moveLeavesNothingBehind() {
        try (var inbox = inbox();
                var drafts = anna.open(name("Drafts"), true)) {
            append(inbox, "one", SEEN);
            append(inbox, "two", Flags.NONE);
            append(inbox, "three", FLAGGED);
            var moved = inbox.move(UidSet.of(1, 3, 9), drafts);
            assertEquals(longs(1, 3), moved.source());
            assertEquals(longs(1, 2), moved.target());
            assertEquals(longs(2), uids(inbox));
            assertEquals("three", content(drafts, 2));
            assertEquals(FLAGGED, flags(drafts, 2));
            assertEquals(4, inbox.view().uidNext());
        }
    }

    @Test
    void moveWithinOneMailboxGivesNewUids() {
        try (var inbox = inbox()) {
            append(inbox, "one", SEEN);
            append(inbox, "two", Flags.NONE);
            var moved = inbox.move(UidSet.of(1), inbox);
            assertEquals(longs(1), moved.source());
            assertEquals(longs(3), moved.target());
            assertEquals(longs(2, 3), uids(inbox));
            assertEquals("one", content(inbox, 3));
        }
    }

    @Test
    void messagesHaveGuidsOfTheirOwn() {
        try (var inbox = inbox()) {
            append(inbox, 2);
            var guid = inbox.messageGuid(1);
            assertNotEquals(guid, inbox.messageGuid(2));
            inbox.store(UidSet.of(1), new FlagChange(Mode.ADD, SEEN));
            assertEquals(guid, inbox.messageGuid(1));
        }
        try (var again = inbox()) {
            assertNotEquals(again.messageGuid(1), again.messageGuid(2));
        }
    }

    @Test
    void saveDateIsNow() {
        try (var inbox = inbox()) {
            append(inbox);
            var difference = Duration.between(inbox.saveDate(1), Instant.now()).abs();
            assertTrue(difference.compareTo(Duration.ofMinutes(1)) < 0, () -> "off by " + difference);
        }
    }

    @Test
    void whatIsRememberedIsRecalledForThatMessageOnly() {
        try (var inbox = inbox()) {
            append(inbox, 2);
            assertTrue(inbox.recall(1, Derived.ENVELOPE).isEmpty());
            inbox.remember(1, Derived.ENVELOPE, new byte[] {1, 2});
            inbox.remember(1, Derived.BODY, new byte[0]);
            inbox.remember(1, Derived.BODYSTRUCTURE, new byte[64 * 1024 + 1]);
            inbox.remember(99, Derived.BODY, new byte[] {3});
            assertArrayEquals(
                    new byte[] {1, 2}, inbox.recall(1, Derived.ENVELOPE).orElseThrow());
            assertArrayEquals(new byte[0], inbox.recall(1, Derived.BODY).orElseThrow());
            assertTrue(inbox.recall(1, Derived.BODYSTRUCTURE).isEmpty(), "more than 64 KiB is not kept");
            assertTrue(inbox.recall(1, Derived.HEADER).isEmpty());
            assertTrue(inbox.recall(2, Derived.ENVELOPE).isEmpty());
            assertTrue(inbox.recall(99, Derived.BODY).isEmpty());
            try (var second = inbox()) {
                assertArrayEquals(
                        new byte[] {1, 2}, second.recall(1, Derived.ENVELOPE).orElseThrow());
            }
            inbox.expunge(UidSet.of(1), false);
            assertTrue(inbox.recall(1, Derived.ENVELOPE).isEmpty());
        }
    }

    private static org.mailloft.storage.IncomingMessage written(Mailbox mailbox, String content) {
        var message = mailbox.receive();
        message.write(content.getBytes(StandardCharsets.US_ASCII), 0, content.length());
        return message;
    }

    /** System flags by their name in capitals, anything else a keyword. */
    private static Flags named(String names) {
        var system = new java.util.HashSet<SystemFlag>();
        var keywords = new java.util.HashSet<String>();
        for (var name : names.isEmpty() ? new String[0] : names.split(" ")) {
            if (name.chars().allMatch(Character::isUpperCase)) {
                system.add(SystemFlag.valueOf(name));
            } else {
                keywords.add(name);
            }
        }
        return new Flags(system, keywords);
    }
}
