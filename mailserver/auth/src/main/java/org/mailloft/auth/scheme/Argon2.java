package org.mailloft.auth.scheme;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** ARGON2I and ARGON2ID in the form of the reference implementation, RFC 9106. */
final class Argon2 implements PasswordScheme {

    private static final Pattern STORED = Pattern.compile(
            "\\$argon2(i|id|d)\\$v=(\\d{1,3})\\$m=(\\d{1,9}),t=(\\d{1,6}),p=(\\d{1,4})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    /** More than any sane setting; a database must not be able to eat all memory. */
    private static final int MAX_MEMORY_KIB = 1 << 20;

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
        if (!parts.matches() || Integer.parseInt(parts.group(3)) > MAX_MEMORY_KIB) {
            throw new BadStoredPassword("Invalid password in passdb: Password is not Argon2 password");
        }
        int type =
                switch (parts.group(1)) {
                    case "i" -> Argon2Parameters.ARGON2_i;
                    case "id" -> Argon2Parameters.ARGON2_id;
                    default -> Argon2Parameters.ARGON2_d;
                };
        var parameters = new Argon2Parameters.Builder(type)
                .withVersion(Integer.parseInt(parts.group(2)))
                .withMemoryAsKB(Integer.parseInt(parts.group(3)))
                .withIterations(Integer.parseInt(parts.group(4)))
                .withParallelism(Integer.parseInt(parts.group(5)))
                .withSalt(Base64.getDecoder().decode(parts.group(6)))
                .build();
        var expected = Base64.getDecoder().decode(parts.group(7));
        var computed = new byte[expected.length];
        var generator = new Argon2BytesGenerator();
        generator.init(parameters);
        generator.generateBytes(password, computed);
        return MessageDigest.isEqual(expected, computed);
    }
}
