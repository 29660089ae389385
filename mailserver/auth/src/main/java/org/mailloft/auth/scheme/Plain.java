package org.mailloft.auth.scheme;

import java.security.MessageDigest;

/** The password itself: PLAIN, CLEAR, CLEARTEXT. */
final class Plain implements PasswordScheme {

    @Override
    public Form form() {
        return Form.TEXT;
    }

    @Override
    public boolean matches(byte[] stored, byte[] password, String user) {
        return MessageDigest.isEqual(stored, password);
    }
}
