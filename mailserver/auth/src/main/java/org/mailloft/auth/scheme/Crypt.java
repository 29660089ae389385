package org.mailloft.auth.scheme;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.commons.codec.digest.Md5Crypt;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.apache.commons.codec.digest.UnixCrypt;
import org.bouncycastle.crypto.DataLengthException;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * What crypt(3) makes: DES, {@code $1$} MD5, {@code $2y$} Blowfish, {@code $5$} SHA-256 and {@code $6$} SHA-512.
 *
 * @param prefix how the stored form must begin; empty when the stored form decides
 */
record Crypt(String prefix) implements PasswordScheme {

    private static final int DES_CHARACTERS = 13;

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
        var text = new String(stored, StandardCharsets.UTF_8);
        if (!text.startsWith(prefix)) {
            throw new BadStoredPassword("Invalid password in passdb: Password is not " + kind() + " password");
        }
        try {
            if (text.startsWith("$2")) {
                return OpenBSDBCrypt.checkPassword(text, password);
            }
            return MessageDigest.isEqual(stored, computed(text, password).getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | DataLengthException _) {
            throw new BadStoredPassword("Invalid password in passdb: Password is not "
                    + (prefix.isEmpty() ? "a crypt(3)" : kind()) + " password");
        }
    }

    private static String computed(String stored, byte[] password) {
        if (stored.startsWith("$1$")) {
            return Md5Crypt.md5Crypt(password.clone(), stored);
        }
        if (stored.startsWith("$5$")) {
            return Sha2Crypt.sha256Crypt(password.clone(), stored);
        }
        if (stored.startsWith("$6$")) {
            return Sha2Crypt.sha512Crypt(password.clone(), stored);
        }
        if (stored.startsWith("$")) {
            throw new BadStoredPassword("Invalid password in passdb: crypt() method $"
                    + stored.substring(1).replaceFirst("\\$.*", "") + "$ is not supported");
        }
        if (stored.length() != DES_CHARACTERS) {
            return ""; // no password gives this: a locked account
        }
        return UnixCrypt.crypt(password.clone(), stored);
    }

    private String kind() {
        return switch (prefix) {
            case "$1$" -> "MD5-CRYPT";
            case "$2" -> "blowfish";
            case "$5$" -> "SHA256-CRYPT";
            case "$6$" -> "SHA512-CRYPT";
            default -> "crypt";
        };
    }
}
