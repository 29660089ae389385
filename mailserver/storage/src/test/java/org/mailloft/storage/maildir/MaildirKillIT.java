package org.mailloft.storage.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.disk.RealDisk;

/** {@code kill -9} while 16 threads append: every message that was promised is there after the restart, once and whole. */
class MaildirKillIT {

    private static final int ROUNDS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    @Test
    void everyPromisedMessageSurvivesEveryKill() throws IOException, InterruptedException {
        var promised = new HashMap<Long, String>();
        for (int round = 0; round < ROUNDS; round++) {
            var lines = runAndKill("round" + round, 150 + 100 * round);
            for (var line : lines) {
                var words = line.split(" ");
                assertNull(promised.put(Long.parseLong(words[1]), words[2]), "a UID was given twice");
            }
            check(promised);
        }
    }

    /** What the child promised before it was killed. Its output goes to a file: a pipe dies with the process. */
    private List<String> runAndKill(String word, int enough) throws IOException, InterruptedException {
        var output = home.resolve(word);
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        AppendingChild.class.getName(),
                        home.toString(),
                        word)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            var deadline = Instant.now().plus(PATIENCE);
            while (Files.readAllLines(output).size() < enough) {
                assertTrue(process.isAlive(), "the child ended by itself");
                assertTrue(Instant.now().isBefore(deadline), "the child is too slow");
                process.waitFor(10, TimeUnit.MILLISECONDS);
            }
        } finally {
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        var lines = new ArrayList<>(Files.readAllLines(output));
        if (!Files.readString(output).endsWith("\n")) {
            lines.removeLast(); // killed while it printed
        }
        return lines;
    }

    private void check(Map<Long, String> promised) throws IOException {
        try (var store = Maildirs.on(new RealDisk()).open(new MailUser("anna@example.org", home, Map.of()));
                var inbox = store.open(MailboxName.INBOX, true)) {
            inbox.refresh();
            var seen = new HashMap<String, Long>();
            var view = inbox.view();
            for (int index = 0; index < view.size(); index++) {
                long uid = view.uid(index);
                var id = wholeMessage(inbox, uid);
                assertNull(seen.put(id, uid), () -> id + " is there twice");
            }
            promised.forEach((uid, id) -> assertEquals(uid, seen.get(id), () -> id + " is not where it was promised"));
        }
    }

    private static String wholeMessage(Mailbox inbox, long uid) throws IOException {
        try (var in = inbox.open(uid)) {
            var text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            var id = text.lines().findFirst().orElse("Subject: ").substring("Subject: ".length());
            assertEquals(AppendingChild.content(id), text, () -> "UID " + uid + " is not whole");
            return id;
        }
    }
}
