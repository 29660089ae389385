package org.mailloft.auth.scheme;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;

/** What SCRAM (RFC 5802 section 3) keeps: {@code rounds,salt,StoredKey,ServerKey}. */
record Scram(String name, String hmac, String digest) implements PasswordScheme {

    private static final String BASE64 = "([A-Za-z0-9+/]+=*)";
    private static final Pattern STORED = Pattern.compile("(\\d{1,8})," + BASE64 + "," + BASE64 + "," + BASE64);

    @Override
    public Form form() {
        return Form.TEXT;
    }

    @Override
    public boolean isExpensive() {
        return true;
    }

    @Override
    public boolean matches(byte[] stored, byte[] password, String user) {
        var parts = STORED.matcher(new String(stored, StandardCharsets.US_ASCII));
        if (!parts.matches()) {
            throw new BadStoredPassword("Invalid password in passdb: Invalid " + name + " passdb entry format");
        }
        try {
            var salt = Base64.getDecoder().decode(parts.group(2));
            var storedKey = Base64.getDecoder().decode(parts.group(3));
            var salted = KeyDerivation.pbkdf2(hmac, password, salt, Integer.parseInt(parts.group(1)));
            var clientKey = KeyDerivation.hmac(hmac, salted).doFinal("Client Key".getBytes(StandardCharsets.US_ASCII));
            return MessageDigest.isEqual(storedKey, Digest.digest(digest).digest(clientKey));
        } catch (IllegalArgumentException _) {
            throw new BadStoredPassword("Invalid password in passdb: Invalid " + name + " passdb entry format");
        }
    }
}
