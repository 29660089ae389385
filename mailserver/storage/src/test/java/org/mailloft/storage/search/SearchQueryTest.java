package org.mailloft.storage.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailloft.mime.search.TextPattern;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.memory.MemoryStore;
import org.mailloft.storage.search.SearchKey.DateOf;
import org.mailloft.storage.search.SearchKey.Day;

class SearchQueryTest {

    private static final String PLAIN = """
            From: "Anna Ü" <anna@example.org>
            Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= aus
             Wien
            Date: Mon, 2 Mar 2020 23:30:00 -0500

            Hello World
            """;

    private static final String ENCODED = """
            From: ben@example.org
            Subject: second
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            Stra=DFe in M=FCn=
            chen
            --b
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: base64
            X-Marker: inner-header

            0JzQvtGB0LrQstCw
            --b
            Content-Type: application/octet-stream
            Content-Transfer-Encoding: base64

            aGlkZGVu
            --b--
            """;

    private Mailbox mailbox;

    @BeforeEach
    void threeMessages() {
        var store = new MemoryStore().open(new MailUser("anna@example.org", Path.of("/nowhere"), Map.of()));
        mailbox = store.open(MailboxName.INBOX, true);
        append(PLAIN, Flags.of(SystemFlag.SEEN), Instant.parse("2024-05-01T22:30:00Z"));
        append(ENCODED, new Flags(Set.of(SystemFlag.FLAGGED), Set.of("$Work")), Instant.parse("2024-05-02T10:00:00Z"));
        append("\n", Flags.NONE, Instant.parse("2024-05-03T10:00:00Z"));
    }

    record Row(String what, SearchKey key, List<Integer> found) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Row> rows() {
        var rows = new ArrayList<Row>();
        rows.add(new Row("all", SearchKey.ALL, List.of(0, 1, 2)));
        rows.add(new Row("flag", new SearchKey.Flag(SystemFlag.SEEN), List.of(0)));
        rows.add(new Row("keyword in another case", new SearchKey.Keyword("$work"), List.of(1)));
        rows.add(new Row("unknown keyword", new SearchKey.Keyword("nobody"), List.of()));
        rows.add(new Row("not", new SearchKey.Not(new SearchKey.Flag(SystemFlag.SEEN)), List.of(1, 2)));
        rows.add(new Row("empty and", new SearchKey.And(List.of()), List.of(0, 1, 2)));
        rows.add(new Row("empty or", new SearchKey.Or(List.of()), List.of()));
        rows.add(new Row("uids", new SearchKey.Uids(UidSet.range(2, 99)), List.of(1, 2)));
        rows.add(new Row("size", new SearchKey.Size(0, 2), List.of(2)));
        rows.add(new Row("modseq", new SearchKey.ModSeq(Long.MAX_VALUE), List.of()));
        rows.add(new Row(
                "received on, in the searcher's zone",
                Day.on(DateOf.RECEIVED, LocalDate.of(2024, 5, 2)),
                List.of(0, 1)));
        rows.add(new Row("received before", Day.before(DateOf.RECEIVED, LocalDate.of(2024, 5, 3)), List.of(0, 1)));
        rows.add(new Row("received since", Day.since(DateOf.RECEIVED, LocalDate.of(2024, 5, 3)), List.of(2)));
        rows.add(new Row("sent on, as written", Day.on(DateOf.SENT, LocalDate.of(2020, 3, 2)), List.of(0)));
        rows.add(new Row(
                "moment",
                new SearchKey.Moment(DateOf.RECEIVED, Instant.parse("2024-05-02T10:00:00Z"), Instant.MAX),
                List.of(1, 2)));
        rows.add(new Row("encoded and folded header", header("subject", "GRÜSSE AUS WIEN"), List.of(0)));
        rows.add(new Row("raw utf-8 in a header", header("FROM", "anna ü"), List.of(0)));
        rows.add(new Row("header exists", header("date", ""), List.of(0)));
        rows.add(new Row("not in header", new SearchKey.Not(header("from", "anna")), List.of(1, 2)));
        rows.add(new Row("body", body("hello world"), List.of(0)));
        rows.add(new Row("body does not see the header", body("Wien"), List.of()));
        rows.add(new Row("text does", text("wien"), List.of(0)));
        rows.add(new Row("quoted-printable, soft break, latin-1", body("STRASSE IN MÜNCHEN"), List.of(1)));
        rows.add(new Row("base64 utf-8 cyrillic", body("москва"), List.of(1)));
        rows.add(new Row("no text, not searched", body("hidden"), List.of()));
        rows.add(new Row("header of a part is body", body("inner-header"), List.of(1)));
        rows.add(new Row(
                "cheap and dear",
                new SearchKey.And(List.of(body("e"), new SearchKey.Flag(SystemFlag.FLAGGED), header("from", "ben"))),
                List.of(1)));
        rows.add(new Row("or of contents", new SearchKey.Or(List.of(body("hello"), body("москва"))), List.of(0, 1)));
        return rows;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void findsMatches(Row row) {
        assertEquals(row.found, search(row.key));
    }

    @Test
    void expungedMessageFulfilsNothingThatNeedsReading() {
        var view = mailbox.view();
        mailbox.expunge(UidSet.of(1), false);
        var found = new ArrayList<Integer>();
        new SearchQuery(text("e"), ZoneOffset.UTC).run(mailbox, view, found::add);
        assertEquals(List.of(1), found);
    }

    private List<Integer> search(SearchKey key) {
        var found = new ArrayList<Integer>();
        new SearchQuery(key, ZoneId.of("Europe/Vienna")).run(mailbox, mailbox.view(), found::add);
        return found;
    }

    private static SearchKey header(String field, String text) {
        return new SearchKey.Header(field, TextPattern.of(text));
    }

    private static SearchKey body(String text) {
        return new SearchKey.Body(TextPattern.of(text));
    }

    private static SearchKey text(String text) {
        return new SearchKey.Text(TextPattern.of(text));
    }

    private void append(String message, Flags flags, Instant date) {
        var incoming = mailbox.receive();
        byte[] octets = message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        incoming.write(octets, 0, octets.length);
        mailbox.append(List.of(new Mailbox.Append(incoming, flags, date)));
    }
}
