package org.mailloft.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriptTest {

    /** A server that answers with what it was given beforehand. */
    private static final class Script implements Transcript.Stage, Transcript.Client {
        private final Deque<String> replies;
        private final List<String> sent = new ArrayList<>();

        private Script(String... replies) {
            this.replies = new ArrayDeque<>(List.of(replies));
        }

        @Override
        public void prepare(String line) {
            sent.add("prepare " + line);
        }

        @Override
        public Transcript.Client connect(int number) {
            sent.add("connect " + number);
            return this;
        }

        @Override
        public void send(String text) {
            sent.add(text);
        }

        @Override
        public String readLine() {
            return replies.remove();
        }

        @Override
        public String received() {
            return String.join("\n", replies);
        }

        @Override
        public void close() {}
    }

    private static void play(Script script, String... lines) {
        Transcript.parse("test", List.of(lines)).play(script);
    }

    @Test
    void playsClientLinesAndChecksServerLines() {
        var script = new Script("* 3 EXISTS", "a OK done");
        play(script, "# comment", "mailbox X", "C2: a NOOP  # to see", "S2: * 3 EXISTS", "S2: a OK ...");
        assertEquals(List.of("prepare mailbox X", "connect 2", "a NOOP\r\n"), script.sent);
    }

    @Test
    void aLineThatDiffersFailsWithItsNumber() {
        var error = assertThrows(AssertionError.class, () -> play(new Script("a NO"), "C: a NOOP", "S: a OK"));
        assertTrue(error.getMessage().startsWith("test:2: expected a OK"), error.getMessage());
    }

    @Test
    void linesAreNotRegularExpressions() {
        assertThrows(AssertionError.class, () -> play(new Script("aab"), "S: a+b"));
        play(new Script("a+b (\\Seen)"), "S: a+b (\\Seen)");
    }

    @Test
    void aNameStandsForTheSameWordEverywhere() {
        play(new Script("UID 7", "UID 7"), "S: UID ${u}", "S: UID ${u}");
        assertThrows(AssertionError.class, () -> play(new Script("UID 7", "UID 8"), "S: UID ${u}", "S: UID ${u}"));
        var script = new Script("UID 7");
        play(script, "S: UID ${u}", "C: a UID FETCH ${u} FLAGS");
        assertEquals("a UID FETCH 7 FLAGS\r\n", script.sent.getLast());
    }

    @Test
    void questionMarksAllowAnyOrderAmongThemselves() {
        play(new Script("b", "a", "c"), "S? a", "S? b", "S: c");
        assertThrows(AssertionError.class, () -> play(new Script("c", "a", "b"), "S? a", "S? b", "S: c"));
        assertThrows(AssertionError.class, () -> play(new Script("a", "a"), "S? a", "S? b"));
    }

    @Test
    void whatWasNotExpectedFails() {
        assertThrows(AssertionError.class, () -> play(new Script("a", "surprise"), "S: a"));
    }
}
