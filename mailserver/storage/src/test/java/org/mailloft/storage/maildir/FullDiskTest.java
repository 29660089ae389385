package org.mailloft.storage.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.StorageSettings;
import org.mailloft.storage.disk.DiskFile;
import org.mailloft.storage.disk.RealDisk;

/** Without space nothing new comes in, and everything that is there can be read. */
class FullDiskTest {

    private static final byte[] TEXT = "Subject: a\r\n\r\nb\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path home;

    private final LimitedDisk disk = new LimitedDisk();
    private MaildirStores stores;
    private MailStore store;
    private Mailbox inbox;

    @BeforeEach
    void open() {
        stores = new MaildirStores(StorageSettings.DEFAULTS, disk, Clock.systemUTC(), "vm");
        store = stores.open(new MailUser("anna@example.org", home, Map.of()));
        inbox = store.open(MailboxName.INBOX, true);
    }

    @AfterEach
    void close() {
        inbox.close();
        stores.close();
    }

    @Test
    void changesWaitUntilThereIsSpace() {
        append();
        disk.full = true;
        assertUnavailable(this::append);
        assertUnavailable(() -> store.create(MailboxName.of("Archive", '.')));
        assertEquals(1, inbox.view().size());
        disk.full = false;
        append();
        assertEquals(List.of(1L, 2L), List.of(inbox.view().uid(0), inbox.view().uid(1)));
    }

    @Test
    void oldMailCanBeReadAfterARestart() {
        append();
        close();
        disk.full = true;
        open();
        inbox.refresh();
        assertEquals(1, inbox.view().size());
    }

    @Test
    void mailThatOthersDeliveredWaitsForItsUid() throws IOException {
        append();
        disk.lists = 20;
        Files.write(home.resolve("Maildir/new/9.M1P1.other,S=17,W=20"), TEXT);
        inbox.refresh();
        assertEquals(1, inbox.view().size());
        disk.lists = Long.MAX_VALUE;
        inbox.refresh();
        assertEquals(2, inbox.view().size());
        assertEquals(2, inbox.view().uid(1));
        append();
        assertEquals(3, inbox.view().uid(2));
    }

    private void append() {
        try (var incoming = inbox.receive()) {
            incoming.write(TEXT, 0, TEXT.length);
            inbox.append(List.of(new Mailbox.Append(incoming, Flags.NONE, Instant.EPOCH)));
        }
    }

    private static void assertUnavailable(Executable action) {
        var failure = assertThrows(MailFailure.class, action);
        assertEquals(MailFailure.Reason.UNAVAILABLE, failure.reason());
        assertEquals("Not enough disk space", failure.clientText());
    }

    /** A disk that runs full: for everything, or in the middle of a UID list. */
    private static final class LimitedDisk extends ForwardingDisk {

        private boolean full;
        private long lists = Long.MAX_VALUE;

        LimitedDisk() {
            super(new RealDisk());
        }

        @Override
        public DiskFile create(Path file, int mode) throws IOException {
            return limited(super.create(file, mode), file);
        }

        @Override
        public DiskFile append(Path file) throws IOException {
            return limited(super.append(file), file);
        }

        @Override
        public void createDirectory(Path directory, int mode) throws IOException {
            if (full) {
                throw noSpace();
            }
            super.createDirectory(directory, mode);
        }

        private DiskFile limited(DiskFile file, Path path) {
            boolean list = path.getFileName().toString().equals(UidList.FILE_NAME);
            return new DiskFile() {
                @Override
                public void write(byte[] octets, int offset, int length) throws IOException {
                    if (full || list && lists < length) {
                        file.write(octets, offset, (int) Math.min(length / 2, lists));
                        throw noSpace();
                    }
                    file.write(octets, offset, length);
                }

                @Override
                public long size() throws IOException {
                    return file.size();
                }

                @Override
                public void truncate(long size) throws IOException {
                    file.truncate(size);
                }

                @Override
                public void force() throws IOException {
                    file.force();
                }

                @Override
                public void close() throws IOException {
                    file.close();
                }
            };
        }

        private static IOException noSpace() {
            return new IOException("No space left on device");
        }
    }
}
