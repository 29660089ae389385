package org.mailloft.ucr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LayerTextTest {

    @Test
    void linesWithoutAKeyAreNone() {
        var text = "# a: 1\n\na: 1\nb : 2\nc#d: 3\n: 4\ne:5\nf: g: h\ni:#: 6\nj: \ta \na: 2";
        assertEquals(Map.of("a", "2", "b ", "2", "f", "g: h", "i:#", "6", "j", "a"), LayerText.parse(text));
    }

    /** Few letters, so that keys are parts of others and come twice. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab:# \n").ofMaxLength(60);
    }

    @Property
    void oneKeyIsFoundAsAmongAll(@ForAll("texts") String text, @ForAll("texts") String key) {
        var all = LayerText.parse(text);
        assertEquals(all.get(key), LayerText.find(text, key));
        all.forEach((each, value) -> assertEquals(value, LayerText.find(text, each)));
    }

    @Property
    void valuesAreTheSameFewOrMany(@ForAll("texts") String text) {
        var all = LayerText.parse(text);
        LayerValues.of(text.getBytes(StandardCharsets.UTF_8)).ifPresent(values -> {
            for (int round = 0; round < 10; round++) {
                all.forEach((key, value) -> assertEquals(value, values.get(key)));
            }
            assertEquals(all, values);
        });
    }
}
