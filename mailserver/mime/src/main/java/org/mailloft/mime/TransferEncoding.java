package org.mailloft.mime;

import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;

/** Content-Transfer-Encoding, RFC 2045 section 6. */
public enum TransferEncoding {
    /** 7bit, 8bit, binary, and whatever is not known. */
    IDENTITY,
    QUOTED_PRINTABLE,
    BASE64;

    /**
     * The name in a Content-Transfer-Encoding field without comments, spelled as received; empty when the field has no
     * name or more than one.
     *
     * @param value the body of the field, an octet string
     */
    public static String name(String value) {
        var in = new Tokens(value);
        String name = in.skipSpace().token();
        return in.skipSpace().atEnd() ? name : "";
    }

    /** @param value the body of the field, an octet string */
    public static TransferEncoding parse(String value) {
        return switch (name(value).toLowerCase(Locale.ROOT)) {
            case "quoted-printable" -> QUOTED_PRINTABLE;
            case "base64" -> BASE64;
            default -> IDENTITY;
        };
    }

    /** What a part's header declares; {@link #IDENTITY} when it says nothing. */
    public static TransferEncoding of(Headers headers) {
        return headers.first("Content-Transfer-Encoding")
                .map(header -> parse(header.value()))
                .orElse(IDENTITY);
    }

    /** A decoder for one body. */
    public Decoder decoder() {
        return switch (this) {
            case IDENTITY -> new Decoder.Identity();
            case QUOTED_PRINTABLE -> new QuotedPrintableDecoder();
            case BASE64 -> new Base64Decoder();
        };
    }

    /** Decodes a whole body. */
    public byte[] decode(byte[] octets) {
        var decoder = decoder();
        var out = new byte[decoder.room(octets.length)];
        int length = decoder.decode(octets, 0, octets.length, out);
        length += decoder.end(out, length);
        return Arrays.copyOf(out, length);
    }

    /** A stream of decoded octets; closing it closes {@code in}. */
    public InputStream decode(InputStream in) {
        return new DecodingInputStream(in, decoder());
    }

    /**
     * Decodes a body in pieces of any size. Broken input never fails: what is no code is skipped (base64) or passed
     * through (quoted-printable).
     */
    public interface Decoder {

        /** How large {@code out} must be for {@link #decode} of {@code length} octets and a following {@link #end}. */
        int room(int length);

        /** Writes what the next octets mean to the beginning of {@code out}; returns how many octets that are. */
        int decode(byte[] in, int offset, int length, byte[] out);

        /** Writes to {@code out} what was held back at the end of the body; returns how many octets that are. */
        int end(byte[] out, int offset);

        /** Passes everything on. */
        final class Identity implements Decoder {
            @Override
            public int room(int length) {
                return length;
            }

            @Override
            public int decode(byte[] in, int offset, int length, byte[] out) {
                System.arraycopy(in, offset, out, 0, length);
                return length;
            }

            @Override
            public int end(byte[] out, int offset) {
                return 0;
            }
        }
    }
}
