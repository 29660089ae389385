package org.mailloft.setup;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.setup.host.SetupFailure;

class JoinTest {

    @ParameterizedTest
    @ValueSource(strings = {"ldap://127.0.0.1", "ldap://[::1]:1389", "ldaps://192.0.2.1"})
    void passwordsMayGoUnencryptedOnThisHostOnly(String uri) {
        assertDoesNotThrow(() -> Join.requireSafe(target(uri, true)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ldap://192.0.2.1", "ldap://[2001:db8::1]"})
    void passwordsForOthersNeedTls(String uri) {
        assertThrows(SetupFailure.class, () -> Join.requireSafe(target(uri, true)));
        assertDoesNotThrow(() -> Join.requireSafe(target(uri, false)));
    }

    private static Join.Target target(String uri, boolean isPlain) {
        return new Join.Target(
                List.of(URI.create(uri)), "dc=example,dc=org", "cn=mail", "secret", Optional.empty(), isPlain);
    }
}
