package org.mailloft.admin.explain;

/** Text from elsewhere, made harmless for a terminal: mail and directories may say anything. */
final class Printable {

    static final int MAX = 300;

    private Printable() {}

    /** One line without controls, characters that turn the direction of text, or more than {@link #MAX} characters. */
    static String of(String text) {
        var out = new StringBuilder();
        text.codePoints().limit(MAX).forEach(c -> out.appendCodePoint(isShown(c) ? c : '?'));
        if (text.codePointCount(0, text.length()) > MAX) {
            out.append("...");
        }
        return out.toString();
    }

    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** As an argument of a command in a shell. */
    static String quoted(String text) {
        var clean = of(text);
        return clean.matches("[A-Za-z0-9@%+=:,./_-]+") ? clean : "'" + clean.replace("'", "'\\''") + "'";
    }
}
