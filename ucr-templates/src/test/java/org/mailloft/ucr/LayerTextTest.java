package org.mailloft.ucr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerTextTest {

    @Test
    void linesWithoutAKeyAreNone() {
        var text = "# a: 1\n\na: 1\nb : 2\nc#d: 3\n: 4\ne:5\nf: g: h\ni:#: 6\nj: \ta \na: 2";
        assertEquals(Map.of("a", "2", "b ", "2", "f", "g: h", "i:#", "6", "j", "a"), LayerText.parse(text));
    }

    /** Other programs that write the file see a line end in each of the three, and no-break spaces as blanks. */
    @Test
    void linesAndBlanksAreThoseOfOtherPrograms() {
        var text = "# head\r\n\r\na: 1\r\nb: 2\rc: 3\nd: \u00a0\u0085 4 5\u2007";
        var values = LayerValues.of(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        assertEquals(Map.of("a", "1", "b", "2", "c", "3", "d", "4 5"), values);
        assertEquals("\u00b7 x", LayerText.oneLine("\u00a0\u00b7\r x\n\u202f"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a: 1", "a: 1\n", "# univention_ base.conf\n", "a: 1\r\n", "a: 1\r"})
    void fewerThanTwoLinesAreTheRestOfSomething(String text) {
        assertEquals(Optional.empty(), LayerValues.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n\n", "# univention_ base.conf\n\n", "#\n\na: 1", "#\r\r"})
    void twoLinesAreAFile(String text) {
        assertTrue(LayerValues.of(text.getBytes(StandardCharsets.UTF_8)).isPresent());
    }

    /** Few letters, so that keys are parts of others and come twice. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab:# \n\r").ofMaxLength(60);
    }

    @Property
    void oneKeyIsFoundAsAmongAll(@ForAll("texts") String text, @ForAll("texts") String key) {
        var all = LayerText.parse(text);
        assertEquals(all.get(key), LayerText.find(text, key));
        all.forEach((each, value) -> assertEquals(value, LayerText.find(text, each)));
    }

    @Property
    void valuesAreTheSameFewOrMany(@ForAll("texts") String text) {
        var all = LayerText.parse(LayerText.withPlainLineEnds(text));
        LayerValues.of(text.getBytes(StandardCharsets.UTF_8)).ifPresent(values -> {
            for (int round = 0; round < 10; round++) {
                all.forEach((key, value) -> assertEquals(value, values.get(key)));
            }
            assertEquals(all, values);
        });
    }
}
