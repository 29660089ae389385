package org.mailloft.auth.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailloft.conf.Secret;

class StoredPasswordTest {

    private static final String USER = "anna@example.org";

    record Row(String password, String stored) {}

    static Stream<Row> madeByDovecot() {
        try (var table = StoredPasswordTest.class.getResourceAsStream("stored-passwords.tsv")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .map(columns -> new Row(columns[0], columns[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean matches(String stored, String password) {
        return StoredPassword.of(stored, "CRYPT").matches(new Secret(password), USER);
    }

    @ParameterizedTest
    @MethodSource("madeByDovecot")
    void whatDovecotStoredIsUnderstood(Row row) {
        assertTrue(matches(row.stored(), row.password()));
        assertFalse(matches(row.stored(), "!" + row.password()));
        assertFalse(matches(row.stored(), ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {plain}secret                                   | secret  | true
        {PLAIN}                                         | secret  | false
        {PLAIN-TRUNC}6-secret                           | secret  | true
        {PLAIN-TRUNC}6-secret                           | secret2 | true
        {PLAIN-TRUNC}9-secret                           | secret2 | false
        {PLAIN-TRUNC}6-secret                           | secre   | false
        {SHA}e5e9fa1ba31ecd1ae84f75caaa474f3a663f05f4   | secret  | true
        {SHA.HEX}E5E9FA1BA31ECD1AE84F75CAAA474F3A663F05F4 | secret | true
        {SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=               | secret  | true
        abJnggxhB/yWI                                   | test    | false
        $1$abc$                                         | x       | false
        !                                               | x       | false
        *LK*                                            | x       | false
        """)
    void handWrittenForms(String stored, String password, boolean expected) {
        assertEquals(expected, matches(stored, password));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {FOO}x                   | Unknown scheme FOO
        {SHA256}notbase64!       | Password data is not valid for scheme SHA256: Input isn't valid base64 encoded data
        {SSHA256}YWJj            | Invalid password in passdb: SSHA256 password is too short
        {BLF-CRYPT}$2y$05$short  | Invalid password in passdb: Password is not blowfish password
        {BLF-CRYPT}$6$salt$x     | Invalid password in passdb: Password is not blowfish password
        {SCRAM-SHA-1}foo         | Invalid password in passdb: Invalid SCRAM-SHA-1 passdb entry format
        {CRAM-MD5}xx!            | Password data is not valid for scheme CRAM-MD5: Input isn't valid base64 encoded data
        {PBKDF2}xx               | Invalid password in passdb: Invalid PBKDF2 passdb entry prefix
        {CRYPT}$y$j9T$abc$def    | Invalid password in passdb: crypt() method $y$ is not supported
        {ARGON2ID}$argon2id$v=19$m=999999999,t=1,p=1$YWJj$YWJj | Invalid password in passdb: Password is not Argon2 password
        {PLAIN-TRUNC}secret      | Invalid password in passdb: PLAIN-TRUNC missing length: prefix
        {OTP}sha1 x              | Invalid password in passdb: Invalid OTP data in passdb
        {PLAIN.ROT13}frperg      | Unknown scheme PLAIN.ROT13
        """)
    void whatCannotBeCheckedIsSaidInDovecotsWords(String stored, String message) {
        var failure = assertThrows(BadStoredPassword.class, () -> matches(stored, "x"));
        assertEquals(message, failure.getMessage());
    }

    @Test
    void neverPrintsTheData() {
        assertFalse(StoredPassword.of("{PLAIN}secret", "CRYPT").toString().contains("secret"));
    }
}
