package org.mailloft.setup.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mail.example.org | mail | example.org | dc=example,dc=org",
                "MX1.Mail.Example.ORG. | mx1 | mail.example.org | dc=mail,dc=example,dc=org",
                "vm | vm | localdomain | dc=localdomain",
                "a.b-c.d | a | b-c.d | dc=b-c,dc=d"
            })
    void aNameIsHostDomainAndBase(String text, String host, String domain, String base) {
        var name = HostName.parse(text);
        assertEquals(host, name.host());
        assertEquals(domain, name.domain());
        assertEquals(base, name.base());
        assertEquals(host + "." + domain, name.full());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a..b", "-a.example.org", "a_b.example.org", "mail example.org", "ä.example.org"})
    void whatIsNoNameIsRefused(String text) {
        assertThrows(SetupFailure.class, () -> HostName.parse(text));
    }

    @Test
    void aLabelAloneHasNoDomain() {
        assertFalse(HostName.parse("debian").hasDomain());
    }
}
