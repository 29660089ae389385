package org.mailloft.imap;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailloft.net.MemoryConnection;
import org.mailloft.testkit.Transcript;

/**
 * What clients say in the transcripts, damaged at random, in every state of a session: nothing hangs, nothing crashes,
 * and afterwards the session is in step or has said BYE. {@code -Dfuzz.seed} repeats a run.
 */
class FuzzIT {

    private static final int MUTATIONS = 3_000;

    private static final List<String> TOKENS = List.of(
            "{4294967295}\r\n",
            "{5+}\r\n",
            "{0}\r\n",
            "{0+}\r\n",
            "{-1}\r\n",
            "{99999999999999999999+}\r\n",
            "((((((((",
            "))",
            "\"",
            "\\",
            "\0",
            "\r",
            "\n",
            "\r\n",
            "*",
            "%",
            "NIL",
            "&AAA-",
            "1:*",
            "4294967295",
            "0",
            "18446744073709551616",
            "BODY[",
            "]<0.1>",
            "UID ",
            "IDLE\r\n",
            "DONE\r\n",
            "\u00e4",
            "\u0000\u001a\u007f\u0080");

    /** Literals that a test does not send to the end. */
    private static final Pattern BIG_LITERAL = Pattern.compile("\\{0*[1-9]\\d{3,}\\+?\\}");

    private enum State {
        BEFORE_LOGIN(""),
        LOGGED_IN("x LOGIN anna@example.org secret\r\n"),
        SELECTED("x LOGIN anna@example.org secret\r\nx APPEND INBOX {9+}\r\nA: b\r\n\r\nc\r\nx SELECT INBOX\r\n");

        private final String opening;

        State(String opening) {
            this.opening = opening;
        }
    }

    @ParameterizedTest
    @EnumSource
    void damagedConversations(State state) {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        var random = new Random(seed);
        var corpus = Transcript.in(ImapStage.TRANSCRIPTS);
        for (int i = 0; i < MUTATIONS; i++) {
            var lines = corpus.get(random.nextInt(corpus.size())).clientLines();
            var octets = mutated(String.join("\r\n", lines) + "\r\n", random);
            var description = "seed " + seed + " number " + i + " " + state + ": "
                    + new String(octets, StandardCharsets.ISO_8859_1);
            var replies = assertTimeoutPreemptively(
                    Duration.ofSeconds(10), () -> converse(state.opening, octets), description);
            check(replies, octets, description);
        }
    }

    private static byte[] mutated(String text, Random random) {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
            octets = changed(octets, random);
        }
        return octets;
    }

    private static byte[] changed(byte[] octets, Random random) {
        int at = random.nextInt(octets.length + 1);
        int end = Math.min(octets.length, at + random.nextInt(20));
        var result = new ByteArrayOutputStream();
        result.write(octets, 0, at);
        switch (random.nextInt(5)) {
            case 0 -> result.write(random.nextInt(256));
            case 1 ->
                result.writeBytes(TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.ISO_8859_1));
            case 2 -> {
                result.write(octets, at, end - at);
                end = at;
            }
            case 3 -> result.writeBytes("x".repeat(random.nextInt(2000)).getBytes(StandardCharsets.US_ASCII));
            default -> {
                // Without the octets up to the end.
            }
        }
        result.write(octets, end, octets.length - end);
        return result.toByteArray();
    }

    /** Sends everything at once and gives all replies; afterwards come enough NOOPs to end what is open. */
    private static String converse(String opening, byte[] octets) {
        try (var stage = new MemoryStage()) {
            var connection = new MemoryConnection();
            var client = connection.client();
            client.send(opening);
            client.send(octets);
            for (int i = 0; i < 300; i++) {
                client.send("\r\n*\r\nz" + i + " NOOP\r\n");
            }
            client.close();
            stage.service.serve(connection);
            return client.received();
        }
    }

    private static void check(String replies, byte[] octets, String description) {
        assertFalse(replies.contains("[SERVERBUG]"), () -> description + "\n" + replies);
        boolean inStep = replies.contains(" OK NOOP completed")
                || replies.contains("* BYE ")
                || replies.endsWith("Begin TLS negotiation now.\r\n");
        var sent = new String(octets, StandardCharsets.ISO_8859_1);
        assertTrue(inStep || BIG_LITERAL.matcher(sent).find(), () -> description + "\n" + replies);
    }

    @Test
    void anEndlessLineEndsTheSession() {
        assertTrue(converse("", "a ".concat("(".repeat(1_000_000)).getBytes(StandardCharsets.US_ASCII))
                .endsWith("* BYE Input buffer full, aborting.\r\n"));
    }
}
