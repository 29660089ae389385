package org.mailloft.doveadm.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.function.Supplier;

/** Recursive reader of RFC 8259, strict but for nothing. Nesting is bounded, length is the caller's business. */
public final class JsonReader {

    /** Arrays and objects inside each other at most. */
    private static final int MAX_DEPTH = 32;

    private final String text;
    private int at;
    private int depth;

    JsonReader(String text) {
        this.text = text;
    }

    /** Text that is not JSON. */
    public static final class Malformed extends RuntimeException {
        Malformed(String why) {
            super(why, null, false, false);
        }
    }

    Json whole() {
        space();
        var value = value();
        space();
        if (at < text.length()) {
            throw new Malformed("Unexpected data at the end");
        }
        return value;
    }

    private Json value() {
        return switch (peek()) {
            case '{' -> nested(this::object);
            case '[' -> nested(this::array);
            case '"' -> new Json.Str(string());
            case 't' -> word("true", new Json.Bool(true));
            case 'f' -> word("false", new Json.Bool(false));
            case 'n' -> word("null", new Json.Null());
            default -> number();
        };
    }

    private Json nested(Supplier<Json> inner) {
        if (++depth > MAX_DEPTH) {
            throw new Malformed("Nesting too deep");
        }
        at++;
        space();
        var value = inner.get();
        depth--;
        return value;
    }

    private Json object() {
        var members = new LinkedHashMap<String, Json>();
        if (take('}')) {
            return new Json.Obj(members);
        }
        do {
            space();
            if (peek() != '"') {
                throw new Malformed("Expected string as object key");
            }
            var name = string();
            space();
            if (!take(':')) {
                throw new Malformed("Expected ':' after key");
            }
            space();
            members.put(name, value());
            space();
        } while (take(','));
        if (!take('}')) {
            throw new Malformed("Missing '}'");
        }
        return new Json.Obj(members);
    }

    private Json array() {
        var elements = new ArrayList<Json>();
        if (take(']')) {
            return new Json.Arr(elements);
        }
        do {
            space();
            elements.add(value());
            space();
        } while (take(','));
        if (!take(']')) {
            throw new Malformed("Missing ']'");
        }
        return new Json.Arr(elements);
    }

    private String string() {
        at++;
        var out = new StringBuilder();
        while (true) {
            if (at == text.length()) {
                throw new Malformed("Missing '\"'");
            }
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            if (c < 0x20) {
                throw new Malformed("Control character in string");
            }
            out.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> codeUnit();
            default -> throw new Malformed("Invalid escape string");
        };
    }

    private char codeUnit() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0) {
                throw new Malformed("Invalid escape string");
            }
            unit = unit << 4 | digit;
            at++;
        }
        return (char) unit;
    }

    private Json word(String word, Json value) {
        if (!text.startsWith(word, at)) {
            throw new Malformed("Unexpected input");
        }
        at += word.length();
        return value;
    }

    private Json number() {
        int from = at;
        take('-');
        if (!take('0')) {
            digits();
        }
        if (take('.')) {
            digits();
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            digits();
        }
        return new Json.Num(text.substring(from, at));
    }

    private void digits() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == from) {
            throw new Malformed("Unexpected input");
        }
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    /** The next character; at the end what Dovecot says there. */
    private char peek() {
        if (at == text.length()) {
            throw new Malformed("Missing '}'");
        }
        return text.charAt(at);
    }
}
