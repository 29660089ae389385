package org.mailloft.auth.scheme;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.EncodableDigest;
import org.bouncycastle.crypto.digests.MD5Digest;

/**
 * CRAM-MD5, also called HMAC-MD5: the state of the outer and of the inner MD5 after the key block of the HMAC (RFC 2104),
 * 16 octets each.
 */
final class CramMd5 implements PasswordScheme {

    private static final int BLOCK = 64;
    private static final int STATE = 16;
    /** Where they are in Bouncy Castle's form of a digest's state. */
    private static final int CHAINING_WORDS_AT = 16;

    @Override
    public Form form() {
        return Form.OCTETS;
    }

    @Override
    public int digestOctets() {
        return 2 * STATE;
    }

    @Override
    public boolean matches(byte[] stored, byte[] password, String user) {
        if (stored.length != 2 * STATE) {
            throw new BadStoredPassword("Invalid password in passdb: CRAM-MD5 password length isn't " + 2 * STATE);
        }
        var key = password.length > BLOCK ? Digest.digest("MD5").digest(password) : password;
        var computed = new byte[2 * STATE];
        System.arraycopy(stateAfter(key, 0x5c), 0, computed, 0, STATE);
        System.arraycopy(stateAfter(key, 0x36), 0, computed, STATE, STATE);
        return MessageDigest.isEqual(stored, computed);
    }

    private static byte[] stateAfter(byte[] key, int pad) {
        var block = Arrays.copyOf(key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= (byte) pad;
        }
        var md5 = new MD5Digest();
        md5.update(block, 0, BLOCK);
        return littleEndianState(md5);
    }

    /** The four chaining words, least significant octet first as MD5 writes them (RFC 1321 section 3.5). */
    private static byte[] littleEndianState(EncodableDigest md5) {
        var words = ByteBuffer.wrap(md5.getEncodedState(), CHAINING_WORDS_AT, STATE);
        var state = ByteBuffer.allocate(STATE).order(ByteOrder.LITTLE_ENDIAN);
        while (words.hasRemaining()) {
            state.putInt(words.getInt());
        }
        return state.array();
    }
}
