package org.mailloft.lmtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.testkit.RealDovecot;
import org.mailloft.testkit.Transcript;

/**
 * The same conversations with a real Dovecot and with us over real sockets, and the same messages in both Maildirs.
 * Transcripts with a line {@code differs from Dovecot: why} are left out.
 */
class LmtpDovecotIT {

    @TempDir
    private static Path folder;

    private static RealDovecot dovecot;
    private static LmtpProcess ours;

    @BeforeAll
    static void start() throws Exception {
        RealDovecot.missing().ifPresent(Assumptions::abort);
        dovecot = RealDovecot.start(folder);
        ours = new LmtpProcess(folder.resolve("ours"));
    }

    @AfterAll
    static void stop() {
        if (dovecot != null) {
            dovecot.close();
        }
        if (ours != null) {
            ours.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> dovecotSaysWhatTranscriptsExpect() {
        return Transcript.in(LmtpTranscriptTest.TRANSCRIPTS).stream()
                .filter(transcript -> !transcript.asksFor("differs"))
                .map(transcript ->
                        DynamicTest.dynamicTest(transcript.name(), () -> transcript.play(new Stage(dovecot.port()))));
    }

    @Test
    void storedMessagesAreTheSameButForIdsAndTimes() throws IOException {
        var message = "Subject: shape\r\nMessage-ID: <shape@x.y>\r\n\r\n..\r\nbody\r\n";
        for (int port : new int[] {dovecot.port(), ours.port()}) {
            try (var client = new LmtpSocket(port)) {
                client.readLine();
                client.send("LHLO client.example.org\r\n");
                while (client.readLine().startsWith("250-")) {
                    // the last line of the reply has a space there
                }
                client.deliver("\"a b\"@c.d", message, "carla+det@example.org");
                client.deliver("", message.replace("shape", "several"), "carla@example.org", "ben@example.org");
            }
        }
        var theirs = dovecot.home("carla").resolve("Maildir");
        var own = folder.resolve("ours/carla/Maildir");
        for (var subject : new String[] {"shape", "several"}) {
            assertEquals(stored(theirs, subject), stored(own, subject));
        }
    }

    @Test
    void fileNamesTellTheSameSizes() throws IOException {
        var message = "Subject: sizes\r\n\r\nbody\r\n";
        for (int port : new int[] {dovecot.port(), ours.port()}) {
            try (var client = new LmtpSocket(port)) {
                client.readLine();
                assertTrue(client.deliver("s@x.y", message, "anna@example.org").startsWith("250 "));
            }
        }
        for (var maildir : new Path[] {dovecot.home("anna").resolve("Maildir"), folder.resolve("ours/anna/Maildir")}) {
            var file = file(maildir, "sizes");
            var text = Files.readString(file);
            long lines = text.chars().filter(c -> c == '\n').count();
            assertTrue(
                    file.getFileName().toString().endsWith(",S=" + text.length() + ",W=" + (text.length() + lines)),
                    file + ": " + text);
        }
    }

    private static String stored(Path maildir, String subject) throws IOException {
        return Files.readString(file(maildir, subject), StandardCharsets.UTF_8)
                .replaceAll("\tid \\S+", "\tid ID")
                .replaceAll("; [A-Z][a-z]{2}, .*", "; DATE");
    }

    private static Path file(Path maildir, String subject) throws IOException {
        try (var files = Files.list(maildir.resolve("new"))) {
            return files.filter(file -> contains(file, "\nSubject: " + subject + "\n"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no message " + subject + " in " + maildir));
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Stage(int port) implements Transcript.Stage {

        @Override
        public void prepare(String line) {
            // nothing to prepare
        }

        @Override
        public Transcript.Client connect(int number) {
            try {
                return new LmtpSocket(port);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
