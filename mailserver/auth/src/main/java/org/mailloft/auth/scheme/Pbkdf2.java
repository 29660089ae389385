package org.mailloft.auth.scheme;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** PBKDF2 with HMAC-SHA-1 as {@code $1$salt$rounds$hex}; the salt is used as the text it is. */
final class Pbkdf2 implements PasswordScheme {

    private static final Pattern STORED = Pattern.compile("\\$1\\$([^$]*)\\$(\\d{1,8})\\$([0-9a-fA-F]{40})");

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
        var parts = STORED.matcher(new String(stored, StandardCharsets.UTF_8));
        if (!parts.matches()) {
            throw new BadStoredPassword("Invalid password in passdb: Invalid PBKDF2 passdb entry prefix");
        }
        var salt = parts.group(1).getBytes(StandardCharsets.UTF_8);
        var computed = KeyDerivation.pbkdf2("HmacSHA1", password, salt, Integer.parseInt(parts.group(2)));
        return MessageDigest.isEqual(HexFormat.of().parseHex(parts.group(3)), computed);
    }
}
