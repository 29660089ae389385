package org.mailloft.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mailloft.net.MemoryConnection;
import org.mailloft.testkit.Transcript;

/** The same octets in any pieces give the same replies. */
class ChunkingTest {

    @TestFactory
    Stream<DynamicTest> transcripts() {
        return Transcript.in(ImapStage.TRANSCRIPTS).stream()
                .filter(transcript -> !transcript.asksFor("not logged in"))
                .map(transcript ->
                        DynamicTest.dynamicTest(transcript.name(), () -> checkChunks(transcript.clientLines())));
    }

    private static void checkChunks(List<String> lines) {
        var sent = "x LOGIN anna@example.org secret\r\nx SELECT INBOX\r\n" + String.join("\r\n", lines) + "\r\n";
        var whole = converse(sent, Integer.MAX_VALUE);
        assertTrue(whole.contains("x OK [READ-WRITE] Select completed"), whole);
        IntStream.of(1, 2, 3, 7, 64).forEach(chunk -> assertEquals(whole, converse(sent, chunk), "chunks of " + chunk));
    }

    private static String converse(String sent, int chunk) {
        try (var stage = new MemoryStage()) {
            var connection = new MemoryConnection().inChunksOf(chunk);
            connection.client().send(sent);
            connection.client().close();
            stage.service.serve(connection);
            return connection.client().received();
        }
    }
}
