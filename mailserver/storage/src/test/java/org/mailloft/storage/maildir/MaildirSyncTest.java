package org.mailloft.storage.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.storage.FlagChange;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.StorageSettings;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.disk.RealDisk;

/** What the store makes of files that others left, changed and took away. */
class MaildirSyncTest {

    private static final String GUID = "f1768938f9fc016b3228000083ecc375";
    private static final String TEXT = "Subject: x\n\nbody\n";
    private static final String SIZES = ",S=17,W=20";

    @TempDir
    Path home;

    private Path root;
    private MaildirStores stores;
    private MailStore store;
    private Mailbox inbox;

    @BeforeEach
    void makeRoot() throws IOException {
        root = home.resolve("Maildir");
        for (var directory : List.of("cur", "new", "tmp")) {
            Files.createDirectories(root.resolve(directory));
        }
    }

    @AfterEach
    void close() {
        if (stores != null) {
            stores.close();
        }
    }

    @Test
    void mailboxOfDovecotIsTakenOverAsItIs() throws IOException {
        put("cur/1111.foo.bar:2,S", TEXT);
        put("cur/1795292700.M5P1.vm" + SIZES + ":2,FRb", TEXT);
        write(
                "dovecot-uidlist",
                "3 V77 N1 G" + GUID + "\n6 S17 W20 :1111.foo.bar\n9 :1795292700.M5P1.vm" + SIZES + "\n");
        write("dovecot-keywords", "0 kw0\n1 $Forwarded\n");
        var list = read("dovecot-uidlist");
        open();
        assertEquals(77, inbox.uidValidity());
        assertEquals(GUID, inbox.guid());
        assertEquals(List.of(6L, 9L), uids());
        assertEquals(Flags.of(SystemFlag.SEEN), flags(6));
        assertEquals(new Flags(Set.of(SystemFlag.FLAGGED, SystemFlag.ANSWERED), Set.of("$Forwarded")), flags(9));
        assertEquals(List.of("kw0", "$Forwarded"), inbox.view().keywords());
        assertEquals(20, inbox.view().size(0));
        assertEquals(10, inbox.view().uidNext());
        assertEquals(10, inbox.view().firstRecentUid());
        assertEquals(list, read("dovecot-uidlist"));
    }

    @Test
    void filesWithoutUidsGetThemInOrderOfArrival() throws IOException {
        put("cur/20.M5P1.vm" + SIZES + ":2,", TEXT);
        put("new/20.M12P1.vm" + SIZES, TEXT);
        put("new/3.x.vm" + SIZES, TEXT);
        put("new/100.x.vm" + SIZES, TEXT);
        open();
        assertEquals(
                List.of("3.x.vm" + SIZES, "20.M5P1.vm" + SIZES, "20.M12P1.vm" + SIZES, "100.x.vm" + SIZES),
                List.of(guid(1), guid(2), guid(3), guid(4)));
        assertEquals(3, inbox.view().firstRecentUid());
        assertTrue(read("dovecot-uidlist")
                .endsWith("\n1 :3.x.vm" + SIZES + "\n2 :20.M5P1.vm" + SIZES + "\n3 :20.M12P1.vm" + SIZES
                        + "\n4 :100.x.vm" + SIZES + "\n"));
        assertTrue(read("dovecot-uidlist").matches("3 V[0-9]+ N5 G[0-9a-f]{32}\n(?s:.*)"));
    }

    @Test
    void changesOfFlagsAreTakenOver() throws IOException {
        threeMessages();
        long modSeq = inbox.view().highestModSeq();
        rename("cur/2" + SIZES + ":2,", "cur/2" + SIZES + ":2,FSa");
        write("dovecot-keywords", "0 other\n");
        inbox.refresh();
        assertEquals(new Flags(Set.of(SystemFlag.FLAGGED, SystemFlag.SEEN), Set.of("other")), flags(2));
        assertEquals(modSeq + 1, inbox.view().modSeq(1));
        assertEquals(Flags.NONE, flags(1));
    }

    @Test
    void letterWithoutAKeywordKeepsItsPlace() throws IOException {
        threeMessages();
        rename("cur/2" + SIZES + ":2,", "cur/2" + SIZES + ":2,d");
        inbox.refresh();
        assertEquals(Set.of("unknown-3"), flags(2).keywords());
        add(2, SystemFlag.SEEN);
        assertTrue(exists("cur/2" + SIZES + ":2,Sd"));
    }

    @Test
    void unknownLettersSurviveOurChanges() throws IOException {
        threeMessages();
        rename("cur/2" + SIZES + ":2,", "cur/2" + SIZES + ":2,PS,x");
        reopen();
        add(2, SystemFlag.DELETED);
        assertTrue(exists("cur/2" + SIZES + ":2,PST,x"));
        assertEquals(TEXT.replace("\n", "\r\n"), content(2));
    }

    @Test
    void filesAddedAndRemovedAreMessagesAddedAndRemoved() throws IOException {
        threeMessages();
        Files.delete(root.resolve("cur/2" + SIZES + ":2,"));
        put("new/4" + SIZES, TEXT);
        inbox.refresh();
        assertEquals(List.of(1L, 3L, 4L), uids());
        assertTrue(read("dovecot-uidlist").endsWith("4 :4" + SIZES + "\n"));
    }

    @Test
    void messageThatComesBackGetsANewUid() throws IOException {
        threeMessages();
        var file = root.resolve("cur/2" + SIZES + ":2,");
        Files.delete(file);
        inbox.refresh();
        put("cur/2" + SIZES + ":2,", TEXT);
        inbox.refresh();
        assertEquals(List.of(1L, 3L, 4L), uids());
        assertEquals("2" + SIZES, guid(4));
        reopen();
        assertEquals(List.of(1L, 3L, 4L), uids());
    }

    @Test
    void uidsThatDovecotGaveAreKept() throws IOException {
        threeMessages();
        put("new/9" + SIZES, TEXT);
        put("new/8" + SIZES, TEXT);
        write("dovecot-uidlist", read("dovecot-uidlist") + "7 :9" + SIZES + "\n8 :8" + SIZES + "\n20 :gone\n");
        inbox.refresh();
        assertEquals(List.of(1L, 2L, 3L, 7L, 8L), uids());
        assertEquals("9" + SIZES, guid(7));
        assertEquals(21, inbox.view().uidNext());
    }

    @Test
    void messagesThatDovecotRenumberedAreOtherMessages() throws IOException {
        threeMessages();
        write(
                "dovecot-uidlist",
                "3 V" + inbox.uidValidity() + " N7 G" + GUID + "\n4 :3" + SIZES + "\n5 :1" + SIZES + "\n6 :2" + SIZES
                        + "\n");
        inbox.refresh();
        assertEquals(List.of(4L, 5L, 6L), uids());
        assertEquals("3" + SIZES, guid(4));
        assertEquals(GUID, inbox.guid());
    }

    @Test
    void uidListThatWasLostIsWrittenAgainWithTheSameUids() throws IOException {
        threeMessages();
        var before = read("dovecot-uidlist");
        Files.delete(root.resolve("dovecot-uidlist"));
        inbox.refresh();
        assertEquals(List.of(1L, 2L, 3L), uids());
        assertEquals(before.replace(" N1 ", " N4 "), read("dovecot-uidlist"));
        Files.delete(root.resolve("dovecot-uidlist"));
        reopen();
        assertEquals(List.of(1L, 2L, 3L), uids());
    }

    @Test
    void damagedUidListIsMended() throws IOException {
        threeMessages();
        write("dovecot-uidlist", read("dovecot-uidlist").replace("2 :", "x :") + "torn");
        inbox.refresh();
        assertEquals(List.of(1L, 2L, 3L), uids());
        assertTrue(read("dovecot-uidlist").contains("\n2 :2" + SIZES + "\n3 :3" + SIZES + "\n"));
        assertFalse(read("dovecot-uidlist").contains("torn"));
    }

    @Test
    void otherUidValidityIsAnotherMailbox() throws IOException {
        threeMessages();
        write("dovecot-uidlist", "3 V99 N7 G" + GUID + "\n4 :3" + SIZES + "\n");
        var failure = assertThrows(MailFailure.class, inbox::refresh);
        assertEquals(MailFailure.Reason.NOT_FOUND, failure.reason());
        try (var again = store.open(MailboxName.INBOX, true)) {
            assertEquals(99, again.uidValidity());
            assertEquals(3, again.view().size());
            assertEquals(4, again.view().uid(0));
        }
    }

    @Test
    void indexOfAnotherMailboxIsNotBelieved() throws IOException {
        threeMessages();
        stores.close();
        write("dovecot-uidlist", "3 V99 N7 G" + GUID + "\n4 :3" + SIZES + "\n");
        open();
        assertEquals(99, inbox.uidValidity());
        assertEquals(List.of(4L, 7L, 8L), uids());
    }

    @Test
    void everythingButModSeqsSurvivesTheLossOfOurIndex() throws IOException {
        threeMessages();
        add(2, SystemFlag.SEEN);
        long modSeq = inbox.view().highestModSeq();
        stores.close();
        Files.delete(root.resolve("mailloft.index"));
        var later = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(1));
        openWith(new MaildirStores(StorageSettings.DEFAULTS, new RealDisk(), later, "vm"));
        assertEquals(List.of(1L, 2L, 3L), uids());
        assertEquals(Flags.of(SystemFlag.SEEN), flags(2));
        assertTrue(inbox.view().highestModSeq() > modSeq);
    }

    @Test
    void unchangedMailboxIsOpenedWithoutReadingIt() throws IOException {
        threeMessages();
        settle();
        reopen();
        stores.close();
        var count = new CountingDisk();
        stores = new MaildirStores(StorageSettings.DEFAULTS, count, Clock.systemUTC(), "vm");
        openWith(stores);
        assertEquals(List.of(1L, 2L, 3L), uids());
        assertEquals(Set.of("tmp"), count.listed);
    }

    @Test
    void brokenNamesAreFixedAndNothingIsLost() throws IOException {
        put("cur/:2,S", TEXT);
        put("cur/.hidden", TEXT);
        put("cur/5" + SIZES + ":2,S", TEXT);
        put("cur/5" + SIZES + ":2,F", "Subject: other\n\nbody\n");
        put("new/line\nend", TEXT);
        open();
        assertEquals(3, inbox.view().size());
        assertEquals(
                1, files("cur").stream().filter(name -> name.startsWith("5,")).count());
    }

    @Test
    void secondNameOfTheSameFileIsNoSecondMessage() throws IOException {
        put("cur/5" + SIZES + ":2,S", TEXT);
        Files.createLink(root.resolve("cur/5" + SIZES + ":2,"), root.resolve("cur/5" + SIZES + ":2,S"));
        open();
        assertEquals(1, inbox.view().size());
    }

    @Test
    void sizesComeFromTheFileWhenNothingTellsThem() throws IOException {
        put("cur/7:2,S", TEXT);
        open();
        assertEquals(20, inbox.view().size(0));
        assertEquals(17, inbox.view().physicalSize(0));
        assertTrue(read("dovecot-uidlist").endsWith("\n1 S17 W20 :7\n"));
        assertEquals("7", guid(1));
    }

    @Test
    void wrongSizeInTheNameOfANewFileIsPutRightBeforeAnybodyIsToldIt() throws IOException {
        put("cur/7,S=5,W=6:2,S", TEXT);
        write("dovecot-uidlist", "3 V77 N9 G" + GUID + "\n");
        open();
        assertEquals(20, inbox.view().size(0));
        assertEquals(Set.of("7,S=17,W=20:2,S"), files("cur"));
        assertEquals(List.of(9L), uids());
        assertTrue(read("dovecot-uidlist").endsWith("\n9 :7,S=17,W=20\n"));
    }

    @Test
    void wrongSizeInTheNameOfAListedFileIsPutRightWhenTheMessageIsRead() throws IOException {
        put("cur/7,S=5,W=6:2,S", TEXT);
        write("dovecot-uidlist", "3 V77 N9 G" + GUID + "\n8 :7,S=5,W=6\n");
        open();
        assertEquals(6, inbox.view().size(0));
        assertEquals(TEXT.replace("\n", "\r\n"), content(8));
        assertEquals(20, inbox.view().size(0));
        assertEquals(17, inbox.view().physicalSize(0));
        assertEquals(Set.of("7,S=17,W=20:2,S"), files("cur"));
        assertEquals(List.of(8L), uids());
        assertEquals("7,S=5,W=6", guid(8));
    }

    @Test
    void largeMessageUnderASmallNameIsReadWhole() throws IOException {
        var text = "x\n".repeat(200_000);
        put("cur/7,S=5,W=6:2,S", text);
        write("dovecot-uidlist", "3 V77 N9 G" + GUID + "\n8 :7,S=5,W=6\n");
        open();
        assertEquals(text.replace("\n", "\r\n"), content(8));
        assertEquals(600_000, inbox.view().size(0));
    }

    @Test
    void listedFileThatTellsHalfOfItsSizesIsCounted() throws IOException {
        put("cur/7,S=5:2,S", TEXT);
        write("dovecot-uidlist", "3 V77 N9 G" + GUID + "\n8 :7,S=5\n");
        open();
        assertEquals(20, inbox.view().size(0));
        assertEquals(Set.of("7,S=17,W=20:2,S"), files("cur"));
        assertEquals(List.of(8L), uids());
        assertTrue(read("dovecot-uidlist").endsWith("\n8 :7,S=17,W=20\n"));
    }

    @Test
    void wrongVirtualSizeIsPutRightWhenTheMessageIsRead() throws IOException {
        put("cur/7,S=17,W=19:2,S", TEXT);
        open();
        assertEquals(19, inbox.view().size(0));
        assertEquals(TEXT.replace("\n", "\r\n"), content(1));
        assertEquals(20, inbox.view().size(0));
        assertEquals(Set.of("7,S=17,W=20:2,S"), files("cur"));
        assertEquals("7,S=17,W=19", guid(1));
        reopen();
        assertEquals(20, inbox.view().size(0));
        assertEquals("7,S=17,W=19", guid(1));
    }

    @Test
    void largeMessageOfUnknownOriginIsCountedBeforeItIsSent() throws IOException {
        var text = "x\n".repeat(200_000);
        put("cur/7,S=400000,W=500000:2,", text);
        open();
        assertEquals(text.replace("\n", "\r\n"), content(1));
        assertEquals(600_000, inbox.view().size(0));
    }

    @Test
    void compressedFilesAreRead() throws IOException {
        var octets = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(octets)) {
            out.write(TEXT.getBytes(StandardCharsets.US_ASCII));
        }
        Files.write(root.resolve("cur/7" + SIZES + ":2,"), octets.toByteArray());
        open();
        assertEquals(20, inbox.view().size(0));
        assertEquals(TEXT.replace("\n", "\r\n"), content(1));
        Files.write(root.resolve("cur/8" + SIZES + ":2,"), "BZh91AY".getBytes(StandardCharsets.US_ASCII));
        inbox.refresh();
        var error = assertThrows(UncheckedIOException.class, () -> content(2));
        assertTrue(error.getMessage().contains("compressed"), error.getMessage());
    }

    @Test
    void fileRenamedUnderOurHandsIsFound() throws IOException {
        threeMessages();
        rename("cur/2" + SIZES + ":2,", "cur/2" + SIZES + ":2,S");
        assertEquals(TEXT.replace("\n", "\r\n"), content(2));
        rename("cur/3" + SIZES + ":2,", "cur/3" + SIZES + ":2,F");
        add(3, SystemFlag.SEEN);
        assertTrue(exists("cur/3" + SIZES + ":2,FS"));
        Files.delete(root.resolve("cur/1" + SIZES + ":2,"));
        var failure = assertThrows(MailFailure.class, () -> content(1));
        assertEquals(MailFailure.Reason.EXPUNGED, failure.reason());
        assertEquals(UidSet.of(3), inbox.expunge(UidSet.of(1, 3), false));
        assertEquals(List.of(2L), uids());
    }

    @Test
    void firstSessionMovesNewMailAndOwnsIt() throws IOException {
        put("new/4" + SIZES, TEXT);
        put("new/5" + SIZES, TEXT);
        open();
        assertEquals(1, inbox.claimRecent());
        assertEquals(Set.of("4" + SIZES + ":2,", "5" + SIZES + ":2,"), files("cur"));
        assertEquals(Set.of(), files("new"));
        assertEquals(3, inbox.claimRecent());
        reopen();
        assertEquals(0, store.status(MailboxName.INBOX).recent());
        assertEquals(TEXT.replace("\n", "\r\n"), content(1));
    }

    @Test
    void messagesThatAnotherSessionMovedAreNotRecentAnyMore() throws IOException {
        put("new/4" + SIZES, TEXT);
        open();
        rename("new/4" + SIZES, "cur/4" + SIZES + ":2,");
        put("new/5" + SIZES, TEXT);
        inbox.refresh();
        assertEquals(2, inbox.claimRecent());
    }

    @Test
    void mailboxWhoseDirectoryVanishedIsGone() throws IOException {
        open();
        store.create(MailboxName.of("x", '.'));
        try (var mailbox = store.open(MailboxName.of("x", '.'), true)) {
            for (var name : List.of("cur", "new", "tmp")) {
                Files.delete(root.resolve(".x").resolve(name));
            }
            mailbox.refresh();
            assertTrue(exists(".x/cur"));
            rename(".x", "elsewhere");
            assertThrows(MailFailure.class, mailbox::refresh);
            assertFalse(exists(".x"));
        }
    }

    @Test
    void uidListIsCompactedWhenAQuarterOfItIsDead() throws IOException {
        threeMessages();
        inbox.expunge(UidSet.of(2), false);
        assertFalse(read("dovecot-uidlist").contains("\n2 :"));
        assertTrue(read("dovecot-uidlist").contains(" N4 "));
    }

    @Test
    void leftoversInTmpAreRemovedOnlyWhenOld() throws IOException {
        put("tmp/leftover", TEXT);
        open();
        assertTrue(exists("tmp/leftover"));
        var tomorrow = Clock.offset(Clock.systemUTC(), Duration.ofHours(37));
        openWith(new MaildirStores(StorageSettings.DEFAULTS, new RealDisk(), tomorrow, "vm"));
        assertFalse(exists("tmp/leftover"));
    }

    /** Three messages with UIDs 1 to 3, in a mailbox that is open. */
    private void threeMessages() throws IOException {
        for (int n = 1; n <= 3; n++) {
            put("cur/" + n + SIZES + ":2,", TEXT);
        }
        write("dovecot-uidlist", "3 V77 N1 G" + GUID + "\n1 :1" + SIZES + "\n2 :2" + SIZES + "\n3 :3" + SIZES + "\n");
        open();
    }

    private void open() {
        stores = new MaildirStores(StorageSettings.DEFAULTS, new RealDisk(), Clock.systemUTC(), "vm");
        openWith(stores);
    }

    private void openWith(MaildirStores factory) {
        store = factory.open(new MailUser("anna@example.org", home, Map.of()));
        inbox = store.open(MailboxName.INBOX, true);
    }

    /** As after a restart. */
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

    private void put(String name, String text) throws IOException {
        Files.writeString(root.resolve(name), text, StandardCharsets.ISO_8859_1);
    }

    private void write(String name, String text) throws IOException {
        var temporary = root.resolve("tmp/write");
        Files.writeString(temporary, text);
        Files.move(temporary, root.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private String read(String name) throws IOException {
        return Files.readString(root.resolve(name));
    }

    private void rename(String from, String to) throws IOException {
        Files.move(root.resolve(from), root.resolve(to));
    }

    private boolean exists(String name) {
        return Files.exists(root.resolve(name));
    }

    private Set<String> files(String directory) throws IOException {
        try (var entries = Files.list(root.resolve(directory))) {
            return entries.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void add(long uid, SystemFlag flag) {
        inbox.store(UidSet.of(uid), new FlagChange(FlagChange.Mode.ADD, Flags.of(flag)));
    }

    private List<Long> uids() {
        var view = inbox.view();
        return IntStream.range(0, view.size()).mapToObj(view::uid).toList();
    }

    private Flags flags(long uid) {
        return inbox.view().flags(inbox.view().indexOf(uid));
    }

    private String guid(long uid) {
        return inbox.messageGuid(uid);
    }

    private String content(long uid) throws IOException {
        try (var in = inbox.open(uid)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** Remembers which directories were read. */
    private static final class CountingDisk extends ForwardingDisk {
        private final Set<String> listed = new TreeSet<>();

        CountingDisk() {
            super(new RealDisk());
        }

        @Override
        public List<String> list(Path directory) throws IOException {
            listed.add(directory.getFileName().toString());
            return super.list(directory);
        }
    }
}
