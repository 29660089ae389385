package org.mailloft.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailloft.mime.search.MessageScan;
import org.mailloft.mime.search.TextPattern;

/** Input made to cost much: work must grow with its length only. Sizes are such that quadratic work would take minutes. */
class HostileTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    record Family(String name, LongSupplier work) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Family> families() {
        return List.of(
                new Family("parameters", () -> parameters("a/b" + "; n*0*=x".repeat(100_000))),
                new Family("numbered parameters", () -> parameters("a/b" + numbered(100_000))),
                new Family("semicolons", () -> parameters("a/b" + ";".repeat(1_000_000))),
                new Family("open comments", () -> parameters("(".repeat(1_000_000))),
                new Family("addresses", () -> addresses("a@b,".repeat(200_000))),
                new Family("open angle brackets", () -> addresses("<".repeat(1_000_000))),
                new Family("open quotes", () -> addresses("\"a\" ".repeat(200_000))),
                new Family("groups", () -> addresses("a:".repeat(200_000))),
                new Family("routes", () -> addresses("<" + "@a,".repeat(200_000))),
                new Family("comments within comments", () -> addresses("(".repeat(500_000) + ")".repeat(500_000))),
                new Family("encoded words", () -> EncodedWords.decode("=?utf-8?q?a?= ".repeat(100_000))
                        .length()),
                new Family("beginnings of encoded words", () -> EncodedWords.decode("=?".repeat(500_000))
                        .length()),
                new Family("almost encoded words", () -> EncodedWords.decode("=?a?q?".repeat(200_000))
                        .length()),
                new Family("folded lines", () -> message("Subject: x\r\n" + " y\r\n".repeat(500_000))),
                new Family("many fields", () -> message("Content-Type: a\r\n".repeat(200_000))),
                new Family("boundaries of many levels", () -> message(levels(100) + "--b0x\r\n".repeat(50_000))),
                new Family("almost boundaries", () -> message(levels(100) + "--b\r\n".repeat(200_000))));
    }

    @ParameterizedTest
    @MethodSource("families")
    void costsInProportion(Family family) {
        assertTimeoutPreemptively(BOUND, () -> family.work.getAsLong());
    }

    @Test
    void parametersHaveABound() {
        var parameters = ContentType.parse("a/b" + "; x=y".repeat(100_000)).parameters();
        assertTrue(parameters.list().size() <= Parameters.MAX_PARAMETERS);
    }

    @Test
    void mutatedMessagesNeverFail() {
        var seed = Octets.of("From: \"A\" <a@b>, g: c@d;\r\nSubject: =?utf-8?q?=C3=A4?=\r\n"
                + "Content-Type: multipart/mixed; boundary*0=\"b\"; boundary*1=c\r\n\r\n--bc\r\n"
                + "Content-Type: text/plain; charset=utf-7\r\nContent-Transfer-Encoding: base64\r\n\r\nYWJj\r\n--bc\r\n"
                + "Content-Type: message/rfc822\r\n\r\nDate: Mon, 1 Jan 2024 00:00:00 +0000\r\n\r\nx=20\r\n--bc--\r\n");
        for (long number = 0; number < 2000; number++) {
            byte[] message = mutate(seed, number);
            try {
                var part = MessageParser.parse(new ByteArrayInputStream(message));
                assertEquals(message.length, part.octets());
                checkInside(part);
                for (var header : part.headers()) {
                    Address.parse(header.value());
                    ContentType.parse(header.value()).parameters().texts();
                    MailDate.parse(header.value());
                    header.text();
                }
                MessageScan.run(
                        new ByteArrayInputStream(message),
                        List.of(new MessageScan.Probe(MessageScan.Scope.TEXT, TextPattern.of("nowhere"))));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + number, e);
            }
        }
    }

    private static void checkInside(Part part) {
        for (var child : part.children()) {
            assertTrue(child.offset() >= part.bodyOffset(), "begins inside");
            assertTrue(child.octets() >= 0 && child.bodyLines() >= 0 && child.headerLines() >= 0, "no negative sizes");
            assertTrue(
                    child.offset() + child.octets() <= part.bodyOffset() + part.bodyOctets(),
                    () -> child + " ends inside of " + part);
            checkInside(child);
        }
    }

    private static byte[] mutate(byte[] seed, long number) {
        var random = new Random(number);
        var octets = seed.clone();
        for (int change = random.nextInt(1, 8); change > 0; change--) {
            int at = random.nextInt(octets.length);
            switch (random.nextInt(3)) {
                case 0 -> octets[at] = (byte) random.nextInt(256);
                case 1 -> octets[at] = (byte) "\r\n-\"(;:=?<@\0".charAt(random.nextInt(12));
                default -> {
                    int from = random.nextInt(octets.length);
                    int length = Math.min(random.nextInt(20), octets.length - Math.max(at, from));
                    System.arraycopy(seed, from, octets, at, length);
                }
            }
        }
        return octets;
    }

    private static long parameters(String value) {
        return ContentType.parse(value).parameters().texts().size();
    }

    private static long addresses(String value) {
        return Address.parse(value).size();
    }

    private static long message(String octets) {
        return MessageParser.parse(new ByteArrayInputStream(Octets.of(octets))).octets();
    }

    private static String numbered(int count) {
        var text = new StringBuilder();
        for (int i = count; i > 0; i--) {
            text.append("; n*").append(i).append("=x");
        }
        return text.toString();
    }

    private static String levels(int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("Content-Type: multipart/mixed; boundary=\"b0xxxxxxxxxxxxxxxxxxxxxx" + i + "\"\r\n\r\n");
            text.append("--b0xxxxxxxxxxxxxxxxxxxxxx" + i + "\r\n");
        }
        return text.append("\r\n").toString();
    }
}
