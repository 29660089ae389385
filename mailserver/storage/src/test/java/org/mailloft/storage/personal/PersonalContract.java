package org.mailloft.storage.personal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.storage.FlagChange;
import org.mailloft.storage.FlagChange.Mode;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailFailure.Reason;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;

/** Readers of one mailbox have {@code \Seen} for themselves, and share all else. */
abstract class PersonalContract {

    static final Flags SEEN = Flags.of(SystemFlag.SEEN);
    static final Flags FLAGGED = Flags.of(SystemFlag.FLAGGED);

    @TempDir
    Path folder;

    private StoreFactory server;
    private MailStore anna;
    private MailStore ben;

    /** Two calls are a server that is started again; users see {@link #mailbox}. */
    abstract StoreFactory server(Path folder);

    /** The mailbox that is not the reader's own; {@code anna} makes it if it has to be made. */
    abstract MailboxName mailbox(String reader);

    @BeforeEach
    void open() {
        start();
        if (!anna.exists(mailbox("anna"))) {
            anna.create(mailbox("anna"));
        }
    }

    private void start() {
        server = server(folder);
        anna = open("anna");
        ben = open("ben");
    }

    @AfterEach
    void close() {
        anna.close();
        ben.close();
    }

    private MailStore open(String user) {
        return server.open(new MailUser(user, folder.resolve(user), Map.of()));
    }

    private Mailbox reader(MailStore store) {
        return store.open(mailbox(store.user().name()), true);
    }

    private static void add(Mailbox box, Flags... flags) {
        for (var each : flags) {
            try (var message = box.receive()) {
                var octets = "Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII);
                message.write(octets, 0, octets.length);
                box.append(List.of(new Mailbox.Append(message, each, Instant.EPOCH)));
            }
        }
    }

    private static FlagChange change(Mode mode, Flags flags) {
        return new FlagChange(mode, flags);
    }

    /** System flags by UID, for messages that have some. */
    private static Map<Long, String> flags(Mailbox box) {
        return flags(box.view());
    }

    private static Map<Long, String> flags(MailboxView view) {
        var flags = new TreeMap<Long, String>();
        for (int index = 0; index < view.size(); index++) {
            var all = new ArrayList<String>();
            view.flags(index).system().forEach(flag -> all.add(flag.name()));
            all.addAll(view.flags(index).keywords());
            if (!all.isEmpty()) {
                flags.put(view.uid(index), String.join(" ", all));
            }
        }
        return flags;
    }

    @Test
    void seenIsEachReadersOwnAndOtherFlagsAreNot() {
        try (var mine = reader(ben);
                var carls = open("carl");
                var his = reader(carls)) {
            add(mine, Flags.NONE, Flags.NONE, Flags.NONE);
            mine.store(UidSet.of(1, 2), change(Mode.ADD, Flags.of(SystemFlag.SEEN, SystemFlag.FLAGGED)));
            his.store(UidSet.of(3), change(Mode.ADD, SEEN));
            assertEquals(Map.of(1L, "FLAGGED SEEN", 2L, "FLAGGED SEEN"), flags(mine));
            assertEquals(Map.of(1L, "FLAGGED", 2L, "FLAGGED", 3L, "SEEN"), flags(his));
            assertEquals(1, ben.status(mailbox("ben")).unseen());
            assertEquals(2, carls.status(mailbox("carl")).unseen());
            mine.store(UidSet.of(1, 2), change(Mode.REPLACE, Flags.of(SystemFlag.DRAFT)));
            mine.store(UidSet.of(2), change(Mode.REPLACE, SEEN));
            assertEquals(Map.of(1L, "DRAFT", 2L, "SEEN"), flags(mine));
            assertEquals(Map.of(1L, "DRAFT", 3L, "SEEN"), flags(his));
            mine.store(UidSet.ALL, change(Mode.REMOVE, SEEN));
            assertEquals(Map.of(1L, "DRAFT"), flags(mine));
        }
    }

    @Test
    void whatWasReadIsKnownAfterARestart() {
        try (var mine = reader(ben)) {
            add(mine, SEEN, Flags.NONE, SEEN, Flags.NONE);
            mine.store(UidSet.of(4), change(Mode.ADD, SEEN));
            mine.store(UidSet.of(3), change(Mode.REMOVE, SEEN));
        }
        close();
        start();
        try (var mine = reader(ben);
                var hers = reader(anna)) {
            assertEquals(Map.of(1L, "SEEN", 4L, "SEEN"), flags(mine));
            assertEquals(Map.of(), flags(hers), "nobody else has read what was added as read");
        }
    }

    @Test
    void copiesHaveTheFlagsTheReaderSaw() {
        try (var mine = reader(ben);
                var hers = reader(anna);
                var inbox = ben.open(MailboxName.INBOX, true)) {
            add(mine, Flags.NONE, Flags.NONE, FLAGGED);
            mine.store(UidSet.of(2, 3), change(Mode.ADD, SEEN));
            hers.store(UidSet.of(1), change(Mode.ADD, SEEN));
            mine.copy(UidSet.ALL, inbox);
            assertEquals(Map.of(2L, "SEEN", 3L, "FLAGGED SEEN"), flags(inbox));
            inbox.copy(UidSet.of(1, 2), mine);
            assertEquals(Map.of(2L, "SEEN", 3L, "FLAGGED SEEN", 5L, "SEEN"), flags(mine));
            assertFalse(flags(hers).containsKey(5L));
            mine.copy(UidSet.of(2), mine);
            assertEquals("SEEN", flags(mine).get(6L));
            mine.move(UidSet.of(2, 3), inbox);
            assertEquals(Map.of(2L, "SEEN", 3L, "FLAGGED SEEN", 4L, "SEEN", 5L, "FLAGGED SEEN"), flags(inbox));
            inbox.move(UidSet.of(5), mine);
            assertEquals("FLAGGED SEEN", flags(mine).get(7L));
            assertEquals("FLAGGED", flags(hers).get(7L));
        }
    }

    @Test
    void otherSessionsOfTheReaderAreToldAndNobodyElse() {
        var told = new AtomicInteger();
        var others = new AtomicInteger();
        try (var mine = reader(ben);
                var again = open("ben");
                var second = reader(again);
                var hers = reader(anna)) {
            add(mine, Flags.NONE, Flags.NONE);
            var before = second.view();
            long highest = before.highestModSeq();
            long hersBefore = hers.view().highestModSeq();
            try (var _ = second.watch(told::incrementAndGet);
                    var _ = hers.watch(others::incrementAndGet)) {
                mine.store(UidSet.of(2), change(Mode.ADD, SEEN));
                mine.store(UidSet.of(2), change(Mode.ADD, SEEN));
            }
            assertEquals(1, told.get());
            assertEquals(0, others.get());
            assertEquals(hersBefore, hers.view().highestModSeq());
            var changes = before.changesTo(second.view());
            assertEquals(UidSet.of(2), changes.changed());
            assertTrue(second.view().highestModSeq() > highest);
            assertEquals(second.view().highestModSeq(), second.view().modSeq(1));
            assertEquals(second.view(), second.view());
        }
    }

    @Test
    void conditionalStoreSeesBothKindsOfChanges() {
        try (var mine = reader(ben);
                var hers = reader(anna)) {
            add(mine, Flags.NONE, Flags.NONE, Flags.NONE);
            long known = mine.view().highestModSeq();
            mine.store(UidSet.of(1), change(Mode.ADD, SEEN));
            hers.store(UidSet.of(2), change(Mode.ADD, FLAGGED));
            hers.store(UidSet.of(3), change(Mode.ADD, SEEN));
            var both = Flags.of(SystemFlag.SEEN, SystemFlag.DRAFT);
            assertEquals(
                    List.of(1L, 2L),
                    mine.store(UidSet.of(1, 2, 3), new FlagChange(Mode.ADD, both, known)).stream()
                            .filter(uid -> uid < 3)
                            .toList());
            assertFalse(flags(mine).get(1L).contains("DRAFT"));
            long now = mine.view().highestModSeq();
            assertEquals(List.of(), mine.store(UidSet.of(1, 2), new FlagChange(Mode.REPLACE, SEEN, now)));
            assertEquals("SEEN", flags(mine).get(2L));
            assertEquals(List.of(2L), mine.store(UidSet.of(2), new FlagChange(Mode.REMOVE, SEEN, now)));
        }
    }

    /** Whatever happens, who asks for what changed since the number he has is told at least that. */
    @Test
    void noChangeIsMissedByWhoAsksForLaterOnes() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        try (var mine = reader(ben);
                var hers = reader(anna)) {
            add(mine, Flags.NONE, Flags.NONE, Flags.NONE, Flags.NONE, Flags.NONE);
            var known = flags(mine);
            long highest = mine.view().highestModSeq();
            for (int round = 0; round < 300; round++) {
                for (int n = random.nextInt(4); n > 0; n--) {
                    var flag = random.nextBoolean() ? SEEN : FLAGGED;
                    var mode = random.nextBoolean() ? Mode.ADD : Mode.REMOVE;
                    (random.nextBoolean() ? mine : hers).store(UidSet.of(1 + random.nextInt(5)), change(mode, flag));
                }
                var view = mine.view();
                var now = flags(view);
                for (long uid = 1; uid <= 5; uid++) {
                    boolean differs = !String.valueOf(now.get(uid)).equals(String.valueOf(known.get(uid)));
                    boolean told = view.modSeq(view.indexOf(uid)) > highest;
                    assertTrue(told || !differs, "message " + uid + ", round " + round + ", seed " + seed);
                    assertTrue(view.modSeq(view.indexOf(uid)) <= view.highestModSeq());
                }
                known = now;
                highest = view.highestModSeq();
            }
        }
    }

    @Test
    void mailboxOfTheSameNameIsAnotherOne() {
        try (var mine = reader(ben)) {
            add(mine, SEEN);
            anna.delete(mailbox("anna"));
            assertEquals(
                    Reason.NOT_FOUND,
                    assertThrows(MailFailure.class, () -> mine.store(UidSet.ALL, change(Mode.REMOVE, SEEN)))
                            .reason());
            anna.create(mailbox("anna"));
            try (var fresh = reader(ben)) {
                add(fresh, Flags.NONE);
                assertEquals(Map.of(), flags(fresh));
                assertThrows(MailFailure.class, () -> mine.store(UidSet.ALL, change(Mode.REMOVE, SEEN)));
            }
        }
    }

    @Test
    void nothingIsMarkedInAMailboxOpenedReadOnly() {
        try (var mine = reader(ben);
                var only = ben.open(mailbox("ben"), false)) {
            add(mine, Flags.NONE);
            assertEquals(
                    Reason.NO_PERMISSION,
                    assertThrows(MailFailure.class, () -> only.store(UidSet.ALL, change(Mode.ADD, SEEN)))
                            .reason());
        }
    }

    /** The file stays small however often things are marked, and forgets messages that are gone. */
    @Test
    void fileIsWrittenAnewBeforeItGrowsWithoutEnd() {
        try (var mine = reader(ben)) {
            add(mine, Flags.NONE, Flags.NONE, Flags.NONE, SEEN);
            mine.expunge(UidSet.of(2), false);
            for (int n = 0; n < 2500; n++) {
                mine.store(UidSet.of(1, 3), change(n % 2 == 0 ? Mode.ADD : Mode.REMOVE, SEEN));
            }
            mine.store(UidSet.of(1, 3), change(Mode.ADD, SEEN));
            var journal = ben.ownFlags(mailbox("ben")).orElseThrow().journal();
            assertTrue(journal.size() < 140_000, () -> "size " + journal.size());
            assertEquals(Map.of(1L, "SEEN", 3L, "SEEN", 4L, "SEEN"), flags(mine));
        }
        close();
        start();
        try (var mine = reader(ben)) {
            assertEquals(Map.of(1L, "SEEN", 3L, "SEEN", 4L, "SEEN"), flags(mine));
        }
    }

    @Test
    void damagedFileLosesMarksAndNothingElse() {
        long highest;
        try (var mine = reader(ben)) {
            add(mine, SEEN, FLAGGED);
            mine.store(UidSet.of(2), change(Mode.ADD, SEEN));
            highest = mine.view().highestModSeq();
            var journal = ben.ownFlags(mailbox("ben")).orElseThrow().journal();
            var octets = journal.read().orElseThrow();
            octets[octets.length - 3] ^= 1;
            journal.replace(octets);
        }
        close();
        start();
        try (var mine = reader(ben)) {
            assertEquals("FLAGGED", flags(mine).get(2L), "the last change is lost");
            assertTrue(mine.view().modSeq(1) > highest, "and clients are told so");
            mine.store(UidSet.of(2), change(Mode.ADD, SEEN));
        }
        close();
        start();
        try (var mine = reader(ben)) {
            assertEquals("FLAGGED SEEN", flags(mine).get(2L));
        }
    }

    @Test
    void keywordsAreSharedOrNot() {
        boolean own = ben.ownFlags(mailbox("ben")).orElseThrow().keywords();
        var work = new Flags(Set.of(), Set.of("work"));
        try (var mine = reader(ben);
                var hers = reader(anna);
                var inbox = ben.open(MailboxName.INBOX, true)) {
            add(mine, work, Flags.NONE, Flags.NONE);
            hers.store(UidSet.of(2), change(Mode.ADD, new Flags(Set.of(), Set.of("fun"))));
            mine.store(UidSet.of(3), change(Mode.REPLACE, new Flags(Set.of(SystemFlag.DRAFT), Set.of("Work"))));
            assertEquals(
                    own ? Map.of(1L, "work", 3L, "DRAFT work") : Map.of(1L, "work", 2L, "fun", 3L, "DRAFT work"),
                    flags(mine));
            assertEquals(
                    own ? Map.of(2L, "fun", 3L, "DRAFT") : Map.of(1L, "work", 2L, "fun", 3L, "DRAFT work"),
                    flags(hers));
            mine.copy(UidSet.ALL, inbox);
            assertEquals(flags(mine), flags(inbox));
            mine.store(UidSet.of(1), change(Mode.REPLACE, Flags.NONE));
            assertFalse(flags(mine).containsKey(1L));
        }
    }
}
