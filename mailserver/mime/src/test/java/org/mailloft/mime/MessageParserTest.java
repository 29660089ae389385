package org.mailloft.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageParserTest {

    /** {@code |} stands for a line end; the tree is written as kind(type header+body/lines children). */
    record Row(String rule, String message, String tree) {
        @Override
        public String toString() {
            return rule;
        }
    }

    static List<Row> rows() {
        return List.of(
                new Row("empty message", "", "leaf text/plain 0+0/0"),
                new Row("body only", "|hello|", "leaf text/plain 2+7/1"),
                new Row("header only, no empty line", "Subject: x|", "leaf text/plain 12+0/0"),
                new Row("header only, no line end", "Subject: x", "leaf text/plain 10+0/0"),
                new Row("header and empty line", "Subject: x||", "leaf text/plain 14+0/0"),
                new Row("body without final line end", "||a|b", "leaf text/plain 2+6/2"),
                new Row(
                        "two parts; line end before a boundary belongs to it",
                        "Content-Type: multipart/mixed; boundary=b||--b||one|--b||two||--b--|",
                        "multi multipart/mixed 45+33/8 [leaf text/plain 2+3/0, leaf text/plain 2+5/1]"),
                new Row(
                        "preamble and epilogue",
                        "Content-Type: multipart/mixed; boundary=b||pre|--b||x|--b--|epi|",
                        "multi multipart/mixed 45+27/6 [leaf text/plain 2+1/0]"),
                new Row(
                        "missing final boundary",
                        "Content-Type: multipart/mixed; boundary=b||--b||one|",
                        "multi multipart/mixed 45+12/3 [leaf text/plain 2+5/1]"),
                new Row(
                        "no boundary line at all",
                        "Content-Type: multipart/mixed; boundary=b||nothing|",
                        "multi multipart/mixed 45+9/1 []"),
                new Row(
                        "multipart without boundary parameter is content",
                        "Content-Type: multipart/mixed||--b||x|",
                        "leaf multipart/mixed 33+10/3"),
                new Row(
                        "empty boundary parameter is content",
                        "Content-Type: multipart/mixed; boundary=\"\"||--||x|",
                        "leaf multipart/mixed 46+9/3"),
                new Row(
                        "inner boundary is a prefix of the outer one",
                        "Content-Type: multipart/mixed; boundary=bb||--bb|Content-Type: multipart/x; boundary=b||"
                                + "--b||in|--bb||out|--bb--|",
                        "multi multipart/mixed 46+79/10 [multi multipart/x 41+9/2 [leaf text/plain 2+2/0], "
                                + "leaf text/plain 2+3/0]"),
                new Row(
                        "outer boundary is a prefix of the inner one",
                        "Content-Type: multipart/mixed; boundary=b||--b|Content-Type: multipart/x; boundary=bb||"
                                + "--bb||in|--bb--|--b||out|--b--|",
                        "multi multipart/mixed 45+86/11 [multi multipart/x 42+18/3 [leaf text/plain 2+2/0], "
                                + "leaf text/plain 2+3/0]"),
                new Row(
                        "the same boundary inside: the innermost is meant",
                        "Content-Type: multipart/mixed; boundary=b||--b|Content-Type: multipart/x; boundary=b||"
                                + "--b||in|--b--|--b||out|--b--|",
                        "multi multipart/mixed 45+83/11 [multi multipart/x 41+16/3 [leaf text/plain 2+2/0], "
                                + "leaf text/plain 2+3/0]"),
                new Row(
                        "outer boundary ends an unfinished inner multipart",
                        "Content-Type: multipart/mixed; boundary=o||--o|Content-Type: multipart/x; boundary=i||"
                                + "--i||in|--o--|",
                        "multi multipart/mixed 45+64/7 [multi multipart/x 41+9/2 [leaf text/plain 2+2/0]]"),
                new Row(
                        "message in message",
                        "Content-Type: message/rfc822||Subject: in||body|",
                        "message message/rfc822 32+21/3 [leaf text/plain 15+6/1]"),
                new Row(
                        "message without content",
                        "Content-Type: message/rfc822||",
                        "message message/rfc822 32+0/0 [leaf text/plain 0+0/0]"),
                new Row(
                        "digest parts are messages",
                        "Content-Type: multipart/digest; boundary=b||--b||Subject: x||y|--b--|",
                        "multi multipart/digest 46+31/6 [message message/rfc822 2+15/2 [leaf text/plain 14+1/0]]"),
                new Row(
                        "boundary in the middle of a part's header",
                        "Content-Type: multipart/mixed; boundary=b||--b|X: y|--b||z|--b--|",
                        "multi multipart/mixed 45+28/6 [leaf text/plain 4+0/0, leaf text/plain 2+1/0]"),
                new Row(
                        "message part cut short by a boundary, which takes the empty line",
                        "Content-Type: multipart/mixed; boundary=b||--b|Content-Type: message/rfc822||--b--|",
                        "multi multipart/mixed 45+44/4 [message message/rfc822 30+0/0 [leaf text/plain 0+0/0]]"),
                new Row(
                        "boundary from RFC 2231 pieces",
                        "Content-Type: multipart/mixed; boundary*0=a;|  boundary*1=b||--ab||x|--ab--|",
                        "multi multipart/mixed 64+19/4 [leaf text/plain 2+1/0]"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void findsTheParts(Row row) {
        assertEquals(row.tree, draw(parse(row.message.replace("|", "\r\n"))));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void bareLineFeedsGiveTheSameTree(Row row) {
        var withCrlf = parse(row.message.replace("|", "\r\n"));
        var withLf = parse(row.message.replace('|', '\n'));
        assertEquals(shape(withCrlf), shape(withLf));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void anyChunkingGivesTheSameTree(Row row) {
        byte[] octets = Octets.of(row.message.replace("|", "\r\n"));
        for (long seed = 0; seed < 20; seed++) {
            assertEquals(row.tree, draw(MessageParser.parse(chunked(octets, seed))), "seed " + seed);
        }
    }

    @Test
    void carriageReturnsAloneEndNoLine() {
        assertEquals("leaf text/plain 14+0/0", draw(parse("a: b\r\rcontent\r")));
    }

    @Test
    void bodiesArePassedOnWithoutTheLineEndOfTheBoundary() {
        var message =
                "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\r\n\r\n--b\r\n\r\ntwo\n\r\n--b--\r\nepilogue";
        var bodies = new ArrayList<String>();
        MessageParser.parse(
                new ByteArrayInputStream(Octets.of(message)), MessageParser.Keep.ALL, (_, _, _) -> collector(bodies));
        assertEquals(List.of("one\r\n", "two\n"), bodies);
    }

    @Test
    void lastLineEndOfTheMessageIsContent() {
        var bodies = new ArrayList<String>();
        MessageParser.parse(
                new ByteArrayInputStream(Octets.of("\r\none\r\n")),
                MessageParser.Keep.ALL,
                (_, _, _) -> collector(bodies));
        assertEquals(List.of("one\r\n"), bodies);
    }

    @Test
    void structureKeepsOnlyWhatItNeeds() {
        var part = parse("Received: x\r\nSUBJECT : a\r\n b\r\nX-Y: z\r\nContent-ID: <c>\r\nTop: no\r\n\r\n");
        assertEquals(
                List.of("SUBJECT: a b", "Content-ID: <c>"),
                java.util.stream.StreamSupport.stream(part.headers().spliterator(), false)
                        .map(Header::toString)
                        .toList());
    }

    @Test
    void partsBeyondTheBoundBelongToTheLastOne() {
        var message = "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n\r\n\r\n".repeat(10_500);
        var root = parse(message);
        assertEquals(MessageParser.MAX_PARTS - 1, root.children().size());
        var last = root.children().getLast();
        assertEquals(message.length(), last.bodyOffset() + last.bodyOctets());
    }

    @Test
    void depthBeyondTheBoundIsContent() {
        var part = parse("Content-Type: message/rfc822\r\n\r\n".repeat(1000));
        int depth = 0;
        while (!part.children().isEmpty()) {
            part = part.children().getFirst();
            depth++;
        }
        assertEquals(MessageParser.MAX_DEPTH, depth);
        assertEquals(32 * (1000 - MessageParser.MAX_DEPTH - 1), part.bodyOctets());
    }

    @Test
    void hugeHeaderIsCountedButNotKeptWhole() {
        long octets = 200L * 1024 * 1024;
        var part = MessageParser.parse(
                new Repeated("Subject: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n", octets));
        assertEquals(octets, part.headerOctets());
        int kept = 0;
        for (var header : part.headers()) {
            kept += header.end() - header.start();
        }
        assertTrue(kept <= MessageParser.MAX_HEADER_OCTETS, () -> "kept too much");
    }

    private static BodyHandler.Content collector(List<String> bodies) {
        var body = new StringBuilder();
        return new BodyHandler.Content() {
            @Override
            public void octets(byte[] octets, int offset, int length) {
                body.append(Octets.string(java.util.Arrays.copyOfRange(octets, offset, offset + length)));
            }

            @Override
            public void end() {
                bodies.add(body.toString());
            }
        };
    }

    private static Part parse(String octets) {
        return MessageParser.parse(new ByteArrayInputStream(Octets.of(octets)));
    }

    private static String draw(Part part) {
        var kind =
                switch (part.kind()) {
                    case LEAF -> "leaf ";
                    case MULTIPART -> "multi ";
                    case MESSAGE -> "message ";
                };
        var text = kind + part.type().type() + "/" + part.type().subtype() + " " + part.headerOctets() + "+"
                + part.bodyOctets() + "/" + part.bodyLines();
        return part.is(Part.Kind.LEAF)
                ? text
                : text + " "
                        + part.children().stream().map(MessageParserTest::draw).toList();
    }

    private static String shape(Part part) {
        return part.kind() + " " + part.bodyLines()
                + part.children().stream().map(MessageParserTest::shape).toList();
    }

    /** Gives random small pieces. */
    static InputStream chunked(byte[] octets, long seed) {
        var random = new Random(seed);
        return new ByteArrayInputStream(octets) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 1 + random.nextInt(7)));
            }
        };
    }

    /** One line again and again. */
    private static final class Repeated extends InputStream {
        private final byte[] chunk;
        private long left;

        Repeated(String line, long octets) {
            this.chunk = Octets.of(line.repeat(1024 * 1024 / line.length()));
            this.left = octets;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int count = (int) Math.min(left, Math.min(length, chunk.length));
            System.arraycopy(chunk, 0, into, offset, count);
            left -= count;
            return count;
        }
    }
}
