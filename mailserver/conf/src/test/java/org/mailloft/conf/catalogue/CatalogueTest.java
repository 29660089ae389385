package org.mailloft.conf.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
    private static Stream<SettingDefinition> settings(SectionDefinition section) {
        return section.entries().stream().flatMap(entry -> switch (entry) {
            case SettingDefinition setting -> Stream.of(setting);
            case MapDefinition _ -> Stream.empty();
            case ListDefinition list -> settings(list.section());
        });
    }

    @Test
    void defaultsAreCanonical() {
        Stream.of(Catalogue.top(), Catalogue.ldap())
                .flatMap(CatalogueTest::settings)
                .forEach(setting ->
                        assertEquals(setting.defaultText(), setting.canonical(setting.defaultText()), setting.name()));
    }

    /** Dovecot's texts for values of each type are in doveconf's cases; here is what cases do not reach. */
    @ParameterizedTest
    @CsvSource({"1 min, 60000", "1M, 60000", "2 Weeks, 1209600000", "0 ms, 0", "3000 milliseconds, 3000"})
    void timesAreRead(String text, long millis) {
        assertEquals(millis, TimeText.parse(text, 1000));
    }

    @Test
    void numbersWithoutEndAreRefused() {
        String digits = "9".repeat(1000);
        assertThrows(BadValue.class, () -> TimeText.parse(digits + " s", 1000));
        assertThrows(BadValue.class, () -> SizeText.parse(digits));
        for (ValueType type : new ValueType[] {ValueType.UINT, ValueType.OCTAL, ValueType.PORT}) {
            assertThrows(BadValue.class, () -> type.canonical("0" + digits, List.of()), type.name());
        }
        assertThrows(BadValue.class, () -> TimeText.parse("9223372036854775807 w", 1000));
        assertEquals(BigInteger.TWO.pow(64).subtract(BigInteger.ONE), SizeText.parse("18446744073709551615"));
    }
}
