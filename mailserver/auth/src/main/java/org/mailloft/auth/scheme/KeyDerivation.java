package org.mailloft.auth.scheme;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC (RFC 2104) and PBKDF2 (RFC 8018 section 5.2) with one block of output. */
final class KeyDerivation {

    private KeyDerivation() {}

    static Mac hmac(String algorithm, byte[] key) {
        try {
            var mac = Mac.getInstance(algorithm);
            // an empty key is the same as one zero octet, and Java refuses it
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has them
        }
    }

    static byte[] pbkdf2(String algorithm, byte[] password, byte[] salt, int rounds) {
        var mac = hmac(algorithm, password);
        mac.update(salt);
        var block = mac.doFinal(new byte[] {0, 0, 0, 1});
        var result = block.clone();
        for (int round = 1; round < rounds; round++) {
            block = mac.doFinal(block);
            for (int i = 0; i < result.length; i++) {
                result[i] ^= block[i];
            }
        }
        return result;
    }
}
