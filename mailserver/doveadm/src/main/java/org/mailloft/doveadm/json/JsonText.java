package org.mailloft.doveadm.json;

/** Writes JSON without any white space, and strings with the escapes that Dovecot uses. */
public final class JsonText {

    private JsonText() {}

    static String of(Json value) {
        var out = new StringBuilder();
        write(out, value);
        return out.toString();
    }

    private static void write(StringBuilder out, Json value) {
        switch (value) {
            case Json.Str(var text) -> {
                out.append('"');
                escape(out, text);
                out.append('"');
            }
            case Json.Num(var digits) -> out.append(digits);
            case Json.Bool(var flag) -> out.append(flag);
            case Json.Null() -> out.append("null");
            case Json.Arr(var elements) -> {
                char before = '[';
                for (var element : elements) {
                    out.append(before);
                    write(out, element);
                    before = ',';
                }
                out.append(before == '[' ? "[]" : "]");
            }
            case Json.Obj(var members) -> {
                char before = '{';
                for (var member : members.entrySet()) {
                    out.append(before).append('"');
                    escape(out, member.getKey());
                    out.append("\":");
                    write(out, member.getValue());
                    before = ',';
                }
                out.append(before == '{' ? "{}" : "}");
            }
        }
    }

    /** Appends the text as it stands between the quotes of a JSON string. */
    public static void escape(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    // U+2028 and U+2029 end a line in JavaScript, so they are escaped too.
                    if (c < 0x20 || c == '\u2028' || c == '\u2029') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
    }
}
