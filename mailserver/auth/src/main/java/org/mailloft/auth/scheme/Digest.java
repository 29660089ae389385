package org.mailloft.auth.scheme;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.jcajce.provider.digest.MD4;

/** A hash of the password, or of the password and the salt behind the hash (RFC 2307 and its relatives). */
record Digest(String algorithm, int octets, boolean salted) implements PasswordScheme {

    @Override
    public Form form() {
        return Form.OCTETS;
    }

    @Override
    public int digestOctets() {
        return salted ? 0 : octets;
    }

    @Override
    public boolean matches(byte[] stored, byte[] password, String user) {
        if (salted ? stored.length <= octets : stored.length != octets) {
            throw new BadStoredPassword("Invalid password in passdb: " + (salted ? "S" : "")
                    + algorithm.replace("SHA-1", "SHA").replace("-", "") + " password "
                    + (stored.length <= octets ? "is too short" : "length isn't " + octets));
        }
        var digest = digest(algorithm);
        digest.update(password);
        digest.update(stored, octets, stored.length - octets);
        return MessageDigest.isEqual(Arrays.copyOf(stored, octets), digest.digest());
    }

    static MessageDigest digest(String algorithm) {
        try {
            return algorithm.equals("MD4") ? new MD4.Digest() : MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has them
        }
    }
}
