package org.mailloft.listener.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailloft.directory.Entry;

class CredentialsTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T00:00:00Z"));

    private final Credentials credentials = new Credentials(new byte[] {1, 2, 3}, CLOCK);

    @ParameterizedTest
    @CsvSource({
        "userPassword, {crypt}!$6$abc, true",
        "userPassword, !$6$abc, true",
        "userPassword, {crypt}$6$a!c, false",
        "sambaAcctFlags, [UD         ], true",
        "sambaAcctFlags, [U          ], false",
        "krb5KDCFlags, 254, true",
        "krb5KDCFlags, 126, false",
        "krb5KDCFlags, many, false",
        "shadowExpire, 1, true",
        "shadowExpire, 20779, true", // 2026-11-22
        "shadowExpire, 20780, false",
        "shadowExpire, 0, false",
        "shadowExpire, -1, false",
        "pwdAccountLockedTime, 000001010000Z, true",
    })
    void closedAccounts(String attribute, String value, boolean closed) {
        assertEquals(closed, credentials.isDisabled(entry(attribute, value)));
    }

    @ParameterizedTest
    @CsvSource({
        "userPassword",
        "pwdChangedTime",
        "krb5KeyVersionNumber",
        "krb5Key",
        "sambaNTPassword",
        "sambaPwdLastSet",
        "shadowLastChange"
    })
    void anythingThatComesWithANewPasswordIsNoticed(String attribute) {
        String before = credentials.digest(entry(attribute, "1"));
        assertEquals(before, credentials.digest(entry(attribute, "1")));
        assertNotEquals(before, credentials.digest(entry(attribute, "2")));
        assertNotEquals(before, new Credentials(new byte[] {4}, CLOCK).digest(entry(attribute, "1")));
    }

    @Test
    void aDirectoryThatSaysNothingIsNotGuessedAbout() {
        assertEquals("", credentials.digest(entry("cn", "x")));
    }

    @Test
    void aHashIsNotKept() {
        assertFalse(credentials.digest(entry("userPassword", "secret")).contains("secret"));
    }

    private static Entry entry(String attribute, String value) {
        return Entry.named("uid=x").with(attribute, value).build();
    }
}
