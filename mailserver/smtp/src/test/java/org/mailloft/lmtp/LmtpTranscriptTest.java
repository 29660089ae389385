package org.mailloft.lmtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mailloft.net.MemoryConnection;
import org.mailloft.testkit.TestServer;
import org.mailloft.testkit.Transcript;

class LmtpTranscriptTest {

    static final Path TRANSCRIPTS = Path.of("src/test/transcripts/lmtp");

    @TestFactory
    Stream<DynamicTest> conversationsGoAsWritten() {
        return Transcript.in(TRANSCRIPTS).stream()
                .map(transcript -> DynamicTest.dynamicTest(transcript.name(), () -> {
                    try (var server = new TestServer(new LmtpServer().service())) {
                        transcript.play(new Stage(server));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> pipeliningInAnyChunksChangesNoReply() {
        return Transcript.in(TRANSCRIPTS).stream()
                .map(transcript -> DynamicTest.dynamicTest(transcript.name(), () -> {
                    var octets =
                            (String.join("\r\n", transcript.clientLines()) + "\r\n").getBytes(StandardCharsets.UTF_8);
                    var whole = new LmtpServer().converse(octets);
                    for (int chunk : new int[] {1, 2, 3, 7, 64}) {
                        assertEquals(whole, new LmtpServer().converse(octets, chunk), "chunks of " + chunk);
                    }
                }));
    }

    private record Stage(TestServer server) implements Transcript.Stage {

        @Override
        public void prepare(String line) {
            // only says how another server differs
        }

        @Override
        public Transcript.Client connect(int number) {
            return new Client(server.connect());
        }
    }

    private record Client(MemoryConnection.Client client) implements Transcript.Client {

        @Override
        public void send(String text) {
            client.send(text);
        }

        @Override
        public String readLine() {
            return client.readLine();
        }

        @Override
        public String received() {
            return client.received();
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
