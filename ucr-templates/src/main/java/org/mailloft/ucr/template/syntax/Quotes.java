package org.mailloft.ucr.template.syntax;

/** Double quotes with backslashes before quotes and backslashes, as several languages have them. */
final class Quotes {

    private Quotes() {}

    static String doubled(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Whether a quote of either kind is open at the end of the line. */
    static boolean isOpen(String line) {
        char open = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                i++;
            } else if (open == 0 && (c == '"' || c == '\'')) {
                open = c;
            } else if (c == open) {
                open = 0;
            }
        }
        return open != 0;
    }
}
