package org.mailloft.auth.scheme;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** What DIGEST-MD5 (RFC 2831 section 2.1.2.1) keeps: the MD5 of {@code user:realm:password}; the realm is the domain. */
final class DigestMd5 implements PasswordScheme {

    private static final int OCTETS = 16;

    @Override
    public Form form() {
        return Form.OCTETS;
    }

    @Override
    public int digestOctets() {
        return OCTETS;
    }

    @Override
    public boolean matches(byte[] stored, byte[] password, String user) {
        int at = user.lastIndexOf('@');
        var name = at < 0 ? user : user.substring(0, at);
        var realm = at < 0 ? "" : user.substring(at + 1);
        var digest = Digest.digest("MD5");
        digest.update((name + ":" + realm + ":").getBytes(StandardCharsets.UTF_8));
        return MessageDigest.isEqual(stored, digest.digest(password));
    }
}
