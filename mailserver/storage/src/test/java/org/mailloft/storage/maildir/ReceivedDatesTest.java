package org.mailloft.storage.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.storage.FlagChange;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.StorageSettings;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.disk.FileStatus;
import org.mailloft.storage.disk.RealDisk;

/** Files are looked at when somebody asks for their dates, and not before. */
class ReceivedDatesTest {

    private static final Instant RECEIVED = Instant.parse("2020-02-02T02:02:02Z");
    private static final String SIZES = ",S=17,W=20";
    private static final int MESSAGES = 300;

    @TempDir
    Path home;

    private Path root;
    private WatchedDisk disk;
    private MaildirStores stores;
    private Mailbox inbox;

    @BeforeEach
    void makeMailboxOfDovecot() throws IOException {
        root = home.resolve("Maildir");
        for (var directory : List.of("cur", "new", "tmp")) {
            Files.createDirectories(root.resolve(directory));
        }
        var list = new StringBuilder("3 V77 N1 Gf1768938f9fc016b3228000083ecc375\n");
        for (int uid = 1; uid <= MESSAGES; uid++) {
            put("cur/" + base(uid) + ":2,");
            list.append(uid).append(" :").append(base(uid)).append('\n');
        }
        Files.writeString(root.resolve("dovecot-uidlist"), list);
        open();
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void openingLooksAtNoFileThatTheUidListHas() {
        assertEquals(MESSAGES, inbox.view().size());
        assertEquals(20, inbox.view().size(7));
        assertEquals(Set.of(), disk.lookedAt);
    }

    @Test
    void fileWithoutAUidIsLookedAtWhenItArrives() throws IOException {
        put("new/1795299999.M1P1.vm" + SIZES);
        inbox.refresh();
        assertEquals(Set.of("1795299999.M1P1.vm" + SIZES), disk.lookedAt);
        assertEquals(RECEIVED, inbox.view().internalDate(MESSAGES));
    }

    @Test
    void datesAreThoseOfTheFiles() {
        var view = inbox.view();
        for (int index = 0; index < MESSAGES; index++) {
            assertEquals(RECEIVED.plusSeconds(index + 1), view.internalDate(index));
        }
    }

    @Test
    void fileIsLookedAtOnceHoweverOftenItsDateIsAskedFor() {
        var before = inbox.view();
        assertEquals(RECEIVED.plusSeconds(1), before.internalDate(0));
        disk.lookedAt.clear();
        inbox.store(UidSet.of(1), new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.SEEN)));
        assertEquals(RECEIVED.plusSeconds(1), inbox.view().internalDate(0));
        assertEquals(RECEIVED.plusSeconds(2), inbox.view().internalDate(1));
        assertEquals(RECEIVED.plusSeconds(2), before.internalDate(1));
        assertEquals(Set.of(), disk.lookedAt);
    }

    @Test
    void fileThatAnotherProgramRenamedIsFound() throws IOException {
        Files.move(root.resolve("cur/" + base(5) + ":2,"), root.resolve("cur/" + base(5) + ":2,FS"));
        assertEquals(RECEIVED.plusSeconds(5), inbox.view().internalDate(4));
    }

    @Test
    void oldViewKnowsTheDateOfAMessageWhoseFlagsChangedSince() {
        var old = inbox.view();
        inbox.store(UidSet.of(5), new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.SEEN)));
        assertEquals(RECEIVED.plusSeconds(5), old.internalDate(4));
    }

    @Test
    void fileThatHasGoneHasTheDateOfItsName() throws IOException {
        Files.delete(root.resolve("cur/" + base(5) + ":2,"));
        var view = inbox.view();
        assertEquals(Instant.ofEpochSecond(1_795_000_005), view.internalDate(4));
        assertEquals(RECEIVED.plusSeconds(6), view.internalDate(5));
        inbox.refresh();
        assertEquals(Instant.ofEpochSecond(1_795_000_005), view.internalDate(4));
        assertEquals(RECEIVED.plusSeconds(6), inbox.view().internalDate(4));
    }

    @Test
    void datesThatWereFoundOutAreKept() throws IOException {
        settle();
        reopen();
        IntStream.range(0, MESSAGES).forEach(inbox.view()::internalDate);
        reopen();
        datesAreThoseOfTheFiles();
        assertEquals(Set.of(), disk.lookedAt);
    }

    @Test
    void datesThatNobodyAskedForCanBeAskedForAfterARestart() throws IOException {
        settle();
        reopen();
        put("new/1795299999.M1P1.vm" + SIZES);
        inbox.refresh();
        reopen();
        assertEquals(Set.of(), disk.lookedAt);
        datesAreThoseOfTheFiles();
        assertEquals(RECEIVED, inbox.view().internalDate(MESSAGES));
    }

    @Test
    void copyHasTheDateOfItsOriginal() {
        var copied = inbox.copy(UidSet.of(3), inbox);
        var view = inbox.view();
        assertEquals(
                RECEIVED.plusSeconds(3),
                view.internalDate(view.indexOf(copied.target().getFirst())));
    }

    private static String base(int uid) {
        return 1_795_000_000 + uid + ".M1P1.vm" + SIZES;
    }

    /** The file of message n was received n seconds after {@link #RECEIVED}, any other then. */
    private void put(String name) throws IOException {
        var file = root.resolve(name);
        Files.writeString(file, "Subject: x\n\nbody\n", StandardCharsets.US_ASCII);
        long seconds = Long.parseLong(file.getFileName().toString().substring(0, 10)) - 1_795_000_000;
        Files.setLastModifiedTime(file, FileTime.from(RECEIVED.plusSeconds(seconds <= MESSAGES ? seconds : 0)));
    }

    private void open() {
        disk = new WatchedDisk();
        stores = new MaildirStores(StorageSettings.DEFAULTS, disk, Clock.systemUTC(), "vm");
        inbox = stores.open(new MailUser("anna@example.org", home, Map.of())).open(MailboxName.INBOX, true);
    }

    private void reopen() {
        inbox.close();
        stores.close();
        open();
    }

    /** Lets directories look as if they had not changed for long. */
    private void settle() throws IOException {
        for (var directory : List.of("cur", "new")) {
            Files.setLastModifiedTime(
                    root.resolve(directory), FileTime.from(Instant.now().minusSeconds(60)));
        }
    }

    /** Remembers which message files were looked at. */
    private static final class WatchedDisk extends ForwardingDisk {
        private final Set<String> lookedAt = new TreeSet<>();

        WatchedDisk() {
            super(new RealDisk());
        }

        @Override
        public FileStatus status(Path file) throws IOException {
            var name = file.getFileName().toString();
            if (name.contains(SIZES)) {
                lookedAt.add(name);
            }
            return super.status(file);
        }
    }
}
