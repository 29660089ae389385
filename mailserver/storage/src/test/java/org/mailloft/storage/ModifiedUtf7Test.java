package org.mailloft.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModifiedUtf7Test {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INBOX | INBOX",
                "Müller | M&APw-ller",
                "Entwürfe | Entw&APw-rfe",
                "~peter/mail/台北/日本語 | ~peter/mail/&U,BTFw-/&ZeVnLIqe-",
                "a&b | a&-b",
                "ü& | &APw-&-",
                "&ü | &-&APw-",
                "😀 | &2D3eAA-",
                "Müü | M&APwA,A-",
                "a\tb | a&AAk-b",
                "한 | &1Vw-",
            })
    void everyNameHasOneSpelling(String name, String encoded) {
        assertEquals(encoded, ModifiedUtf7.encode(name));
        assertEquals(Optional.of(name), ModifiedUtf7.decode(encoded));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&", // shift that never ends
                "a&APw", // the same
                "&AGE-", // base64 for a printable letter
                "&APw-&APw-", // a shift that should not have ended
                "&APx-", // bits set beyond the last character
                "&AP-", // half a character
                "&APw=-", // padding
                "&U/BTFw-", // slash of ordinary base64
                "&2D0-", // first half of a surrogate pair
                "&3gA-", // second half
                "Müller", // not ASCII
                "a\tb", // control character
                "&ACY-", // '&' itself
                "a b&A-",
            })
    void refusesWhatIsNotTheOneSpelling(String encoded) {
        assertEquals(Optional.empty(), ModifiedUtf7.decode(encoded));
    }

    @Property
    void decodeUndoesEncode(@ForAll String name) {
        boolean paired = name.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
        assertEquals(paired ? Optional.of(name) : Optional.empty(), ModifiedUtf7.decode(ModifiedUtf7.encode(name)));
    }

    @Property
    void whatDecodesIsWhatEncodeWrites(@ForAll String encoded) {
        ModifiedUtf7.decode(encoded).ifPresent(name -> assertEquals(encoded, ModifiedUtf7.encode(name)));
    }
}
