package org.mailloft.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {

    @ParameterizedTest
    @CsvSource({
        "uid=anna, uid=anna",
        "Jörg Grün 😀, Jörg Grün 😀",
        "a\u001b[2Jb, a?[2Jb",
        "'a\nb', a?b",
        "a\u0085b, a?b",
        "a\u2028b, a?b",
        "exe.\u202egpj, exe.?gpj",
        "a\ud800b, a?b",
    })
    void aTerminalGetsNothingToObey(String text, String shown) {
        assertEquals(shown, Printable.of(text));
    }
}
