package org.mailloft.auth.socket;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.net.MemoryConnection;

/**
 * Whatever octets come, the session ends when its client does, says nothing but lines of the protocol, and the next client
 * is served. A seed is printed in each test's name.
 */
class ClientFuzzTest {

    private static final int TIMES = 60;
    private static final long SEED = Long.getLong("mailloft.seed", System.nanoTime());
    private static final String REPLY = "(OK|FAIL|CONT)\t[0-9]+(\t[^\t]*)*";

    @TempDir
    static Path folder;

    private static ClientService service;
    private static List<String> corpus;

    @BeforeAll
    static void start() throws IOException {
        service = new PasswordSite(folder).service();
        corpus = Conversation.all().stream().map(Conversation::sent).toList();
    }

    @TestFactory
    Stream<DynamicTest> anyOctets() {
        return LongStream.range(SEED, SEED + TIMES)
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> anyOctets(new Random(seed))));
    }

    private static void anyOctets(Random random) {
        var connection = new MemoryConnection().inChunksOf(1 + random.nextInt(2000));
        try (var server = new MemoryServer(service, connection)) {
            server.client().readUntil("DONE\n");
            server.client().send(mutated(random));
            server.client().close();
            var replies = server.client().readToEnd();
            assertTrue(replies.lines().allMatch(line -> line.matches(REPLY)), replies);
        }
        try (var server = new MemoryServer(service)) {
            server.introduce();
            server.send("CONT\t1\t\n");
            assertTrue(server.line().orElse("").startsWith("FAIL\t1\t"));
        }
    }

    private static byte[] mutated(Random random) {
        var text = new StringBuilder(Conversation.INTRODUCTION);
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(corpus.get(random.nextInt(corpus.size())));
        }
        var octets = text.toString().getBytes(StandardCharsets.UTF_8);
        int begin = random.nextInt(5) == 0 ? 0 : Conversation.INTRODUCTION.length();
        for (int i = random.nextInt(6); i > 0 && begin < octets.length; i--) {
            octets[begin + random.nextInt(octets.length - begin)] = interesting(random);
        }
        return octets;
    }

    private static byte interesting(Random random) {
        var octets = "\t\n\r\0\001=0123456789ACKNOTUresp".getBytes(StandardCharsets.US_ASCII);
        return random.nextInt(3) == 0 ? (byte) random.nextInt(256) : octets[random.nextInt(octets.length)];
    }
}
