package org.mailloft.mime;

import java.nio.charset.StandardCharsets;

/** Octet strings: one octet per character. */
public final class Octets {

    private Octets() {}

    public static byte[] of(String octets) {
        return octets.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static String string(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
