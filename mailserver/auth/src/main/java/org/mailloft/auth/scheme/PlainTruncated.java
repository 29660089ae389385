package org.mailloft.auth.scheme;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * PLAIN-TRUNC: {@code length-password}, written where a database field may have cut the password off at that length. Then
 * any password that begins so is right.
 */
final class PlainTruncated implements PasswordScheme {

    @Override
    public Form form() {
        return Form.TEXT;
    }

    @Override
    public boolean matches(byte[] stored, byte[] password, String user) {
        int at = 0;
        long length = 0;
        while (at < stored.length && stored[at] >= '0' && stored[at] <= '9') {
            length = Math.min(length * 10 + stored[at] - '0', Integer.MAX_VALUE);
            at++;
        }
        if (at == stored.length || stored[at] != '-') {
            throw new BadStoredPassword("Invalid password in passdb: PLAIN-TRUNC missing length: prefix");
        }
        var kept = Arrays.copyOfRange(stored, at + 1, stored.length);
        boolean cutOff = kept.length == length && password.length >= length;
        return MessageDigest.isEqual(kept, cutOff ? Arrays.copyOf(password, kept.length) : password);
    }
}
