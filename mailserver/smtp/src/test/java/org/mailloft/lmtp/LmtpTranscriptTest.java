package org.mailloft.lmtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.net.MemoryConnection;

class LmtpTranscriptTest {

    @ParameterizedTest
    @ValueSource(strings = {"delivery", "order", "chunking", "syntax"})
    void conversationGoesAsWritten(String name) throws InterruptedException {
        var connection = new MemoryConnection();
        var service = new LmtpServer().service();
        var session = Thread.startVirtualThread(() -> {
            service.serve(connection);
            connection.close();
        });
        var client = connection.client();
        LmtpTranscript.named(name).play(client::send, client::readLine, true);
        assertEquals("", client.readToEnd());
        assertTrue(session.join(java.time.Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"delivery", "order", "chunking", "syntax"})
    void pipeliningInAnyChunksChangesNoReply(String name) {
        var octets = LmtpTranscript.named(name).clientOctets();
        var whole = withoutIds(new LmtpServer().converse(octets));
        for (int chunk : new int[] {1, 2, 3, 7, 64}) {
            assertEquals(whole, withoutIds(new LmtpServer().converse(octets, chunk)), "chunks of " + chunk);
        }
    }

    private static String withoutIds(String replies) {
        return replies.replaceAll("> [A-Za-z0-9+/]{22}", "> ID");
    }
}
