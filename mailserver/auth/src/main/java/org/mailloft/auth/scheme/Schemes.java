package org.mailloft.auth.scheme;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The table of all schemes by name; several names can mean the same. */
final class Schemes {

    private static final Map<String, PasswordScheme> ALL = all();

    private Schemes() {}

    static Optional<PasswordScheme> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    private static Map<String, PasswordScheme> all() {
        var table = new HashMap<String, PasswordScheme>();
        for (var name : new String[] {"PLAIN", "CLEAR", "CLEARTEXT"}) {
            table.put(name, new Plain());
        }
        table.put("PLAIN-TRUNC", new PlainTruncated());

        table.put("SHA", new Digest("SHA-1", 20, false));
        table.put("SHA1", new Digest("SHA-1", 20, false));
        table.put("SHA256", new Digest("SHA-256", 32, false));
        table.put("SHA512", new Digest("SHA-512", 64, false));
        table.put("LDAP-MD5", new Digest("MD5", 16, false));
        table.put("PLAIN-MD5", new Digest("MD5", 16, false));
        table.put("PLAIN-MD4", new Digest("MD4", 16, false));
        table.put("SSHA", new Digest("SHA-1", 20, true));
        table.put("SSHA256", new Digest("SHA-256", 32, true));
        table.put("SSHA512", new Digest("SHA-512", 64, true));
        table.put("SMD5", new Digest("MD5", 16, true));

        table.put("CRYPT", new Crypt(""));
        table.put("DES-CRYPT", new Crypt(""));
        table.put("MD5", new Crypt(""));
        table.put("MD5-CRYPT", new Crypt("$1$"));
        table.put("SHA256-CRYPT", new Crypt("$5$"));
        table.put("SHA512-CRYPT", new Crypt("$6$"));
        table.put("BLF-CRYPT", new Crypt("$2"));
        table.put("ARGON2I", new Argon2());
        table.put("ARGON2ID", new Argon2());
        table.put("PBKDF2", new Pbkdf2());

        table.put("SCRAM-SHA-1", new Scram("SCRAM-SHA-1", "HmacSHA1", "SHA-1"));
        table.put("SCRAM-SHA-256", new Scram("SCRAM-SHA-256", "HmacSHA256", "SHA-256"));
        table.put("CRAM-MD5", new CramMd5());
        table.put("HMAC-MD5", new CramMd5());
        table.put("DIGEST-MD5", new DigestMd5());
        table.put("OTP", new Otp());
        return Map.copyOf(table);
    }
}
