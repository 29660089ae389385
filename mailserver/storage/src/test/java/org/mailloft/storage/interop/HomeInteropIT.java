package org.mailloft.storage.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.storage.NamespaceSettings;
import org.mailloft.storage.StorageSettings;
import org.mailloft.storage.disk.RealDisk;
import org.mailloft.storage.home.HomeDoors;
import org.mailloft.storage.home.HomeOutcome;
import org.mailloft.storage.home.HomeServices;
import org.mailloft.storage.home.HomeSettings;
import org.mailloft.storage.home.HomeUsers;
import org.mailloft.storage.home.Homes;
import org.mailloft.storage.maildir.MaildirStores;

/** A home that was moved, as the real Dovecot sees it: the same mail at another place. */
class HomeInteropIT {

    private static final String ID = "6f0e7a52-0000-4000-8000-000000000001";

    @TempDir
    Path directory;

    @Test
    void dovecotFindsInAMovedHomeWhatItLeft() throws IOException {
        var before = dovecotOf("anna");
        before.imap("CREATE Plans");
        for (int n = 1; n <= 3; n++) {
            before.doveadm("Subject: " + n + "\r\n\r\ntext\r\n", "save", "-m", n == 3 ? "Plans" : "INBOX");
        }
        before.imap("SELECT INBOX", "STORE 2 +FLAGS (\\Flagged $Work)", "STORE 1 +FLAGS (\\Deleted)", "EXPUNGE");
        var left = before.snapshot();
        assertTrue(left.mailboxes().get("INBOX").messages().get(2L).flags().contains("$Work"), left::toString);

        var after = dovecotOf("anne");
        Files.delete(after.home());
        var moved = homes().move(ID, "private:anna@example.org", "private:anne@example.org");
        assertEquals(HomeOutcome.Kind.DONE, moved.kind(), moved::reason);

        assertEquals(left, after.snapshot());
        assertEquals("", after.log());
    }

    private Dovecot dovecotOf(String name) throws IOException {
        Files.setAttribute(directory, "unix:mode", 0755); // it may read as another user
        return new Dovecot(Files.createDirectory(directory.resolve(name)));
    }

    private Homes homes() {
        var settings = new HomeSettings(directory + "/%Ln/home", Map.of());
        var storage = new StorageSettings(
                "maildir:" + directory + "/%Ln/home/Maildir",
                StorageSettings.Fsync.OPTIMIZED,
                false,
                Duration.ofDays(7),
                50,
                Duration.ofMillis(50),
                false,
                true,
                List.of(NamespaceSettings.inbox("/", List.of())));
        var disk = new RealDisk();
        var doors = new HomeDoors();
        var maildirs = new MaildirStores(storage, disk, Clock.systemUTC(), "host", doors);
        return new Homes(
                settings,
                storage,
                new HomeServices(
                        disk,
                        Clock.systemUTC(),
                        doors,
                        HomeUsers.NONE,
                        maildirs.under(storage),
                        Duration.ofSeconds(1)));
    }
}
