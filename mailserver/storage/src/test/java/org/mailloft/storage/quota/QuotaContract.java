package org.mailloft.storage.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailFailure.Reason;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.Mailbox.Append;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.QuotaRoot;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.Usage;
import org.mailloft.storage.stack.StoreStack;

/** What quota does around every store. */
abstract class QuotaContract {

    private static final String ANNA = "anna@example.org";

    @TempDir
    Path directory;

    private final Map<String, String> plugin = new HashMap<>(Map.of("quota", "maildir:User quota"));
    private final QuotaAccounts accounts = new QuotaAccounts(Clock.systemUTC());
    private final List<String> warned = new ArrayList<>();
    private StoreFactory base;

    /** A store without mail, whose only namespace has no prefix and is divided by '/'. */
    abstract StoreFactory newStore();

    private MailStore open(Enforcement enforcement) {
        return open(enforcement, Map.of());
    }

    private MailStore open(Enforcement enforcement, Map<String, String> fields) {
        if (base == null) {
            base = newStore();
        }
        QuotaWarnings warnings = (user, command) -> {
            synchronized (warned) {
                warned.add(String.join(" ", command));
            }
        };
        var layer = new QuotaLayer(plugin, accounts, enforcement, warnings);
        return new StoreStack(base, List.of(layer)).open(new MailUser(ANNA, directory.resolve("anna"), fields));
    }

    private static MailboxName name(String name) {
        return MailboxName.of(name, '/');
    }

    /** Saves a message that takes so many octets. */
    private static long save(MailStore store, String mailbox, int octets) {
        try (var box = store.open(name(mailbox), true)) {
            return save(box, octets);
        }
    }

    private static long save(Mailbox box, int octets) {
        var content = ("x".repeat(octets - 1) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (var message = box.receive()) {
            message.write(content, 0, content.length);
            return box.append(List.of(new Append(message, Flags.NONE, Instant.EPOCH)))
                    .getFirst();
        }
    }

    private static void refused(MailStore store, String mailbox, int octets) {
        var failure = assertThrows(MailFailure.class, () -> save(store, mailbox, octets));
        assertEquals(Reason.OVER_QUOTA, failure.reason());
        assertEquals("Quota exceeded (mailbox for user is full)", failure.clientText());
    }

    private static Usage used(MailStore store) {
        return store.quotaRoots().getFirst().used();
    }

    @Test
    void whatFitsExactlyIsLetInAndNotOneOctetMore() {
        plugin.put("quota_rule", "*:bytes=1000");
        try (var store = open(Enforcement.STRICT)) {
            save(store, "INBOX", 600);
            refused(store, "INBOX", 401);
            save(store, "INBOX", 400);
            refused(store, "INBOX", 1);
            assertEquals(new Usage(1000, 2), used(store));
            assertEquals(new Usage(1000, 0), store.quotaRoots().getFirst().limits());
        }
    }

    @Test
    void deliveryMayGoBeyondTheLimitOnceAndByTheGraceOnly() {
        plugin.put("quota_rule", "*:bytes=1000");
        plugin.put("quota_grace", "10%%");
        try (var store = open(Enforcement.GRACE)) {
            save(store, "INBOX", 900);
            refused(store, "INBOX", 201);
            save(store, "INBOX", 200);
            refused(store, "INBOX", 2);
        }
        try (var session = open(Enforcement.STRICT)) {
            refused(session, "INBOX", 2);
        }
    }

    @Test
    void exactlyFullLeavesNoGrace() {
        plugin.put("quota_rule", "*:bytes=1000");
        try (var store = open(Enforcement.GRACE)) {
            save(store, "INBOX", 1000);
            refused(store, "INBOX", 1);
        }
    }

    @Test
    void numberOfMessagesIsLimitedWithoutGrace() {
        plugin.put("quota_rule", "*:messages=2");
        try (var store = open(Enforcement.GRACE)) {
            save(store, "INBOX", 10);
            save(store, "INBOX", 10);
            refused(store, "INBOX", 10);
            assertEquals(new Usage(0, 2), store.quotaRoots().getFirst().limits());
        }
    }

    @Test
    void trashHasMoreRoom() {
        plugin.put("quota_rule", "*:bytes=1000");
        plugin.put("quota_rule2", "Trash:bytes=+500");
        try (var store = open(Enforcement.STRICT)) {
            store.create(name("Trash"));
            save(store, "INBOX", 1000);
            refused(store, "INBOX", 1);
            save(store, "Trash", 500);
            refused(store, "Trash", 1);
            assertEquals(new Usage(1500, 2), used(store));
        }
    }

    @Test
    void percentageOfTheLimitAndMasks() {
        plugin.put("quota_rule", "*:storage=1K");
        plugin.put("quota_rule2", "Archive/*:storage=+100%%");
        plugin.put("quota_rule3", "Small:bytes=-1000");
        try (var store = open(Enforcement.STRICT)) {
            store.create(name("Archive/2026"));
            store.create(name("Small"));
            save(store, "Archive/2026", 2048);
            refused(store, "Archive/2026", 1);
            refused(store, "Small", 25);
        }
    }

    @Test
    void ignoredMailboxIsNeitherLimitedNorCounted() {
        plugin.put("quota_rule", "*:bytes=100");
        plugin.put("quota_rule2", "Free:ignore");
        try (var store = open(Enforcement.STRICT)) {
            store.create(name("Free"));
            save(store, "Free", 1000);
            assertEquals(Usage.NONE, used(store));
            save(store, "INBOX", 50);
            try (var free = store.open(name("Free"), true);
                    var inbox = store.open(MailboxName.INBOX, true)) {
                inbox.move(UidSet.ALL, free);
                assertEquals(Usage.NONE, used(store));
                assertThrows(MailFailure.class, () -> free.move(UidSet.ALL, inbox));
                free.move(UidSet.of(2), inbox);
            }
            assertEquals(new Usage(50, 1), used(store));
            store.quotaRoots().getFirst().recount();
            assertEquals(new Usage(50, 1), used(store));
            store.rename(name("Free"), name("Paid"));
            assertEquals(new Usage(1050, 2), used(store));
        }
    }

    @Test
    void expungeAndDeleteFreeRoom() {
        plugin.put("quota_rule", "*:bytes=1000");
        try (var store = open(Enforcement.STRICT)) {
            store.create(name("a"));
            save(store, "a", 300);
            save(store, "a", 300);
            save(store, "INBOX", 400);
            try (var box = store.open(name("a"), true)) {
                box.expunge(UidSet.of(1), false);
            }
            assertEquals(new Usage(700, 2), used(store));
            store.delete(name("a"));
            assertEquals(new Usage(400, 1), used(store));
            save(store, "INBOX", 600);
        }
    }

    @Test
    void copyNeedsRoomAndMoveDoesNot() {
        plugin.put("quota_rule", "*:bytes=1000");
        try (var store = open(Enforcement.STRICT)) {
            store.create(name("a"));
            save(store, "INBOX", 600);
            save(store, "INBOX", 100);
            try (var inbox = store.open(MailboxName.INBOX, true);
                    var target = store.open(name("a"), true)) {
                assertEquals(
                        Reason.OVER_QUOTA,
                        assertThrows(MailFailure.class, () -> inbox.copy(UidSet.ALL, target))
                                .reason());
                assertEquals(0, target.view().size());
                inbox.copy(UidSet.of(2), target);
                assertEquals(new Usage(800, 3), used(store));
                inbox.move(UidSet.ALL, target);
            }
            assertEquals(new Usage(800, 3), used(store));
        }
    }

    @Test
    void severalMessagesAtOnceNeedRoomTogether() {
        plugin.put("quota_rule", "*:bytes=100");
        try (var store = open(Enforcement.STRICT);
                var inbox = store.open(MailboxName.INBOX, true);
                var one = inbox.receive();
                var two = inbox.receive()) {
            one.write(new byte[60], 0, 60);
            two.write(new byte[60], 0, 60);
            assertThrows(
                    MailFailure.class,
                    () -> inbox.append(List.of(
                            new Append(one, Flags.NONE, Instant.EPOCH), new Append(two, Flags.NONE, Instant.EPOCH))));
            assertEquals(Usage.NONE, used(store));
            inbox.append(List.of(new Append(one, Flags.NONE, Instant.EPOCH)));
            assertEquals(new Usage(60, 1), used(store));
        }
    }

    @Test
    void userDatabaseSaysSomethingElse() {
        plugin.put("quota_rule", "*:bytes=100");
        try (var store = open(Enforcement.STRICT, Map.of("quota_rule", "*:bytes=5M"))) {
            save(store, "INBOX", 1000);
            assertEquals(new Usage(5 << 20, 0), store.quotaRoots().getFirst().limits());
        }
        try (var store = open(Enforcement.STRICT, Map.of("quota_rule", "*:bytes=0M"))) {
            save(store, "INBOX", 1000);
            assertEquals(new Usage(2000, 2), used(store));
            assertEquals(Usage.NONE, store.quotaRoots().getFirst().limits());
        }
    }

    @Test
    void withoutAnyLimitNothingIsCounted() {
        try (var store = open(Enforcement.STRICT)) {
            save(store, "INBOX", 1000);
            assertEquals(Usage.NONE, used(store));
        }
    }

    @Test
    void sessionThatIsOpenFollowsANewLimit() {
        plugin.put("quota_rule", "*:bytes=100");
        try (var session = open(Enforcement.STRICT)) {
            refused(session, "INBOX", 500);
            plugin.put("quota_rule", "*:bytes=1000");
            open(Enforcement.STRICT).close();
            save(session, "INBOX", 500);
        }
    }

    @Test
    void largestMessage() {
        plugin.put("quota_rule", "*:bytes=1000");
        plugin.put("quota_max_mail_size", "100");
        try (var store = open(Enforcement.STRICT)) {
            save(store, "INBOX", 100);
            var failure = assertThrows(MailFailure.class, () -> save(store, "INBOX", 101));
            assertEquals(Reason.LIMIT, failure.reason());
        }
    }

    @Test
    void roomCanBeAskedFor() {
        plugin.put("quota_rule", "*:bytes=100");
        try (var store = open(Enforcement.GRACE)) {
            store.checkRoom(MailboxName.INBOX, 110);
            assertThrows(MailFailure.class, () -> store.checkRoom(MailboxName.INBOX, 111));
            save(store, "INBOX", 100);
            store.checkRoom(MailboxName.INBOX, 0);
            assertThrows(MailFailure.class, () -> store.checkRoom(MailboxName.INBOX, 1));
        }
    }

    @Test
    void countOnlyLetsEverythingInAndWarnsNobody() {
        plugin.put("quota_rule", "*:bytes=100");
        plugin.put("quota_warning", "storage=50%% quota-warning 50 %u");
        try (var store = open(Enforcement.COUNT_ONLY)) {
            save(store, "INBOX", 1000);
            assertEquals(new Usage(1000, 1), used(store));
        }
        assertEquals(List.of(), warned);
    }

    @Test
    void rootThatIsNotEnforcedOnlyCounts() {
        plugin.put("quota", "maildir:Counted:noenforcing");
        plugin.put("quota_rule", "*:bytes=100");
        try (var store = open(Enforcement.STRICT)) {
            save(store, "INBOX", 1000);
            assertEquals(new Usage(1000, 1), used(store));
            assertEquals("Counted", store.quotaRoots().getFirst().name());
        }
    }

    @Test
    void eachCrossingWarnsOnceWithTheFirstThatFits() {
        plugin.put("quota_rule", "*:bytes=1000");
        plugin.put("quota_warning", "storage=95%% quota-warning 95 %u");
        plugin.put("quota_warning2", "storage=80%% quota-warning 80 %u");
        plugin.put("quota_warning3", "-storage=80%% quota-warning below 80");
        try (var store = open(Enforcement.STRICT)) {
            save(store, "INBOX", 700);
            assertEquals(List.of(), warned);
            save(store, "INBOX", 110);
            save(store, "INBOX", 100);
            assertEquals(List.of("quota-warning 80 " + ANNA), warned);
            try (var inbox = store.open(MailboxName.INBOX, true)) {
                inbox.expunge(UidSet.of(1), false);
            }
            assertEquals("quota-warning below 80", warned.getLast());
            save(store, "INBOX", 750);
            assertEquals(List.of("quota-warning 95 " + ANNA), warned.subList(2, warned.size()));
        }
    }

    @Test
    void brokenSettingsAreNamed() {
        plugin.put("quota_rule", "*:storge=1G");
        assertEquals(
                "Invalid quota root quota: Unknown rule limit name: storge",
                assertThrows(BadQuota.class, () -> open(Enforcement.STRICT)).getMessage());
        plugin.put("quota_rule", "*:storage=1X");
        assertThrows(BadQuota.class, () -> open(Enforcement.STRICT));
        plugin.put("quota_rule", "*:storage=99999999T");
        assertThrows(BadQuota.class, () -> open(Enforcement.STRICT));
        plugin.put("quota_rule", "nothing");
        assertThrows(BadQuota.class, () -> open(Enforcement.STRICT));
        plugin.put("quota_rule", "*:storage=50%%");
        assertThrows(BadQuota.class, () -> open(Enforcement.STRICT));
        plugin.remove("quota_rule");
        plugin.put("quota", "disk:x");
        assertThrows(BadQuota.class, () -> open(Enforcement.STRICT));
    }

    /** Fifty deliveries at 99 %: one reaches the limit, with the grace it may; all others are refused. */
    @Test
    void fiftyDeliveriesAtOnceDoNotOvershoot() throws InterruptedException {
        plugin.put("quota_rule", "*:bytes=10000");
        plugin.put("quota_warning", "storage=100%% full");
        try (var store = open(Enforcement.GRACE)) {
            save(store, "INBOX", 9900);
            var saved = new AtomicInteger();
            inParallel(50, () -> {
                try (var mine = open(Enforcement.GRACE)) {
                    save(mine, "INBOX", 150);
                    saved.incrementAndGet();
                } catch (MailFailure full) {
                    assertEquals(Reason.OVER_QUOTA, full.reason());
                }
            });
            assertEquals(1, saved.get());
            assertEquals(new Usage(10_050, 2), used(store));
            assertEquals(List.of("full"), warned);
        }
    }

    /** Whatever many do at once, in the end the numbers are those of the messages. */
    @Test
    void numbersStayRightWhenManySaveAndExpunge() throws InterruptedException {
        plugin.put("quota_rule", "*:bytes=1M");
        try (var store = open(Enforcement.STRICT)) {
            store.create(name("a"));
            inParallel(4, () -> {
                try (var mine = open(Enforcement.STRICT)) {
                    for (int n = 0; n < 6; n++) {
                        save(mine, "INBOX", 100 + n);
                        if (n % 3 == 0) {
                            mine.quotaRoots().forEach(QuotaRoot::recount);
                        }
                        try (var inbox = mine.open(MailboxName.INBOX, true);
                                var a = mine.open(name("a"), true)) {
                            inbox.copy(UidSet.range(1, 3), a);
                            inbox.move(UidSet.range(4, 5), a);
                            inbox.expunge(UidSet.of(n, n + 1), false);
                        }
                    }
                }
            });
            var told = used(store);
            store.quotaRoots().getFirst().recount();
            assertEquals(used(store), told);
            assertTrue(told.messages() > 0);
        }
    }

    private static void inParallel(int count, Runnable what) throws InterruptedException {
        var failures = new ArrayList<Throwable>();
        var threads = new ArrayList<Thread>();
        for (int n = 0; n < count; n++) {
            threads.add(Thread.ofVirtual()
                    .uncaughtExceptionHandler((_, e) -> {
                        synchronized (failures) {
                            failures.add(e);
                        }
                    })
                    .start(what));
        }
        for (var thread : threads) {
            thread.join();
        }
        synchronized (failures) {
            assertEquals(List.of(), failures);
        }
    }
}
