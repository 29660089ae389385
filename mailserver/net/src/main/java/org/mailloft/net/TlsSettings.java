package org.mailloft.net;

import org.mailloft.conf.Setting;

/**
 * TLS as the server speaks it, also the part inside a {@code local_name} block.
 *
 * @param cert PEM text of certificate and chain, or {@code <} and the file that has it; a file is read again when it
 *     changes
 * @param key PEM text of the private key, or {@code <} and its file
 * @param keyPassword of an encrypted key, empty without
 * @param ca PEM text, or {@code <} and its file, of those who may have signed a client's certificate; empty without
 * @param minProtocol {@code TLSv1}, {@code TLSv1.1}, {@code TLSv1.2}, {@code TLSv1.3}, {@code ANY} or {@code LATEST}
 * @param cipherList up to TLS 1.2, in OpenSSL's notation
 * @param cipherSuites of TLS 1.3, separated by colons; empty for the usual ones
 * @param curveList separated by colons; empty for the usual ones
 * @param preferServerCiphers whether our order counts and not the client's
 * @param verifyClientCert whether clients are asked for a certificate
 */
public record TlsSettings(
        @Setting("ssl_cert") String cert,
        @Setting("ssl_key") String key,
        @Setting("ssl_key_password") String keyPassword,
        @Setting("ssl_ca") String ca,
        @Setting("ssl_min_protocol") String minProtocol,
        @Setting("ssl_cipher_list") String cipherList,
        @Setting("ssl_cipher_suites") String cipherSuites,
        @Setting("ssl_curve_list") String curveList,
        @Setting("ssl_prefer_server_ciphers") boolean preferServerCiphers,
        @Setting("ssl_verify_client_cert") boolean verifyClientCert) {

    private static final String DEFAULT_CIPHERS =
            "ALL:!kRSA:!SRP:!kDHd:!DSS:!aNULL:!eNULL:!EXPORT:!DES:!3DES:!MD5:!PSK:!RC4:!ADH:!LOW@STRENGTH";

    /** The defaults with this certificate. */
    public static TlsSettings of(String cert, String key) {
        return new TlsSettings(cert, key, "", "", "TLSv1.2", DEFAULT_CIPHERS, "", "", false, false);
    }
}
