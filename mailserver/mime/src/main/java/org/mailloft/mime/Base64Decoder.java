package org.mailloft.mime;

import java.util.Arrays;

/**
 * RFC 2045 section 6.8. Octets outside of the alphabet are skipped; padding ends a group, and what follows it begins a
 * new one, as mailers that join encoded pieces mean it.
 */
final class Base64Decoder implements TransferEncoding.Decoder {

    private static final byte[] VALUES = new byte[256];
    private static final byte PAD = -2;

    static {
        Arrays.fill(VALUES, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            VALUES[alphabet.charAt(i)] = (byte) i;
        }
        VALUES['='] = PAD;
    }

    private int bits;
    private int digits;

    @Override
    public int room(int length) {
        return length / 4 * 3 + 6;
    }

    @Override
    public int decode(byte[] in, int offset, int length, byte[] out) {
        int written = 0;
        for (int i = offset; i < offset + length; i++) {
            int value = VALUES[in[i] & 0xff];
            if (value >= 0) {
                bits = bits << 6 | value;
                if (++digits == 4) {
                    out[written++] = (byte) (bits >> 16);
                    out[written++] = (byte) (bits >> 8);
                    out[written++] = (byte) bits;
                    digits = 0;
                }
            } else if (value == PAD) {
                written += end(out, written);
            }
        }
        return written;
    }

    @Override
    public int end(byte[] out, int offset) {
        int count = Math.max(0, digits - 1);
        if (digits == 2) {
            out[offset] = (byte) (bits >> 4);
        } else if (digits == 3) {
            out[offset] = (byte) (bits >> 10);
            out[offset + 1] = (byte) (bits >> 2);
        }
        digits = 0;
        return count;
    }
}
