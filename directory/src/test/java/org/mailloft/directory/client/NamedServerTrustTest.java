package org.mailloft.directory.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedServerTrustTest {

    @ParameterizedTest
    @CsvSource({
        "*.example.org, ldap.example.org, true",
        "*.example.org, example.org, false",
        "*.example.org, a.ldap.example.org, false",
        "*.org, example.org, false",
        "ldap*.example.org, ldap1.example.org, false",
        "*.0.0.1, 127.0.0.1, false",
        "*., x., false",
    })
    void aWildcardIsOneWholeLabel(String pattern, String host, boolean matches) {
        assertEquals(matches, NamedServerTrust.matchesWildcard(pattern, host));
    }
}
