package org.mailloft.auth.scheme;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** A one-time password entry (RFC 2289), {@code algorithm sequence seed hash}, checked against the pass phrase itself. */
final class Otp implements PasswordScheme {

    private static final Pattern STORED =
            Pattern.compile("(sha1|md5|md4) (\\d{1,5}) ([0-9A-Za-z]{1,16}) ([0-9a-fA-F]{16})");
    private static final int OCTETS = 8;

    @Override
    public Form form() {
        return Form.TEXT;
    }

    @Override
    public boolean matches(byte[] stored, byte[] password, String user) {
        var parts = STORED.matcher(new String(stored, StandardCharsets.US_ASCII));
        if (!parts.matches()) {
            throw new BadStoredPassword("Invalid password in passdb: Invalid OTP data in passdb");
        }
        var digest = Digest.digest(
                parts.group(1).equals("sha1") ? "SHA-1" : parts.group(1).toUpperCase(Locale.ROOT));
        digest.update(parts.group(3).toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
        var computed = folded(digest.digest(password));
        for (int left = Integer.parseInt(parts.group(2)); left > 0; left--) {
            computed = folded(digest.digest(computed));
        }
        return MessageDigest.isEqual(HexFormat.of().parseHex(parts.group(4)), computed);
    }

    /** To 64 bits, as appendix A says; SHA-1 in its own way. */
    private static byte[] folded(byte[] hash) {
        if (hash.length == 20) {
            var words = ByteBuffer.wrap(hash).asIntBuffer();
            return ByteBuffer.allocate(OCTETS)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(words.get(0) ^ words.get(2) ^ words.get(4))
                    .putInt(words.get(1) ^ words.get(3))
                    .array();
        }
        var result = Arrays.copyOf(hash, OCTETS);
        for (int i = 0; i < OCTETS; i++) {
            result[i] ^= hash[i + OCTETS];
        }
        return result;
    }
}
