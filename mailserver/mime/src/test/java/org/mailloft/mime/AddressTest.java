package org.mailloft.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AddressTest {

    record Row(String field, String addresses) {}

    /** Written as {@code name|route|local part|domain}, groups as {@code name:[...]}. */
    static List<Row> rows() {
        return List.of(
                // RFC 5322 section 3.4
                new Row("a@b", "||a|b"),
                new Row("Fred <a@b>", "Fred||a|b"),
                new Row("\"Fred, \\\"F\\\"\" <a@b>", "Fred, \"F\"||a|b"),
                new Row("\"a b\"@c", "||a b|c"),
                new Row("a@[1.2.3.4]", "||a|[1.2.3.4]"),
                new Row("a@b, c@d", "||a|b, ||c|d"),
                new Row("G: a@b, X <c@d>;", "G:[||a|b, X||c|d]"),
                new Row("undisclosed-recipients:;", "undisclosed-recipients:[]"),
                new Row("a@b (Fred)", "Fred||a|b"),
                new Row("(x (nested) y) a@b", "||a|b"),
                new Row("<>", "|||"),
                // Obsolete forms, section 4.4
                new Row("a . b @ c . d", "||a.b|c.d"),
                new Row("<@x,@y:a@b>", "|@x,@y|a|b"),
                new Row(",, a@b ,,", "||a|b"),
                new Row("J. R. Foo <a@b>", "J. R. Foo||a|b"),
                // Beyond all of them
                new Row("", ""),
                new Row("fred", "||fred|MISSING_DOMAIN"),
                new Row("fred foo", "fred foo||MISSING_MAILBOX|MISSING_DOMAIN"),
                new Row("@b", "||MISSING_MAILBOX|b"),
                new Row("a..b.@c", "||a..b.|c"),
                new Row("Fred <a@b", "Fred||a|b"),
                new Row("<<a@b>>, c@d", "||a|b, ||c|d"),
                new Row("a@b@c, d@e", "||a|b, ||d|e"),
                new Row("G: a@b", "G:[||a|b]"),
                new Row("a@b; c@d", "||a|b, ||c|d"),
                new Row("\\\"a\\\" <b@c>", "\"a\"||b|c"),
                new Row("\"unclosed <a@b>", "||unclosed <a@b>|MISSING_DOMAIN"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void readsLists(Row row) {

        assertEquals(row.addresses, draw(Address.parse(row.field)));
    }

    private static String draw(List<? extends Address> list) {
        return String.join(
                ", ",
                list.stream()
                        .map(address -> switch (address) {
                            case Address.Mailbox m ->
                                m.name() + "|" + m.route() + "|" + m.localPart() + "|" + m.domain();
                            case Address.Group g -> g.name() + ":[" + draw(g.members()) + "]";
                        })
                        .toList());
    }
}
