package org.mailloft.imap.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.net.MemoryConnection;
import org.mailloft.net.OctetInput;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.SystemFlag;

class ImapReaderTest {

    private static final ImapReader.Limits LIMITS = new ImapReader.Limits(1000, 5000, 500);

    private static ImapReader reading(String text) {
        return reading(text.getBytes(StandardCharsets.ISO_8859_1), Integer.MAX_VALUE);
    }

    private static ImapReader reading(byte[] octets, int chunk) {
        var connection = new MemoryConnection().inChunksOf(chunk);
        connection.client().send(octets);
        connection.client().close();
        var reader = new ImapReader(new OctetInput(connection, Duration.ofSeconds(1)), LIMITS, () -> {});
        reader.begin();
        return reader;
    }

    /** RFC 3501 section 9: which octets an atom, a tag and an astring may have, one by one. */
    @Test
    void characterClassesAreThoseOfTheGrammar() {
        var specials = "(){ %*\"\\]";
        for (int octet = 0; octet < 256; octet++) {
            boolean control = octet < 0x20 || octet >= 0x7f;
            boolean atom = !control && specials.indexOf(octet) < 0;
            assertEquals(atom, CharClass.isAtom(octet), "atom " + octet);
            assertEquals(atom || octet == ']', CharClass.isAstring(octet), "astring " + octet);
            assertEquals(CharClass.isAstring(octet) && octet != '+', CharClass.isTag(octet), "tag " + octet);
            assertEquals(
                    CharClass.isAstring(octet) || octet == '%' || octet == '*',
                    CharClass.isList(octet),
                    "list " + octet);
        }
    }

    record Row(String text, Function<ImapReader, Object> rule, Object value) {
        @Override
        public String toString() {
            return text + " is " + value;
        }
    }

    static Stream<Row> values() {
        return Stream.of(
                new Row("a001 ", ImapReader::tag, "a001"),
                new Row("FETCH ", ImapReader::atom, "FETCH"),
                new Row("+FLAGS.SILENT ", ImapReader::atom, "+FLAGS.SILENT"),
                new Row("0 ", ImapReader::number, 0L),
                new Row("4294967295 ", ImapReader::number, 4294967295L),
                new Row("9223372036854775807 ", ImapReader::modSeq, Long.MAX_VALUE),
                new Row("INBOX\r\n", ImapReader::astring, "INBOX"),
                new Row("a]b ", ImapReader::astring, "a]b"),
                new Row("\"\" ", ImapReader::astring, ""),
                new Row("\"a b\" ", ImapReader::astring, "a b"),
                new Row("\"a\\\"b\\\\\" ", ImapReader::astring, "a\"b\\"),
                new Row("{3+}\r\na\"b ", ImapReader::astring, "a\"b"),
                new Row("{0+}\r\n ", ImapReader::astring, ""),
                new Row("{5}\r\na\r\nb) ", ImapReader::astring, "a\r\nb)"),
                new Row("\"\u00c3\u00a4\" ", ImapReader::astring, "ä"),
                new Row("inbox ", in -> in.mailbox().value(), "INBOX"),
                new Row("Inbox/x ", in -> in.mailbox().value(), "INBOX/x"),
                new Row("Entw&APw-rfe ", in -> in.mailbox().value(), "Entwürfe"),
                new Row("a&-b ", in -> in.mailbox().value(), "a&b"),
                new Row("a/ ", in -> in.newMailbox().value(), "a"),
                new Row("1 ", in -> in.sequenceSet().toString(), "1"),
                new Row("1:*,5,*:7,9:3 ", in -> in.sequenceSet().toString(), "1:*,5,*:7,9:3"),
                new Row("NIL ", in -> in.nstring().isPresent(), false),
                new Row("\"\" ", in -> in.nstring().isPresent(), true),
                new Row("() ", in -> in.list(in::atom), List.of()),
                new Row("(a b) ", in -> in.list(in::atom), List.of("a", "b")),
                new Row("() ", ImapReader::flagList, Flags.NONE),
                new Row(
                        "(\\SEEN $Junk \\Recent junk) ",
                        ImapReader::flagList,
                        new Flags(Set.of(SystemFlag.SEEN), Set.of("$Junk", "junk"))),
                new Row(
                        "\\Seen \\Draft\r\n",
                        ImapReader::flagsWithOrWithoutParentheses,
                        Flags.of(SystemFlag.SEEN, SystemFlag.DRAFT)),
                new Row("\" 1-Feb-2026 12:00:00 +0100\" ", ImapReader::dateTime, Instant.parse("2026-02-01T11:00:00Z")),
                new Row(
                        "\"01-feb-2026 12:00:00 +0000\" ",
                        ImapReader::dateTime,
                        Instant.parse("2026-02-01T12:00:00Z")));
    }

    @ParameterizedTest
    @MethodSource("values")
    void readsWhatTheGrammarAllows(Row row) {
        assertEquals(row.value(), row.rule().apply(reading(row.text())));
    }

    static Stream<Row> errors() {
        return Stream.of(
                new Row("+1 ", ImapReader::tag, "Invalid characters in atom"),
                new Row("\r\n", ImapReader::atom, "Missing arguments."),
                new Row("a\u001a ", in -> in.sp(), "Invalid arguments."),
                new Row("4294967296 ", ImapReader::number, "Number too large."),
                new Row("-1 ", ImapReader::number, "Invalid number."),
                new Row("0 ", ImapReader::nzNumber, "Invalid number."),
                new Row("9223372036854775808 ", ImapReader::modSeq, "Number too large."),
                new Row("\"a\r\n", ImapReader::astring, "Missing '\"'"),
                new Row("\"a\u0000\" ", ImapReader::astring, "Missing '\"'"),
                new Row("{1+}\r\n\u0000 ", ImapReader::astring, "NUL in literal."),
                new Row("{-1}\r\n", ImapReader::astring, "Invalid number."),
                new Row("{1 }\r\n", ImapReader::astring, "Invalid arguments."),
                new Row("{99999999999999999999}\r\n", ImapReader::astring, "Number too large."),
                new Row("{501+}\r\n", ImapReader::astring, "Too large literal without synchronization."),
                new Row("{4294967295}\r\n", ImapReader::astring, "Too long argument."),
                new Row("0 ", ImapReader::sequenceSet, "Invalid messageset"),
                new Row("1:0 ", ImapReader::sequenceSet, "Invalid messageset"),
                new Row("1,, ", ImapReader::sequenceSet, "Invalid messageset"),
                new Row("a ", ImapReader::sequenceSet, "Invalid messageset"),
                new Row("(\\Foo) ", ImapReader::flagList, "Invalid system flag \\FOO"),
                new Row("(a b\r\n", in -> in.list(in::atom), "Missing ')'"),
                new Row("(a  b) ", in -> in.list(in::atom), "Invalid characters in atom"),
                new Row("\"32-Feb-2026 12:00:00 +0100\" ", ImapReader::dateTime, "Invalid internal date."),
                new Row("\"1-Feb-2026 12:00:00 +0100\" ", ImapReader::dateTime, "Invalid internal date."),
                new Row("foo ", ImapReader::nstring, "Invalid arguments."));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void refusesWhatItDoesNot(Row row) {
        var error = assertThrows(BadSyntax.class, () -> row.rule().apply(reading(row.text())));
        assertEquals(row.value(), error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"&\" ", "&AGE- ", "\"\u00c3\u00a4\" ", "a//b ", "/a ", "~a "})
    void refusesMailboxNamesThatCannotBe(String text) {
        assertThrows(MailFailure.class, () -> reading(text).mailbox());
    }

    @Test
    void knownAtomsAreFoundByTheirName() {
        Function<String, Optional<Integer>> named = name -> name.equals("ONE") ? Optional.of(1) : Optional.empty();
        assertEquals(1, reading("ONE ").atom(named, "number"));
        var error = assertThrows(BadSyntax.class, () -> reading("TWO ").atom(named, "number"));
        assertEquals("Invalid number TWO", error.getMessage());
    }

    @Test
    void parenthesesHaveABound() {
        var deep = reading("(".repeat(100));
        assertThrows(BadSyntax.class, () -> nest(deep));
        assertTrue(deep.position() <= ImapReader.MAX_NESTING + 1, "read " + deep.position());
    }

    private static Object nest(ImapReader in) {
        return in.nested(() -> nest(in));
    }

    @Test
    void aLineHasABound() {
        var endless = reading("x".repeat(2000));
        assertEquals(
                "Too long argument.",
                assertThrows(BadSyntax.class, endless::atom).getMessage());
    }

    @Test
    void literalsCountForTheBoundOfTheCommand() {
        var reader = reading("{400+}\r\n%s {400+}\r\n%s {400+}\r\n%s".formatted("x".repeat(400), "y".repeat(400), "z"));
        reader.astring();
        reader.sp().astring();
        assertThrows(BadSyntax.class, () -> reader.sp().astring());
    }

    record Resync(String text, Function<ImapReader, Object> rule) {}

    static Stream<Resync> resyncs() {
        Function<ImapReader, Object> fail = in -> {
            throw new BadSyntax("wrong");
        };
        return Stream.of(
                new Resync("rest of the line\r\n", fail),
                new Resync("\n", fail),
                new Resync("{5+}\r\n12345 more {3+}\r\nabc\r\n", fail),
                new Resync("{5}\r\n", fail),
                new Resync("{5} \r\n", fail),
                new Resync("{5+} \r\n", fail),
                new Resync("{5+}\r\n12345\r\n", in -> in.expect('{').expect('x')),
                new Resync("{600+}\r\n" + "x".repeat(600) + "\r\n", ImapReader::astring),
                new Resync("{4294967295}\r\n", ImapReader::astring),
                new Resync("{3+}\r\nabc}\r\n", in -> {
                    in.accept(in.literal());
                    throw new BadSyntax("with the literal unread");
                }),
                new Resync("x".repeat(3000) + "\r\n", ImapReader::atom));
    }

    @ParameterizedTest
    @MethodSource("resyncs")
    void findsTheNextCommandAfterAnError(Resync row) {
        var reader = reading(row.text() + "next\r\n");
        assertThrows(BadSyntax.class, () -> row.rule().apply(reader));
        reader.skipCommand();
        reader.begin();
        assertEquals("next", reader.atom());
    }

    @Test
    void whatIsTooMuchToSkipEndsTheSession() {
        assertThrows(Overflow.class, () -> reading("x".repeat(10_000)).skipCommand());
        assertThrows(Overflow.class, () -> reading("{9000+}\r\n").skipCommand());
        assertThrows(
                Overflow.class, () -> reading("{999999999999999999999999+}\r\n").skipCommand());
    }

    @Test
    void aStreamedLiteralIsReadToItsEndAndNoFurther() {
        var reader = reading("{600}\r\n" + "m".repeat(600) + " \"x\"\r\n");
        var literal = reader.literal();
        assertTrue(literal.waits());
        reader.accept(literal);
        var octets = new byte[601];
        int length = 0;
        for (int count = reader.readLiteral(octets, 0, 100);
                count > 0;
                count = reader.readLiteral(octets, length, 100)) {
            length += count;
        }
        assertEquals(600, length);
        assertEquals("x", reader.sp().astring());
        reader.crlf();
    }

    @Test
    void aLineIsReadWithoutItsEnd() {
        var reader = reading("dXNlcg==\r\n*\nDONE\r\n");
        assertEquals("dXNlcg==", reader.line());
        assertEquals("*", reader.line());
        assertEquals("DONE", reader.line());
    }

    @Test
    void listWildcardsAreForListOnly() {
        assertEquals("*/%", new String(reading("*/% ").listMailbox(), StandardCharsets.US_ASCII));
        assertThrows(BadSyntax.class, () -> reading("* ").astring());
        assertFalse(IntStream.of('%', '*').anyMatch(CharClass::isAtom));
    }
}
