package org.mailloft.directory;

/** Checks the grammar of a filter, RFC 4515 section 3. Looks at the text once, keeps nothing. */
final class FilterSyntax {

    private final String text;
    private int position;

    FilterSyntax(String text) {
        this.text = text;
    }

    void check() {
        filter(1);
        if (position != text.length()) {
            throw malformed("end of the filter");
        }
    }

    /** {@code filter = LPAREN filtercomp RPAREN} */
    private void filter(int depth) {
        if (depth > Filter.MAX_DEPTH) {
            throw malformed("at most " + Filter.MAX_DEPTH + " levels");
        }
        expect('(');
        switch (peek()) {
            case '&', '|' -> {
                position++;
                while (peek() == '(') { // RFC 4526 allows an empty list
                    filter(depth + 1);
                }
            }
            case '!' -> {
                position++;
                filter(depth + 1);
            }
            default -> item();
        }
        expect(')');
    }

    /** {@code item = simple / present / substring / extensible} */
    private void item() {
        int start = position;
        while (isDescription(peek())) {
            position++;
        }
        if (position == start) {
            throw malformed("an attribute name");
        }
        if ("~<>:".indexOf(peek()) >= 0) {
            position++;
        }
        expect('=');
        while (peek() != ')') {
            value();
        }
    }

    /** One character of {@code valueencoding} or an asterisk. */
    private void value() {
        switch (peek()) {
            case '\\' -> {
                position++;
                hexDigit();
                hexDigit();
            }
            case '(', '\0' -> throw malformed("a value");
            default -> position++;
        }
    }

    private void hexDigit() {
        if (Character.digit(peek(), 16) < 0) {
            throw malformed("two hexadecimal digits");
        }
        position++;
    }

    /** Attribute descriptions with options, and the parts of an extensible match. */
    private boolean isDescription(char c) {
        boolean beforeEquals = c == ':' && position + 1 < text.length() && text.charAt(position + 1) != '=';
        return c < 0x80 && Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == ';' || beforeEquals;
    }

    private void expect(char c) {
        if (peek() != c) {
            throw malformed("'" + c + "'");
        }
        position++;
    }

    /** The next character, NUL at the end: a NUL is not allowed in a filter anyway. */
    private char peek() {
        return position < text.length() ? text.charAt(position) : '\0';
    }

    private IllegalArgumentException malformed(String expected) {
        return new IllegalArgumentException(
                "Malformed search filter, expected " + expected + " at position " + position + ": " + text);
    }
}
