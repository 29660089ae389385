package org.mailloft.listener;

/** Names and values of other people's making, for a terminal. */
final class Printable {

    private Printable() {}

    /** The same on one line, without anything that a terminal would obey. */
    static String of(String text) {
        return text.codePoints()
                .map(each -> Character.isISOControl(each) || each == 0x2028 || each == 0x2029 ? '?' : each)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
