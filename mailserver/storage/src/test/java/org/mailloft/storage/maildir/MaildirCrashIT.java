package org.mailloft.storage.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.storage.FlagChange;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.Mailbox.Append;
import org.mailloft.storage.MailboxEntry;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.disk.CrashDisk;
import org.mailloft.storage.disk.Disk;
import org.mailloft.storage.disk.RealDisk;

/**
 * The machine stops at every write, sync, rename and link of a day's work, or one of them fails. What was promised is
 * there afterwards, once and whole, under its UID; what was not is there whole or not at all.
 */
class MaildirCrashIT {

    private static final Instant DATE = Instant.parse("2026-01-02T03:04:05Z");
    private static final MailboxName INBOX = MailboxName.INBOX;
    private static final MailboxName A = MailboxName.of("a", '/');
    private static final MailboxName B = MailboxName.of("b", '/');

    /** A number that no process has. */
    private static final int NO_PROCESS = 999_999_999;

    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(50);

    @TempDir
    Path directory;

    @Test
    void killedProcessLosesNothing() throws IOException {
        boolean reached = true;
        for (int step = 1; reached; step++) {
            var home = Files.createDirectory(directory.resolve("kill" + step));
            var disk = CrashDisk.stoppingAt(home, step);
            var ledger = new Ledger(false);
            work(store(disk), home, ledger);
            reached = disk.hasStopped();
            check(home, ledger, "killed at step " + step);
            MaildirModelIT.delete(home);
        }
    }

    @Test
    void powerFailureLosesNothing() throws IOException {
        boolean reached = true;
        for (int step = 1; reached; step++) {
            var home = Files.createDirectory(directory.resolve("power" + step));
            var disk = CrashDisk.stoppingAt(home, step);
            var ledger = new Ledger(true);
            work(store(disk), home, ledger);
            reached = disk.hasStopped();
            var restored = Files.createDirectory(directory.resolve("restored" + step));
            disk.restoreDurable(restored);
            check(restored, ledger, "power failure at step " + step);
            MaildirModelIT.delete(home);
            MaildirModelIT.delete(restored);
        }
    }

    /** A full disk, an I/O error: what fails has not happened, and all else goes on. */
    @Test
    void oneFailureHarmsOnlyWhatItHits() throws IOException {
        boolean reached = true;
        for (int step = 1; reached; step++) {
            var home = Files.createDirectory(directory.resolve("fail" + step));
            var disk = CrashDisk.failingOnceAt(home, step);
            var ledger = new Ledger(false);
            work(store(disk), home, ledger);
            reached = disk.hasStopped();
            check(home, ledger, "failure at step " + step);
            MaildirModelIT.delete(home);
        }
    }

    private static StoreFactory store(Disk disk) {
        return Maildirs.on(disk, LOCK_TIMEOUT, List.of());
    }

    /** A day's work; each operation that fails is left behind, the next one is tried. */
    private static void work(StoreFactory factory, Path home, Ledger ledger) {
        try (var store = factory.open(new MailUser("anna@example.org", home, Map.of()))) {
            attempt(() -> store.create(A));
            attempt(() -> append(store, INBOX, ledger, Flags.NONE, "one"));
            attempt(() -> append(store, INBOX, ledger, new Flags(Set.of(SystemFlag.SEEN), Set.of("k1")), "two"));
            attempt(() -> append(store, INBOX, ledger, Flags.NONE, "three", "four"));
            attempt(() -> {
                try (var inbox = store.open(INBOX, true)) {
                    inbox.claimRecent();
                    inbox.store(UidSet.ALL, new FlagChange(FlagChange.Mode.ADD, new Flags(Set.of(), Set.of("k2"))));
                }
            });
            attempt(() -> transfer(store, ledger, false, "one", "two"));
            attempt(() -> transfer(store, ledger, true, "three"));
            attempt(() -> expunge(store, ledger, "four"));
            attempt(() -> store.rename(A, B));
            attempt(() -> append(store, B, ledger, Flags.NONE, "five"));
            attempt(() -> store.subscribe(B));
            attempt(() -> append(store, INBOX, ledger, Flags.of(SystemFlag.DRAFT), "six"));
        } catch (RuntimeException _) {
            // opening or closing failed: nothing was promised
        }
    }

    private static void attempt(Runnable operation) {
        try {
            operation.run();
        } catch (RuntimeException _) {
            // not acknowledged
        }
    }

    private static void append(MailStore store, MailboxName name, Ledger ledger, Flags flags, String... names) {
        try (var mailbox = store.open(name, true)) {
            var messages = List.of(names).stream()
                    .map(each -> {
                        var message = mailbox.receive();
                        var octets = content(each).getBytes(StandardCharsets.US_ASCII);
                        message.write(octets, 0, octets.length);
                        return new Append(message, flags, DATE);
                    })
                    .toList();
            ledger.expect(0, 1, names);
            var uids = mailbox.append(messages);
            ledger.expect(1, 1, names);
            for (int n = 0; n < names.length; n++) {
                ledger.uid(mailbox, uids.get(n), names[n]);
            }
        }
    }

    private static void transfer(MailStore store, Ledger ledger, boolean move, String... names) {
        try (var inbox = store.open(INBOX, true);
                var target = store.open(A, true)) {
            var uids = ledger.uidsOf(inbox, names);
            if (uids.isEmpty()) {
                return;
            }
            var present = ledger.certain(names);
            ledger.expect(1, 2, present);
            if (move) {
                ledger.forget(inbox, uids);
            }
            var copied = move ? inbox.move(uids, target) : inbox.copy(uids, target);
            for (int n = 0; n < present.length; n++) {
                ledger.expect(move ? 1 : 2, move ? 1 + ledger.revenants() : 2, present[n]);
                ledger.uid(target, copied.target().get(n), present[n]);
            }
        }
    }

    private static void expunge(MailStore store, Ledger ledger, String name) {
        try (var inbox = store.open(INBOX, true)) {
            var uids = ledger.uidsOf(inbox, name);
            if (!uids.isEmpty()) {
                ledger.expect(0, 1, name);
                ledger.forget(inbox, uids);
                inbox.expunge(uids, false);
                ledger.expect(0, ledger.revenants(), name);
            }
        }
    }

    private static void check(Path home, Ledger ledger, String when) throws IOException {
        bury(home);
        try (var store = store(new RealDisk()).open(new MailUser("anna@example.org", home, Map.of()))) {
            var found = new HashMap<String, Integer>();
            for (var entry :
                    store.list().stream().filter(MailboxEntry::selectable).toList()) {
                try (var mailbox = store.open(entry.name(), true)) {
                    mailbox.refresh();
                    ledger.checkUids(mailbox, when);
                    texts(mailbox).forEach((_, text) -> found.merge(text, 1, Integer::sum));
                    assertTrue(ledger.uidIsNew(mailbox, append(mailbox, "later")), when + ": a UID was used again");
                }
            }
            ledger.checkCounts(found, when);
        }
    }

    /** The locks that are left belong to a process that is gone for long, and not to this one. */
    private static void bury(Path home) throws IOException {
        try (var files = Files.walk(home)) {
            for (var lock :
                    files.filter(file -> file.toString().endsWith(".lock")).toList()) {
                Files.writeString(lock, NO_PROCESS + ":host");
                Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(10)));
            }
        }
    }

    private static long append(Mailbox mailbox, String name) {
        try (var message = mailbox.receive()) {
            var octets = content(name).getBytes(StandardCharsets.US_ASCII);
            message.write(octets, 0, octets.length);
            return mailbox.append(List.of(new Append(message, Flags.NONE, DATE)))
                    .getFirst();
        }
    }

    private static Map<Long, String> texts(Mailbox mailbox) {
        var view = mailbox.view();
        var texts = new TreeMap<Long, String>();
        IntStream.range(0, view.size()).forEach(index -> {
            try (var in = mailbox.open(view.uid(index))) {
                texts.put(view.uid(index), new String(in.readAllBytes(), StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        return texts;
    }

    private static String content(String name) {
        return "Subject: " + name + "\r\n\r\n" + "The text of this message.\r\n".repeat(20);
    }

    /** What was promised. */
    private static final class Ledger {
        private final Map<String, int[]> copies = new TreeMap<>();
        /** By mailbox (GUID and UIDVALIDITY) and UID. */
        private final Map<String, Map<Long, String>> uids = new HashMap<>();

        private final Map<String, Long> highest = new HashMap<>();
        private final boolean powerFailure;

        Ledger(boolean powerFailure) {
            this.powerFailure = powerFailure;
        }

        /** Removing a message is not synced, as in Dovecot: after a power failure it may be there again. */
        int revenants() {
            return powerFailure ? 1 : 0;
        }

        void expect(int least, int most, String... names) {
            for (var name : names) {
                copies.put(content(name), new int[] {least, most});
            }
        }

        void uid(Mailbox mailbox, long uid, String name) {
            uids.computeIfAbsent(key(mailbox), _ -> new TreeMap<>()).put(uid, content(name));
            highest.merge(key(mailbox), uid, Math::max);
        }

        void forget(Mailbox mailbox, UidSet gone) {
            gone.stream().forEach(uid -> uids.get(key(mailbox)).remove(uid));
        }

        String[] certain(String... names) {
            return List.of(names).stream()
                    .filter(name -> copies.containsKey(content(name)) && copies.get(content(name))[0] == 1)
                    .toArray(String[]::new);
        }

        UidSet uidsOf(Mailbox mailbox, String... names) {
            var wanted = List.of(certain(names)).stream()
                    .map(MaildirCrashIT::content)
                    .toList();
            return UidSet.of(uids.getOrDefault(key(mailbox), Map.of()).entrySet().stream()
                    .filter(entry -> wanted.contains(entry.getValue()))
                    .map(Map.Entry::getKey)
                    .toList());
        }

        boolean uidIsNew(Mailbox mailbox, long uid) {
            return uid > highest.getOrDefault(key(mailbox), 0L);
        }

        void checkUids(Mailbox mailbox, String when) {
            var promised = uids.getOrDefault(key(mailbox), Map.of());
            var there = texts(mailbox);
            promised.forEach((uid, text) -> assertEquals(
                    text,
                    there.get(uid),
                    () -> when + ": " + mailbox.name() + " UID " + uid + " is not what was promised"));
        }

        void checkCounts(Map<String, Integer> found, String when) {
            copies.forEach((text, range) -> {
                int count = found.getOrDefault(text, 0);
                assertTrue(
                        count >= range[0] && count <= range[1],
                        () -> when + ": " + count + " times, promised " + range[0] + " to " + range[1] + ": "
                                + text.lines().findFirst().orElse(""));
            });
            found.remove(content("later"));
            found.keySet().forEach(text -> assertTrue(copies.containsKey(text), () -> when + ": half a message"));
        }

        private static String key(Mailbox mailbox) {
            return mailbox.guid() + " " + mailbox.uidValidity();
        }
    }
}
