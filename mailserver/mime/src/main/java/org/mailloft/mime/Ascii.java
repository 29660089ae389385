package org.mailloft.mime;

/** Character classes of RFC 5322 and RFC 2045, on octets. */
final class Ascii {

    private static final String SPECIALS = "()<>[]:;@\\,.\"";
    private static final String TSPECIALS = "()<>@,;:\\\"/[]?=";

    private static final boolean[] ATEXT = new boolean[256];
    private static final boolean[] TOKEN = new boolean[256];

    static {
        for (int octet = 0; octet < 256; octet++) {
            ATEXT[octet] = !isSpace(octet) && SPECIALS.indexOf(octet) < 0;
            TOKEN[octet] = octet > ' ' && octet != 0x7f && TSPECIALS.indexOf(octet) < 0;
        }
    }

    private Ascii() {}

    /** RFC 5322 {@code atext}, every octet with the high bit as RFC 6532 allows, and controls, which nothing allows. */
    static boolean isAtext(int octet) {
        return octet < 256 && ATEXT[octet];
    }

    /** RFC 2045 {@code token}, and every octet with the high bit. */
    static boolean isToken(int octet) {
        return octet < 256 && TOKEN[octet];
    }

    /** White space and line ends. */
    static boolean isSpace(int octet) {
        return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
    }

    static byte lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? (byte) (octet + 32) : octet;
    }

    /** Value of a hexadecimal digit in either case, or -1. */
    static int hex(int octet) {
        if (octet >= '0' && octet <= '9') {
            return octet - '0';
        }
        int letter = octet | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }
}
