package org.mailloft.net.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CipherListTest {

    /** Short names used in the table below. */
    private static final Map<String, String> SUITES = Map.of(
            "e128", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "r128", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "r256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "chacha", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            "cbc", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "dhe", "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256",
            "rsa", "TLS_RSA_WITH_AES_128_CBC_SHA",
            "3des", "SSL_RSA_WITH_3DES_EDE_CBC_SHA",
            "anon", "TLS_DH_anon_WITH_AES_128_CBC_SHA",
            "null", "TLS_RSA_WITH_NULL_SHA");

    private static final List<String> ORDER =
            List.of("e128", "r128", "r256", "chacha", "cbc", "dhe", "rsa", "3des", "anon", "null");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ECDHE-RSA-AES256-GCM-SHA384                   | r256
        TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384         | r256
        ECDHE-RSA-CHACHA20-POLY1305:AES128-SHA        | chacha rsa
        DES-CBC3-SHA                                  | 3des
        ECDHE+AESGCM                                  | e128 r128 r256
        ECDHE+AESGCM:!ECDSA                           | r128 r256
        EECDH+aRSA+AES256 EDH+aRSA                    | r256 dhe
        AESGCM:@STRENGTH                              | r256 e128 r128
        ALL@STRENGTH:!kRSA:!aNULL:!eNULL              | r256 chacha dhe e128 r128 cbc
        AESGCM:CHACHA20:+AES128                       | r256 chacha e128 r128
        ALL:-AESGCM:-CHACHA20:kRSA:!3DES:!eNULL:!ADH  | cbc dhe rsa
        !AESGCM:ECDHE:AESGCM                          | chacha cbc
        HIGH:!aNULL:!DHE:!RSA                         | e128
        TLSv1.2:!SHA256                               | e128 r128 r256 chacha
        """)
    void listsMeanWhatTheyMeanToOpenSsl(String list, String expected) {
        var available = ORDER.stream().map(SUITES::get).toList();
        var chosen = CipherList.select(list, available).stream()
                .map(name -> ORDER.stream()
                        .filter(key -> SUITES.get(key).equals(name))
                        .findFirst()
                        .orElseThrow())
                .toList();
        assertEquals(expected, String.join(" ", chosen));
    }

    @Test
    void misspeltListIsRefused() {
        var failure =
                assertThrows(IllegalArgumentException.class, () -> CipherList.select("HIHG:NONSENSE", SUITES.values()));
        assertEquals("Can't set ssl_cipher_list to 'HIHG:NONSENSE': no cipher match", failure.getMessage());
    }

    @Test
    void suitesOfTls13AreChosenApart() {
        var available = List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", SUITES.get("r128"));
        assertEquals(available.subList(0, 2), CipherList.suites13("", available));
        assertEquals(available.subList(1, 2), CipherList.suites13("TLS_AES_256_GCM_SHA384:TLS_FOO", available));
    }
}
