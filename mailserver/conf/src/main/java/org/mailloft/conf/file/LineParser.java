package org.mailloft.conf.file;

import java.util.function.Consumer;

/**
 * Tells what a line is. Holds the part of a line that is continued; as in Dovecot a comment or an empty line in between
 * drops it, and a file may end in a continued line.
 */
final class LineParser {
    private final StringBuilder continued = new StringBuilder();
    private final Consumer<String> warnings;

    /** @param warnings gets the text after "Configuration file F line N: " */
    LineParser(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    /** Octets are not told apart from characters here: a line is at most what the caller's file bound allows. */
    ConfLine parse(String physicalLine) {
        String line = stripLeading(physicalLine);
        if (line.isEmpty() || line.startsWith("#")) {
            continued.setLength(0);
            return new ConfLine.Blank();
        }
        line = stripTrailing(withoutComment(line));
        if (line.endsWith("\\")) {
            line = stripTrailing(line.substring(0, line.length() - 1));
            continued.append(line).append(line.isEmpty() ? "" : " ");
            return new ConfLine.Continued();
        }
        line = continued.append(line).toString();
        continued.setLength(0);
        return classify(line);
    }

    /** Number of characters waiting for the rest of their line. */
    int continuedLength() {
        return continued.length();
    }

    private ConfLine classify(String line) {
        int keyEnd = 0;
        while (keyEnd < line.length() && !isWhite(line.charAt(keyEnd)) && line.charAt(keyEnd) != '=') {
            keyEnd++;
        }
        String key = line.substring(0, keyEnd);
        String rest = stripLeading(line.substring(keyEnd));
        if (key.equals("!include") || key.equals("!include_try")) {
            return new ConfLine.Include(rest, key.equals("!include_try"));
        }
        if (rest.startsWith("=")) {
            return new ConfLine.Assignment(key, stripLeading(rest.substring(1)));
        }
        if (key.equals("}") && rest.isEmpty()) {
            return new ConfLine.SectionEnd();
        }
        return sectionStart(key, rest);
    }

    /** {@code rest} is what follows the type: {@code {}, {@code name {} or {@code "name" {}. */
    private static ConfLine sectionStart(String type, String rest) {
        String name = "";
        String brace = rest;
        if (rest.startsWith("\"")) {
            int end = rest.indexOf('"', 1);
            name = end < 0 ? "" : unescape(rest.substring(1, end));
            brace = end < 0 ? "" : stripLeading(rest.substring(end + 1));
        } else if (!rest.startsWith("{")) {
            int end = 0;
            while (end < rest.length() && !isWhite(rest.charAt(end))) {
                end++;
            }
            name = rest.substring(0, end);
            brace = stripLeading(rest.substring(end));
        }
        if (!brace.startsWith("{")) {
            return new ConfLine.Malformed("Expecting '{'");
        }
        return brace.length() > 1 ? new ConfLine.Malformed("Garbage after '{'") : new ConfLine.SectionStart(type, name);
    }

    /** A hash outside of quotes starts a comment; after a quote that is not closed there are none. */
    private String withoutComment(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' || c == '\'') {
                for (i++; i < line.length() && line.charAt(i) != c; i++) {
                    i += line.charAt(i) == '\\' ? 1 : 0;
                }
            } else if (c == '#') {
                if (!isWhite(line.charAt(i - 1))) {
                    warnings.accept("Ambiguous '#' character in line, treating it as comment. "
                            + "Add a space before it to remove this warning.");
                }
                return line.substring(0, i);
            }
        }
        return line;
    }

    /** Any character after a backslash stands for itself; there are no control escapes. */
    static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && ++i == text.length()) {
                break;
            }
            out.append(text.charAt(i));
        }
        return out.toString();
    }

    static boolean isWhite(char c) {
        return c == ' ' || c == '\t';
    }

    private static String stripLeading(String text) {
        int start = 0;
        while (start < text.length() && isWhite(text.charAt(start))) {
            start++;
        }
        return text.substring(start);
    }

    private static String stripTrailing(String text) {
        int end = text.length();
        while (end > 0 && isWhite(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }
}
