package org.mailloft.ucr.cli;

/** Keys and values as a POSIX shell reads them. */
final class Shell {

    private static final String PLAIN = "@%+=:,./-_";

    private Shell() {}

    /** A name: what cannot be in one becomes an underscore, so that different keys can get the same name. */
    static String name(String key) {
        var name = new StringBuilder(key.length() + 1);
        if (!key.isEmpty() && isDigit(key.charAt(0))) {
            name.append('_');
        }
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            name.append(isLetter(c) || isDigit(c) ? c : '_');
        }
        return name.toString();
    }

    /** One word; in single quotes only when it has to be. */
    static String quote(String value) {
        return !value.isEmpty() && isPlain(value) ? value : "'" + value.replace("'", "'\"'\"'") + "'";
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isLetter(c) && !isDigit(c) && PLAIN.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
