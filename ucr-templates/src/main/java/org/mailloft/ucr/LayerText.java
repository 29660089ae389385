package org.mailloft.ucr;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * The text of a layer's file: a comment, an empty line, then {@code key: value} in order of the keys, lines joined by LF
 * without one at the end. There is no escaping; a value loses its line ends and the blanks around it.
 */
final class LayerText {

    /** The same in every layer's file. */
    private static final String HEAD = "# univention_ base.conf\n";

    private static final String SEPARATOR = ": ";

    private LayerText() {}

    /** All values, in no order. Of two lines with one key the last one counts. */
    static Map<String, String> parse(String text) {
        var values = new HashMap<String, String>();
        int end;
        for (int start = 0; start <= text.length(); start = end + 1) {
            end = endOfLine(text, start);
            int separator = separator(text, start, end);
            if (separator > 0) {
                values.put(text.substring(start, separator), value(text, separator, end));
            }
        }
        return values;
    }

    /** The value of one key without looking at the other lines; null when there is none. */
    static String find(String text, String key) {
        var head = key + SEPARATOR;
        for (int at = text.lastIndexOf(head); at >= 0; at = text.lastIndexOf(head, at - 1)) {
            if (at == 0 || text.charAt(at - 1) == '\n') {
                int end = endOfLine(text, at);
                int separator = separator(text, at, end);
                if (separator == at + key.length()) {
                    return value(text, separator, end);
                }
            }
        }
        return null;
    }

    private static int endOfLine(String text, int start) {
        int end = text.indexOf('\n', start);
        return end < 0 ? text.length() : end;
    }

    /** Where the key ends; negative for a line that has none, such as a comment. */
    private static int separator(String text, int start, int end) {
        int separator = text.indexOf(SEPARATOR, start, end);
        int comment = separator > start ? text.indexOf('#', start, separator) : -1;
        return separator > start && (comment < 0 || comment > text.indexOf(':', start)) ? separator : -1;
    }

    private static String value(String text, int separator, int end) {
        return strip(text.substring(separator + SEPARATOR.length(), end));
    }

    /** Any of the three kinds of line ends ends a line. */
    static String withPlainLineEnds(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** Without the blanks around it; those that must not be broken are some too, as for the other programs. */
    private static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (start < end && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }

    static String print(SortedMap<String, String> values) {
        var text = new StringBuilder(HEAD);
        values.forEach(
                (key, value) -> text.append('\n').append(key).append(SEPARATOR).append(oneLine(value)));
        return values.isEmpty() ? text.append('\n').toString() : text.toString();
    }

    /** As the value will be read again. */
    static String oneLine(String value) {
        return strip(value.replace("\r", "").replace("\n", ""));
    }
}
