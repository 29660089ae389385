package org.mailloft.ucr.type;

import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a text is JSON. RFC 8259. Nothing is built from it. */
final class JsonSyntax {

    private static final int MAX_DEPTH = 200;

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[\"\\\\/bfnrt]|u[0-9a-fA-F]{4})");
    private static final Pattern WORD = Pattern.compile("true|false|null");
    private static final Pattern BLANKS = Pattern.compile("[ \\t\\r\\n]*");

    private final String text;
    private int at;

    private JsonSyntax(String text) {
        this.text = text;
    }

    /** @return what is wrong and where; empty when it is JSON */
    static Optional<String> fault(String text) {
        var syntax = new JsonSyntax(text);
        boolean whole = syntax.value(0) && syntax.at == text.length();
        return whole ? Optional.empty() : Optional.of("stops making sense at character " + (syntax.at + 1));
    }

    /** {@code value = false / null / true / object / array / number / string}, with the blanks around it. */
    private boolean value(int depth) {
        skip(BLANKS);
        boolean fits =
                depth <= MAX_DEPTH && (string() || skip(NUMBER) || skip(WORD) || array(depth + 1) || object(depth + 1));
        if (fits) {
            skip(BLANKS);
        }
        return fits;
    }

    private boolean array(int depth) {
        if (!skip('[')) {
            return false;
        }
        skip(BLANKS);
        if (skip(']')) {
            return true;
        }
        do {
            if (!value(depth)) {
                return false;
            }
        } while (skip(','));
        return skip(']');
    }

    private boolean object(int depth) {
        if (!skip('{')) {
            return false;
        }
        skip(BLANKS);
        if (skip('}')) {
            return true;
        }
        do {
            skip(BLANKS);
            boolean named = string() && skip(BLANKS) && skip(':');
            if (!named || !value(depth)) {
                return false;
            }
        } while (skip(','));
        return skip('}');
    }

    /** By hand, for a pattern with a choice in a loop needs stack for every character. */
    private boolean string() {
        if (!skip('"')) {
            return false;
        }
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                if (!skip(ESCAPE)) {
                    return false;
                }
            } else if (text.charAt(at) < ' ') {
                return false;
            } else {
                at++;
            }
        }
        return skip('"');
    }

    private boolean skip(char wanted) {
        boolean there = at < text.length() && text.charAt(at) == wanted;
        if (there) {
            at++;
        }
        return there;
    }

    private boolean skip(Pattern wanted) {
        var match = wanted.matcher(text).region(at, text.length());
        boolean there = match.lookingAt();
        if (there) {
            at = match.end();
        }
        return there;
    }
}
