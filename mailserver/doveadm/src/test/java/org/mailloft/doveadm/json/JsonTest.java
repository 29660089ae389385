package org.mailloft.doveadm.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "[[\"who\",{},\"t\"]]",
                "{\"a\":[1,-2.5e3,0],\"b\":true,\"c\":null,\"d\":false}",
                "\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001é€😀\""
            })
    void whatWasReadIsWrittenBack(String text) {
        assertEquals(text, Json.parse(text).toString());
    }

    @Test
    void whiteSpaceBetweenTokensIsSkipped() {
        assertEquals(
                "[{\"a\":[1,2]}]",
                Json.parse(" \r\n[ { \"a\" :\t[ 1 , 2 ] } ] ").toString());
    }

    @Test
    void escapesAreDecoded() {
        assertEquals(new Json.Str("/é\n"), Json.parse("\"\\/\\u00e9\\n\""));
    }

    @Test
    void javaValuesAreWrapped() {
        assertEquals(
                "[[\"x\",{\"n\":[1,2,true]}]]",
                Json.of(List.of(List.of("x", Map.of("n", List.of(1, 2L, true)))))
                        .toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|Missing '}'",
                "[] x|Unexpected data at the end",
                "{\"a\":1|Missing '}'",
                "[1|Missing ']'",
                "[1,]|Unexpected input",
                "{1:2}|Expected string as object key",
                "{\"a\" 1}|Expected ':' after key",
                "\"abc|Missing '\"'",
                "\"\\x\"|Invalid escape string",
                "\"\\u12g4\"|Invalid escape string",
                "nul|Unexpected input",
                "01|Unexpected data at the end",
                "1.|Unexpected input",
                "+1|Unexpected input",
            })
    void malformedTextIsRefusedWithTheReason(String text, String reason) {
        var e = assertThrows(JsonReader.Malformed.class, () -> Json.parse(text));
        assertEquals(reason, e.getMessage());
    }

    @Test
    void deepNestingIsRefusedBeforeTheStackEnds() {
        var text = "[".repeat(1_000_000);
        var e = assertThrows(JsonReader.Malformed.class, () -> Json.parse(text));
        assertEquals("Nesting too deep", e.getMessage());
    }
}
