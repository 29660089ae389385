package org.mailloft.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoffTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "see `-x`           ~ see \\fB\\-x\\fR",
                "<some file> of it  ~ \\fIsome file\\fR of it",
                "a < b > c          ~ a < b > c",
                "back\\slash        ~ back\\eslash",
                "`it's`             ~ \\fBit\\(aqs\\fR",
            })
    void marksWhatIsTypedAndWhatStandsForSomethingElse(String text, String roff) {
        assertEquals(roff, Roff.marked(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "[-u <user>|-A] <id> ~ [\\fB\\-u\\fR \\fIuser\\fR|\\fB\\-A\\fR] \\fIid\\fR",
                "<key>=<value> [...] ~ \\fIkey\\fR\\fB=\\fR\\fIvalue\\fR [...]",
            })
    void usageKnowsWordsFromPlaces(String usage, String roff) {
        assertEquals(roff, Roff.usage(usage));
    }

    @Test
    void noLineOfTextIsARequest() {
        var words = "word ".repeat(15);
        var page = new Roff()
                .text(words + ".de and 'ft, '' .so")
                .literal(List.of(".TH", "", "'x"))
                .toString();
        assertEquals(
                List.of(),
                page.lines()
                        .filter(line -> line.matches("(\\.(de|so|TH)|'(ft|x)).*"))
                        .toList(),
                page);
    }

    @Test
    void textIsFoldedAtBlanks() {
        var page = new Roff().text("word ".repeat(100).strip()).toString();
        assertEquals(100, page.split("\\s+").length);
        assertEquals(List.of(), page.lines().filter(line -> line.length() > 80).toList());
    }
}
