package org.mailloft.mime;

/**
 * RFC 2045 section 6.7. White space before a line end is dropped, as transport may have added it; an equals sign that
 * begins no code stands for itself.
 */
final class QuotedPrintableDecoder implements TransferEncoding.Decoder {

    /** White space held back at most, to see whether a line end follows; more than this is content. */
    private static final int MAX_HELD = 256;

    /** What may yet be white space at a line's end, or {@code =} and what follows it. */
    private final byte[] held = new byte[MAX_HELD + 4];

    private int heldLength;
    private boolean afterEquals;

    @Override
    public int room(int length) {
        return length + 2 * MAX_HELD;
    }

    @Override
    public int decode(byte[] in, int offset, int length, byte[] out) {
        int written = 0;
        for (int i = offset; i < offset + length; i++) {
            byte octet = in[i];
            if (heldLength == 0 && octet != '=' && octet != ' ' && octet != '\t' && octet != '\r') {
                out[written++] = octet;
            } else {
                written += afterEquals ? escaped(octet, out, written) : plain(octet, out, written);
            }
        }
        return written;
    }

    @Override
    public int end(byte[] out, int offset) {
        int written = heldLength;
        System.arraycopy(held, 0, out, offset, written);
        forget();
        return written;
    }

    /** White space is held back until it is clear whether the line ends after it. */
    private int plain(byte octet, byte[] out, int offset) {
        if (octet == '\n') {
            boolean cr = heldLength > 0 && held[heldLength - 1] == '\r';
            forget();
            int written = 0;
            if (cr) {
                out[offset + written++] = '\r';
            }
            out[offset + written++] = '\n';
            return written;
        }
        int written = 0;
        boolean space = octet == ' ' || octet == '\t' || octet == '\r';
        boolean afterCr = heldLength > 0 && held[heldLength - 1] == '\r';
        if (!space || afterCr || heldLength == MAX_HELD) {
            written = end(out, offset);
        }
        if (octet == '=') {
            afterEquals = true;
            held[heldLength++] = octet;
        } else if (space) {
            held[heldLength++] = octet;
        } else {
            out[offset + written++] = octet;
        }
        return written;
    }

    /** After an equals sign: two hexadecimal digits, or a line end with white space before it (a soft line break). */
    private int escaped(byte octet, byte[] out, int offset) {
        if (heldLength == 2 && Ascii.hex(held[1]) >= 0) {
            int low = Ascii.hex(octet);
            if (low >= 0) {
                out[offset] = (byte) (Ascii.hex(held[1]) << 4 | low);
                forget();
                return 1;
            }
        } else if (heldLength == 1 && Ascii.hex(octet) >= 0) {
            held[heldLength++] = octet;
            return 0;
        } else if (octet == '\n') {
            forget();
            return 0;
        } else if (Ascii.isSpace(octet) && heldLength < MAX_HELD) {
            held[heldLength++] = octet;
            return 0;
        }
        int written = end(out, offset);
        return written + plain(octet, out, offset + written);
    }

    private void forget() {
        heldLength = 0;
        afterEquals = false;
    }
}
