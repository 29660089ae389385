package org.mailloft.conf;

/**
 * Dovecot's way to put any text between tabs: octet 1 followed by a letter stands for the characters that would break a
 * line or field.
 */
public final class TabEscape {

    private static final char ESCAPE = '\001';
    private static final String SPECIAL = "\001\t\n\r\0";
    private static final String LETTERS = "1tnr0";

    private TabEscape() {}

    public static String escape(String text) {
        var out = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            int special = SPECIAL.indexOf(c);
            if (special < 0) {
                out.append(c);
            } else {
                out.append(ESCAPE).append(LETTERS.charAt(special));
            }
        }
        return out.toString();
    }

    /** An escape that means nothing loses its first octet, as in Dovecot. */
    public static String unescape(String text) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ESCAPE && ++i < text.length()) {
                int letter = LETTERS.indexOf(text.charAt(i));
                c = letter < 0 ? text.charAt(i) : SPECIAL.charAt(letter);
            }
            if (i < text.length()) {
                out.append(c);
            }
        }
        return out.toString();
    }
}
