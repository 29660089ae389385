package org.mailloft.directory.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LdapReasonTest {

    private record Row(String said, String words) {}

    /** What real servers bring about is in {@link TlsIT}; these take long, or a server that is hard to come by. */
    static Stream<Row> rows() {
        return Stream.of(
                new Row(
                        "ERR_04120_TLS_HANDSHAKE_ERROR The TLS handshake failed, reason: Undefined, WriteToClosedSessionException: null",
                        "it does not answer in TLS"),
                new Row(
                        "ERR_04120_TLS_HANDSHAKE_ERROR The TLS handshake failed, reason: Undefined, SSLHandshakeException:"
                                + " PKIX path validation failed: CertPathValidatorException: validity check failed",
                        "its certificate has expired"),
                new Row(
                        "ERR_04169_RESPONSE_QUEUE_EMPTIED The response queue has been emptied, no response was found.",
                        "no answer in time"),
                new Row("PROTOCOL_ERROR: The server will disconnect!", "it closes the connection"),
                new Row("confidentiality required", "it takes passwords over TLS only"),
                new Row("ERR_04999_SOMETHING Something else happened", "Something else happened"),
                new Row(null, "LdapException"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aMessageOfTheLibraryBecomesWords(Row row) {
        assertEquals(row.words(), LdapReason.of(new LdapException(row.said())));
    }
}
