package org.mailloft.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {

    @ParameterizedTest
    @CsvSource({
        "anna, anna",
        "*)(uid=*, \\2a\\29\\28uid=\\2a",
        "back\\slash, back\\5cslash",
        "grün, gr\\c3\\bcn",
        "'a\nb', a\\0ab",
        "' x ', ' x '",
    })
    void valuesNeverBecomeSyntax(String value, String escaped) {
        assertEquals("(uid=" + escaped + ")", Filter.equal("uid", value).text());
    }

    @Test
    void combinesFilters() {
        Filter anna = Filter.equal("uid", "anna");
        assertEquals("(uid=anna)", Filter.and(anna).text());
        assertEquals(
                "(&(uid=anna)(!(mail=*)))",
                Filter.and(anna, Filter.not(Filter.present("mail"))).text());
        assertEquals(
                "(|(cn=a\\2a*)(cn=*b*))",
                Filter.or(Filter.startsWith("cn", "a*"), Filter.contains("cn", "b"))
                        .text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(uid=anna)",
                "(uid=)",
                "(&)",
                "(&(objectClass=univentionMail)(|(uid=a*b*c)(!(cn=\\2a))))",
                "(cn~=x)",
                "(gidNumber>=5)",
                "(cn:dn:2.4.6.8.10:=Dino)",
                "(cn;lang-de=x)",
                "(:caseExactMatch:=x)",
                "(o=Parens R Us =x)",
            })
    void acceptsTheGrammar(String text) {
        assertEquals(text, Filter.parse(text).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "uid=anna",
                "(uid=anna",
                "(uid=anna))",
                "(uid)",
                "(=x)",
                "(uid=a(b)",
                "(uid=\\2)",
                "(uid=\\zz)",
                "(!)",
                "(!(a=b)(c=d))",
                "(&(a=b)c)",
                "(u id=x)",
                "(uid=a\0b)",
                "(uid>x)"
            })
    void refusesEverythingElse(String text) {
        var refused = assertThrows(IllegalArgumentException.class, () -> Filter.parse(text));
        assertTrue(refused.getMessage().contains("position"), refused::getMessage);
    }

    @Test
    void nestingIsBounded() {
        String deep = "(!".repeat(100_000) + "(a=b)" + ")".repeat(100_000);
        assertThrows(IllegalArgumentException.class, () -> Filter.parse(deep));
    }

    @Test
    void attributeNamesAreCheckedToo() {
        assertThrows(IllegalArgumentException.class, () -> Filter.equal("uid=*)(cn", "x"));
    }
}
