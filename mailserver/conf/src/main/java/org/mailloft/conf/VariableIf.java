package org.mailloft.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code %{if;left;operator;right;yes;no}}: every part may hold variables; {@code \} hides {@code : ; %}. */
final class VariableIf {
    private static final int MAX_PATTERN_TEXT = 1_000;

    private VariableIf() {}

    static String expand(String key, VariableExpansion expansion) {
        int first = key.indexOf(';');
        if (first < 0) {
            return expansion.fail("if: missing parameter(s)", "");
        }
        List<String> parts = split(key.substring(first + 1));
        if (parts.size() == 4) {
            parts.add("");
        }
        if (parts.size() != 5) {
            return expansion.fail("if: requires four or five parameters, got " + parts.size(), "");
        }
        parts.replaceAll(expansion::expand);
        try {
            return holds(parts.get(0), parts.get(1), parts.get(2)) ? parts.get(3) : parts.get(4);
        } catch (BadTemplate e) {
            return expansion.fail(e.getMessage(), "");
        }
    }

    /** Splits at semicolons outside of {@code %{...}}; an unescaped colon there ends the list. */
    private static List<String> split(String text) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        int depth = 0;
        boolean percent = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
                part.append(i < text.length() ? text.substring(i, i + 1) : "");
                continue;
            }
            if (depth == 0 && c == ':') {
                break;
            }
            if (depth == 0 && c == ';') {
                parts.add(part.toString());
                part.setLength(0);
                continue;
            }
            if (percent && c == '{') {
                depth++;
            } else if (depth > 0 && c == '}') {
                depth--;
            }
            percent = c == '%';
            part.append(c);
        }
        if (!part.isEmpty()) {
            parts.add(part.toString());
        }
        return parts;
    }

    private static boolean holds(String left, String operator, String right) {
        return switch (operator) {
            case "==" -> compareNumbers(left, right) == 0;
            case "!=" -> compareNumbers(left, right) != 0;
            case "<" -> compareNumbers(left, right) < 0;
            case "<=" -> compareNumbers(left, right) <= 0;
            case ">" -> compareNumbers(left, right) > 0;
            case ">=" -> compareNumbers(left, right) >= 0;
            case "eq" -> left.equals(right);
            case "ne" -> !left.equals(right);
            case "lt" -> left.compareTo(right) < 0;
            case "le" -> left.compareTo(right) <= 0;
            case "gt" -> left.compareTo(right) > 0;
            case "ge" -> left.compareTo(right) >= 0;
            case "*" -> Wildcard.matches(right, left);
            case "!*" -> !Wildcard.matches(right, left);
            case "~" -> finds(right, left);
            case "!~" -> !finds(right, left);
            default -> throw new BadTemplate("if: Unsupported comparator '" + operator + "'");
        };
    }

    private static int compareNumbers(String left, String right) {
        return Long.compare(number(left, "lhs"), number(right, "rhs"));
    }

    private static long number(String text, String side) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw new BadTemplate("if: " + text + " (" + side + ") is not a number");
        }
    }

    /** A POSIX extended expression; Java's syntax covers what is used in practice. The text is bounded for its sake. */
    private static boolean finds(String pattern, String text) {
        try {
            String bounded = text.substring(0, Math.min(text.length(), MAX_PATTERN_TEXT));
            return Pattern.compile(pattern).matcher(bounded).find();
        } catch (PatternSyntaxException e) {
            throw new BadTemplate("if: regex failed: " + e.getDescription());
        }
    }
}
