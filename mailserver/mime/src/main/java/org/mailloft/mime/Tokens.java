package org.mailloft.mime;

/**
 * A cursor over a structured field body, an octet string. Reads what RFC 5322 section 3.2 and RFC 2045 section 5.1
 * name, and what broken mailers write instead; every method ends where it finds nothing it knows.
 */
final class Tokens {

    static final int END = -1;

    private final String text;
    private int at;
    private String comment = "";

    Tokens(String text) {
        this.text = text;
    }

    /** The octet at the cursor, or {@link #END}. */
    int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    int next() {
        return at < text.length() ? text.charAt(at++) : END;
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /** Steps over {@code octet} if it is next. */
    boolean take(char octet) {
        if (peek() == octet) {
            at++;
            return true;
        }
        return false;
    }

    /** {@code CFWS}: white space and comments, the last of which {@link #comment} then tells. */
    Tokens skipSpace() {
        while (at < text.length()) {
            char octet = text.charAt(at);
            if (octet == '(') {
                readComment();
            } else if (Ascii.isSpace(octet)) {
                at++;
            } else {
                break;
            }
        }
        return this;
    }

    /** Text of the last comment stepped over, without its outer parentheses; empty when there was none. */
    String comment() {
        return comment;
    }

    void forgetComment() {
        comment = "";
    }

    /** {@code atom}, possibly empty; everything but specials and white space belongs to it. */
    String atom() {
        int start = at;
        while (at < text.length() && Ascii.isAtext(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    /** {@code quoted-pair} where none should be: the octet after the backslash, or the backslash at the end. */
    String escaped() {
        at++;
        return atEnd() ? "\\" : String.valueOf(text.charAt(at++));
    }

    /** RFC 2045 {@code token}, possibly empty. */
    String token() {
        int start = at;
        while (at < text.length() && Ascii.isToken(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    /** {@code quoted-string}, its quotes and backslashes removed; one that is not closed ends with the text. */
    String quoted() {
        at++;
        int start = at;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\\') {
            at++;
        }
        if (peek() == '"') {
            return text.substring(start, at++);
        }
        return restOfQuoted(new StringBuilder(text.substring(start, at)));
    }

    /** {@code domain-literal} as it stands, with its brackets; empty when it is not closed. */
    String domainLiteral() {
        int start = at;
        while (at < text.length() && text.charAt(at) != ']') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(at + 1, text.length());
        String literal = text.substring(start, at);
        return literal.endsWith("]") ? literal : "";
    }

    /** What is left until {@code stop}, white space around it removed; the cursor stays before {@code stop}. */
    String until(char stop) {
        int start = at;
        int found = text.indexOf(stop, at);
        at = found < 0 ? text.length() : found;
        return text.substring(start, at).strip();
    }

    private String restOfQuoted(StringBuilder unquoted) {
        while (at < text.length()) {
            char octet = text.charAt(at++);
            if (octet == '"') {
                break;
            }
            if (octet == '\\' && at < text.length()) {
                octet = text.charAt(at++);
            }
            unquoted.append(octet);
        }
        return unquoted.toString();
    }

    private void readComment() {
        var content = new StringBuilder();
        int depth = 0;
        while (at < text.length()) {
            char octet = text.charAt(at++);
            if (octet == '\\' && at < text.length()) {
                content.append(text.charAt(at++));
                continue;
            }
            if (octet == ')' && --depth == 0) {
                break;
            }
            if (octet != '(' || depth++ > 0) {
                content.append(octet);
            }
        }
        comment = content.toString();
    }
}
