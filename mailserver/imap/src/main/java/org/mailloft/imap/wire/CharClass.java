package org.mailloft.imap.wire;

/** Character classes of RFC 3501 section 9, for single octets. */
public final class CharClass {

    private CharClass() {}

    /** {@code ATOM-CHAR}: no controls, space, parentheses, brace, wildcards, quoted-specials or closing bracket. */
    public static boolean isAtom(int octet) {
        return isAstring(octet) && octet != ']';
    }

    /** {@code ASTRING-CHAR = ATOM-CHAR / resp-specials} */
    static boolean isAstring(int octet) {
        return isList(octet) && octet != '%' && octet != '*';
    }

    /** {@code list-char = ATOM-CHAR / list-wildcards / resp-specials} */
    static boolean isList(int octet) {
        return octet > ' '
                && octet < 0x7f
                && octet != '('
                && octet != ')'
                && octet != '{'
                && octet != '"'
                && octet != '\\';
    }

    /** {@code tag = 1*<any ASTRING-CHAR except "+">} */
    static boolean isTag(int octet) {
        return isAstring(octet) && octet != '+';
    }

    static boolean isDigit(int octet) {
        return octet >= '0' && octet <= '9';
    }

    /** {@code TEXT-CHAR} that needs no escape in a quoted string, 7 bit. */
    public static boolean isQuotable(int octet) {
        return octet >= ' ' && octet < 0x7f;
    }
}
