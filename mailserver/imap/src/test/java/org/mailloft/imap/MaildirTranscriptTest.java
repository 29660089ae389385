package org.mailloft.imap;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.MailboxSettings;
import org.mailloft.storage.NamespaceSettings;
import org.mailloft.storage.StorageSettings;
import org.mailloft.storage.disk.RealDisk;
import org.mailloft.storage.maildir.MaildirStores;
import org.mailloft.testkit.FakeClock;
import org.mailloft.testkit.Transcript;

/** The same conversations as {@link TranscriptTest}, with mail on disk. */
class MaildirTranscriptTest {

    @TempDir
    private static Path folder;

    @TestFactory
    Stream<DynamicTest> transcripts() {
        return Transcript.in(ImapStage.TRANSCRIPTS).stream()
                .map(transcript -> DynamicTest.dynamicTest(transcript.name(), () -> play(transcript)));
    }

    private static void play(Transcript transcript) {
        var home = folder.resolve(transcript.name());
        var clock = new FakeClock();
        try (var maildirs = new MaildirStores(settings(), new RealDisk(), clock, "host");
                var stage = new MemoryStage(
                        ImapSettings.defaults(),
                        user -> maildirs.open(new MailUser(user.name(), home, user.fields())),
                        clock)) {
            transcript.play(stage);
        }
    }

    /** Nothing has to survive the machine here. */
    private static StorageSettings settings() {
        var mailboxes = MemoryStage.MAILBOXES.stream()
                .map(mailbox -> new MailboxSettings(
                        mailbox.name().value(), mailbox.auto().name().toLowerCase(Locale.ROOT), mailbox.specialUse()))
                .toList();
        return new StorageSettings(
                "maildir:~/Maildir",
                StorageSettings.Fsync.NEVER,
                false,
                Duration.ZERO,
                50,
                Duration.ZERO,
                false,
                true,
                List.of(NamespaceSettings.inbox("/", mailboxes)));
    }
}
