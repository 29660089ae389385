package org.mailloft.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is inside of fields: encoded words, parameters, dates, transfer encodings. */
class FieldsTest {

    record Row(String rule, Function<String, Object> reader, String in, Object out) {
        @Override
        public String toString() {
            return rule;
        }
    }

    static List<Row> rows() {
        Function<String, Object> words = EncodedWords::decode;
        Function<String, Object> file = in -> ContentType.parse(in).parameters().text("name");
        Function<String, Object> date = in -> MailDate.parse(in).map(Object::toString);
        Function<String, Object> base64 = in -> Octets.string(TransferEncoding.BASE64.decode(Octets.of(in)));
        Function<String, Object> quoted = in -> Octets.string(TransferEncoding.QUOTED_PRINTABLE.decode(Octets.of(in)));
        return List.of(
                new Row("plain", words, "a b", "a b"),
                new Row("Q, RFC 2047 4.2", words, "=?iso-8859-1?Q?a_b=E4?=", "a bä"),
                new Row("B, RFC 2047 4.1", words, "x =?utf-8?B?w6Q=?= y", "x ä y"),
                new Row("white space between words goes", words, "=?utf-8?q?a?= \t =?utf-8?q?b?=", "ab"),
                new Row("white space beside text stays", words, "=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c"),
                new Row("character split over words", words, "=?utf-8?q?=C3?= =?utf-8?q?=A4?=", "ä"),
                new Row("language, RFC 2231 5", words, "=?utf-8*de?q?=C3=A4?=", "ä"),
                new Row("unknown charset", words, "=?x-none?q?=C3=A4?=", "ä"),
                new Row("unknown encoding", words, "=?utf-8?x?a?=", "=?utf-8?x?a?="),
                new Row("unfinished", words, "=?utf-8?q?a", "=?utf-8?q?a"),
                new Row("broken code", words, "=?utf-8?q?=4?=", "=4"),
                new Row("raw UTF-8", words, "\u00c3\u00a4", "ä"),
                new Row("raw something else", words, "\u00e4", "ä"),
                new Row("plain parameter", file, "a/b; name=x", Optional.of("x")),
                new Row("quoted parameter", file, "a/b; NAME=\"x \\\"y\"", Optional.of("x \"y")),
                new Row("RFC 2231 3", file, "a/b; name*1=y; name*0=x", Optional.of("xy")),
                new Row("RFC 2231 4", file, "a/b; name*=utf-8'de'%C3%A4%20b", Optional.of("ä b")),
                new Row(
                        "RFC 2231 4.1",
                        file,
                        "a/b; name*0*=utf-8''%C3; name*1*=%A4; name*2=\" %\"",
                        Optional.of("ä %")),
                new Row(
                        "encoded word where none should be",
                        file,
                        "a/b; name=\"=?utf-8?q?=C3=A4?=\"",
                        Optional.of("ä")),
                new Row("none", file, "a/b", Optional.empty()),
                new Row("date", date, "Mon, 2 Mar 2026 23:30:01 -0500", Optional.of("2026-03-02T23:30:01-05:00")),
                new Row("obsolete date", date, "2 Mar 26 23:30 EST (c)", Optional.of("2026-03-02T23:30-05:00")),
                new Row(
                        "day of week without comma",
                        date,
                        "Mon 2 Mar 2026 23:30 GMT",
                        Optional.of("2026-03-02T23:30Z")),
                new Row("no such day", date, "31 Feb 2026 00:00 +0000", Optional.empty()),
                new Row("no date", date, "yesterday", Optional.empty()),
                new Row("base64", base64, "YWJj\r\nZA==", "abcd"),
                new Row("base64 joined", base64, "YQ==YmM=", "abc"),
                new Row("base64 with rubbish, unpadded", base64, "Y!W J\u00ffj Y Q", "abca"),
                new Row("quoted-printable", quoted, "a=3Db=\r\nc", "a=bc"),
                new Row("soft break with spaces", quoted, "a= \t\r\nb", "ab"),
                new Row("spaces at the end of a line", quoted, "a \t \r\nb", "a\r\nb"),
                new Row("spaces elsewhere", quoted, "a \t b ", "a \t b "),
                new Row("broken codes", quoted, "a=4G=zz=", "a=4G=zz="),
                new Row("bare line feed", quoted, "a=\nb \nc", "ab\nc"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void reads(Row row) {
        assertEquals(row.out, row.reader.apply(row.in));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void decodersDoNotMindChunks(Row row) {
        for (var encoding : TransferEncoding.values()) {
            var whole = encoding.decode(Octets.of(row.in.replaceAll("[^\\x00-\\xff]", "")));
            var decoder = encoding.decoder();
            byte[] in = Octets.of(row.in.replaceAll("[^\\x00-\\xff]", ""));
            var out = new byte[decoder.room(in.length) + 16];
            int length = 0;
            var chunk = new byte[decoder.room(1)];
            for (int i = 0; i < in.length; i++) {
                int count = decoder.decode(in, i, 1, chunk);
                System.arraycopy(chunk, 0, out, length, count);
                length += count;
            }
            length += decoder.end(out, length);
            assertEquals(Octets.string(whole), Octets.string(Arrays.copyOf(out, length)), encoding::name);
        }
    }
}
