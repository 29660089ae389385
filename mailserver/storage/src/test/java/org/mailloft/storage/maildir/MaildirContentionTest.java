package org.mailloft.storage.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.disk.RealDisk;

/** What others do to the same mailboxes between two steps of ours. */
class MaildirContentionTest {

    private static final MailboxName FROM = new MailboxName("From");
    private static final MailboxName INTO = new MailboxName("Into");

    @TempDir
    private Path home;

    private final Meddler disk = new Meddler();
    private MaildirStores stores;
    private MailStore store;

    @BeforeEach
    void open() {
        stores = Maildirs.on(disk);
        store = stores.open(new MailUser("anna@example.org", home, Map.of()));
        store.create(FROM);
        store.create(INTO);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void copyingAMessageWhoseFlagsOthersChangeAllTheTimeSucceeds() throws IOException {
        try (var from = store.open(FROM, true);
                var other = store.open(FROM, true);
                var into = store.open(INTO, true)) {
            append(from);
            disk.beforeLink = () -> toggleFlagged(other);
            var copied = from.copy(UidSet.ALL, into);
            assertEquals(List.of(1L), copied.source());
            assertEquals(1, into.view().size());
        }
    }

    @Test
    void copyingAMessageThatOtherProgramsRenameAllTheTimeSaysItIsGone() throws IOException {
        try (var from = store.open(FROM, true);
                var into = store.open(INTO, true)) {
            append(from);
            var cur = home.resolve("Maildir/.From/cur");
            disk.beforeLink = () -> renameAll(cur);
            var failure = assertThrows(MailFailure.class, () -> from.copy(UidSet.ALL, into));
            assertEquals(MailFailure.Reason.EXPUNGED, failure.reason());
            assertEquals(0, into.view().size());
        }
    }

    @Test
    void mailboxesAreDeletedWhileOthersAreDeleted() throws IOException {
        var trash = home.resolve("Maildir").resolve(FolderLayout.TRASHED);
        disk.beforeDelete = file -> {
            if (file.equals(trash)) {
                store.delete(INTO);
            }
        };
        try (var open = store.open(FROM, true)) {
            store.delete(FROM);
            assertEquals(
                    MailFailure.Reason.NOT_FOUND,
                    assertThrows(MailFailure.class, open::refresh).reason());
        }
        assertFalse(store.exists(FROM));
        assertFalse(store.exists(INTO));
        assertFalse(Files.exists(trash));
    }

    @Test
    void whatOthersThrowAwayIsTheirsToRemove() throws IOException {
        var trash = home.resolve("Maildir").resolve(FolderLayout.TRASHED);
        disk.beforeDelete = file -> {
            if (file.equals(trash)) {
                Files.createDirectories(trash.resolve("cur"));
            }
        };
        store.delete(FROM);
        assertFalse(store.exists(FROM));
        assertTrue(Files.exists(trash.resolve("cur")));
        disk.beforeDelete = _ -> {};
        store.delete(INTO);
        assertFalse(store.exists(INTO));
    }

    @Test
    void aDeletedMailboxWritesNothingIntoTheOneThatAnotherProgramMakesOfItsName() throws IOException {
        try (var open = store.open(FROM, true)) {
            append(open);
            open.remember(1, Mailbox.Derived.ENVELOPE, new byte[100]);
            store.delete(FROM);
            Files.createDirectory(home.resolve("Maildir/.From"));
        }
        assertFalse(Files.exists(home.resolve("Maildir/.From/mailloft.cache")));
    }

    private static void append(Mailbox mailbox) {
        try (var message = mailbox.receive()) {
            var octets = "Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII);
            message.write(octets, 0, octets.length);
            mailbox.append(List.of(new Mailbox.Append(message, Flags.of(SystemFlag.SEEN), Instant.EPOCH)));
        }
    }

    private static void toggleFlagged(Mailbox mailbox) {
        var view = mailbox.view();
        var mode = view.has(0, SystemFlag.FLAGGED) ? FlagChange.Mode.REMOVE : FlagChange.Mode.ADD;
        try {
            mailbox.store(UidSet.of(1), new FlagChange(mode, Flags.of(SystemFlag.FLAGGED)));
        } catch (IllegalStateException e) {
            assertTrue(e.getMessage().contains("by this thread"), "the mailbox is locked now, others would wait");
        }
    }

    private static void renameAll(Path cur) throws IOException {
        try (var files = Files.newDirectoryStream(cur)) {
            for (var file : files) {
                var name = file.getFileName().toString();
                var other = name.endsWith("FS") ? name.replace("FS", "S") : name.replaceFirst("S$", "FS");
                Files.move(file, cur.resolve(other));
            }
        }
    }

    private interface Meddling {
        void run() throws IOException;
    }

    private interface MeddlingWith {
        void run(Path file) throws IOException;
    }

    /** Does something once more before it links or deletes; not while it is at it. */
    private static final class Meddler extends ForwardingDisk {
        private Meddling beforeLink = () -> {};
        private MeddlingWith beforeDelete = _ -> {};
        private boolean busy;

        Meddler() {
            super(new RealDisk());
        }

        @Override
        public void link(Path existing, Path added) throws IOException {
            beforeLink.run();
            super.link(existing, added);
        }

        @Override
        public void delete(Path file) throws IOException {
            if (!busy) {
                busy = true;
                beforeDelete.run(file);
                busy = false;
            }
            super.delete(file);
        }
    }
}
