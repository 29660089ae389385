package org.mailloft.imap.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailloft.net.MemoryConnection;

class ImapWriterTest {

    private static String written(Consumer<ImapWriter> writes) {
        var connection = new MemoryConnection();
        var writer = new ImapWriter(connection);
        writes.accept(writer);
        writer.flush();
        return connection.client().received();
    }

    record Row(String octets, Consumer<ImapWriter> writes) {}

    static Stream<Row> rows() {
        return Stream.of(
                new Row("* STATUS INBOX (MESSAGES 3)\r\n", out -> out.untagged()
                        .atom("STATUS")
                        .mailbox("INBOX")
                        .open()
                        .atom("MESSAGES")
                        .number(3)
                        .close()
                        .crlf()),
                new Row("() NIL ((a) (b))", out -> out.open()
                        .close()
                        .nil()
                        .open()
                        .open()
                        .atom("a")
                        .close()
                        .open()
                        .atom("b")
                        .close()
                        .close()),
                new Row(
                        "0 7 10 4294967295 9223372036854775807",
                        out -> List.of(0L, 7L, 10L, 4294967295L, Long.MAX_VALUE).forEach(out::number)),
                new Row("\"a\\\"b\\\\\"", out -> out.string("a\"b\\")),
                new Row("{3}\r\na\nb", out -> out.string("a\nb")),
                new Row("{2}\r\nä", out -> out.string("ä")),
                new Row("\"\"", out -> out.string("")),
                new Row("\"\" abc \"a b\" \"nil\" \"(\"", out -> Stream.of("", "abc", "a b", "nil", "(")
                        .forEach(text -> out.astring(text.getBytes(StandardCharsets.US_ASCII)))),
                new Row("Entw&APw-rfe \"R & D\"", out -> out.mailbox("Entwürfe").atom("\"R & D\"")),
                new Row("\"R &- D\"", out -> out.mailbox("R & D")),
                new Row(
                        "x {5}\r\nhello)",
                        out -> out.atom("x")
                                .literal(5)
                                .octets("hello".getBytes(StandardCharsets.US_ASCII))
                                .close()),
                new Row(
                        "a OK [X] M?hre ? end",
                        out -> out.atom("a OK").atom("[X]").text("Möhre \n end")));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void writesWhatTheGrammarSays(Row row) {
        assertEquals(row.octets(), written(row.writes()));
    }

    @Test
    void muchIsWrittenInPieces() {
        var big = "x".repeat(100_000);
        var expected = "{100000}\r\n" + big + " " + "7 ".repeat(49_999) + "7";
        assertEquals(expected, written(out -> {
            out.string(big);
            for (int i = 0; i < 50_000; i++) {
                out.number(7);
            }
        }));
    }

    @Test
    void copiesAStreamUpToItsEnd() {
        var octets = "y".repeat(70_000).getBytes(StandardCharsets.US_ASCII);
        assertEquals(
                "y".repeat(50_000),
                written(out -> assertEquals(50_000, out.copy(new ByteArrayInputStream(octets), 50_000))));
        assertEquals(
                "y".repeat(70_000),
                written(out -> assertEquals(70_000, out.copy(new ByteArrayInputStream(octets), 90_000))));
    }

    @Test
    void aLineCanBeTakenBackWhileItIsHere() {
        assertEquals("* one\r\na NO\r\n", written(out -> {
            out.untagged().atom("one").crlf();
            out.untagged().atom("FETCH").open();
            assertTrue(out.dropLine());
            out.atom("a").atom("NO").crlf();
        }));
        written(out -> {
            out.untagged().string("x".repeat(100_000));
            assertFalse(out.dropLine());
            out.crlf().untagged().atom("next");
            assertTrue(out.dropLine());
        });
    }

    @Test
    void aShortLineCanBeTakenBackHoweverManyLinesFillTheBufferBeforeIt() {
        var octets = written(out -> {
            for (int i = 0; i < 10_000; i++) {
                out.untagged().number(i).atom("EXISTS").crlf();
                out.untagged().number(i).atom("FETCH").open().atom("UID");
                assertTrue(out.dropLine());
            }
        });
        assertEquals(10_000, octets.lines().count());
        assertTrue(octets.endsWith("* 9999 EXISTS\r\n"));
    }
}
