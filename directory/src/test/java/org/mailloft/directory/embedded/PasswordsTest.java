package org.mailloft.directory.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {

    private final Passwords passwords = new Passwords(new Random(1));

    /** Values made with slappasswd, openssl and python's hashlib; the password is "secret". */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=",
                "{sha}5en6G6MezRroT3XKqkdPOmY/BfQ=",
                "{MD5}Xr4ilOzQ4PCOq3aQ0qbuaQ==",
                "{SHA256}K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols=",
                "{CRYPT}$6$saltsalt$" + SHA512_CRYPT,
                "{crypt}$1$saltsalt$" + MD5_CRYPT,
            })
    void hashesOfOthersAreKeptAndMatch(String stored) {
        assertEquals(stored, passwords.hashed(stored));
        assertTrue(passwords.matches(entry(stored), "secret"), stored);
        assertFalse(passwords.matches(entry(stored), "Secret"), stored);
    }

    private static final String SHA512_CRYPT =
            "TVLlQcbpFVof5W3Yz4DTP6gRstiNuHwwTt6GLc1E5n0U0aDehy0S5knV8wiOQSpT0Y77vwPZN.Pq.H91p5hVO1";
    private static final String MD5_CRYPT = "9xy1btjgzLYfb7hivXtC//";

    @Test
    void plainPasswordsAreSaltedAndHashed() {
        String stored = passwords.hashed("secret");
        assertTrue(stored.startsWith("{SSHA256}"), stored);
        assertNotEquals(stored, passwords.hashed("secret"));
        assertTrue(passwords.matches(entry(stored), "secret"));
        assertFalse(passwords.matches(entry(stored), "secret "));
    }

    @Test
    void saltedHashesCarryTheirSaltBehindTheDigest() {
        assertTrue(passwords.matches(entry("{SSHA}D6UVx3Aw/m2BJFifmY0FpP5SXHB5wiuJ"), "secret"));
        assertTrue(passwords.matches(
                entry(
                        "{SSHA512}iWwx8naQWtJKIoYOgnIUnOjDVRc/KB/avnmg7rvibFhiLlylVmd8s/TomzyGqQwBOpJzU5z2YBupYIJWW8egvDEyMzQ1Njc4"),
                "secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{SSHA}",
                "{SSHA}AAAA",
                "{SSHA}not base64!",
                "{CRYPT}!$6$saltsalt$x",
                "{CRYPT}",
                "{CRYPT}x",
                "{KINIT}",
                "{SASL}secret",
                "{ARGON2}secret",
                "secret",
                ""
            })
    void lockedOrUnknownOrDamagedHashesMatchNothing(String stored) {
        for (String password : new String[] {"secret", stored, ""}) {
            assertFalse(passwords.matches(entry(stored), password), password);
        }
    }

    @Test
    void aPasswordThatOnlyLooksLikeASchemeIsHashed() {
        String stored = passwords.hashed("{my}password");
        assertTrue(stored.startsWith("{SSHA256}"));
        assertTrue(passwords.matches(entry(stored), "{my}password"));
    }

    private static Entry entry(String stored) {
        var entry = new Entry("uid=anna");
        entry.addAttribute("userPassword", stored);
        return entry;
    }
}
