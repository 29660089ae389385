package org.mailloft.listener;

/** Names and values of other people's making, for a terminal. */
final class Printable {

    private Printable() {}

    /** The same on one line, without anything that a terminal would obey or that turns the direction of text. */
    static String of(String text) {
        return text.codePoints()
                .map(each -> isShown(each) ? each : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
