package org.mailloft.conf;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** One run over one template. The grammar is the one in {@link Variables}. */
final class VariableExpansion {
    private static final int MAX_MODIFIERS = 10;
    private static final int MAX_NESTING = 16;
    private static final int MAX_WIDTH = 9_999;

    private final Variables variables;
    private final UnaryOperator<String> escaper;
    private String firstError;
    private int nesting;

    VariableExpansion(Variables variables, UnaryOperator<String> escaper) {
        this.variables = variables;
        this.escaper = escaper;
    }

    /** What went wrong first, or empty. */
    Optional<String> firstError() {
        return Optional.ofNullable(firstError);
    }

    String expand(String template) {
        if (nesting == MAX_NESTING) {
            return fail("Variables are nested too deep", "");
        }
        nesting++;
        var out = new StringBuilder(template.length() + 32);
        int at = 0;
        for (int percent = template.indexOf('%'); percent >= 0; percent = template.indexOf('%', at)) {
            out.append(template, at, percent);
            at = expandOne(template, percent + 1, out);
        }
        nesting--;
        return out.append(template, at, template.length()).toString();
    }

    /** Expands the variable whose {@code %} is before {@code start}; returns the position after it. */
    private int expandOne(String template, int start, StringBuilder out) {
        var window = new VariableWindow();
        int at = window.parse(template, start, MAX_WIDTH);
        int modifiersFrom = at;
        while (at < template.length()
                && at - modifiersFrom < MAX_MODIFIERS
                && VariableModifier.of(template.charAt(at)).isPresent()) {
            at++;
        }
        if (at == template.length()) {
            out.append(unknown(""));
            return at;
        }
        String value;
        int end;
        if (template.charAt(at) == '{' && template.indexOf('}', at) >= 0) {
            end = closingBrace(template, at);
            value = longKey(template.substring(at + 1, end));
            end = Math.min(end + 1, template.length());
        } else {
            end = template.offsetByCodePoints(at, 1);
            value = shortKey(template.substring(at, end));
        }
        for (int i = modifiersFrom; i < at; i++) {
            value = VariableModifier.of(template.charAt(i)).orElseThrow().apply(value, window);
        }
        window.append(value, out);
        return end;
    }

    private String shortKey(String key) {
        return variables.value(key).map(escaper).orElseGet(() -> key.equals("%") ? "%" : unknown(key));
    }

    /** The value of {@code %{key}}, {@code %{function:argument}}, {@code %{if;...}} or {@code %{digest;...:key}}. */
    String longKey(String key) {
        Optional<String> value = variables.value(key).map(escaper).or(() -> HostFacts.value(key));
        if (value.isPresent()) {
            return value.get();
        }
        int colon = key.indexOf(':');
        String name = colon < 0 ? key : key.substring(0, colon);
        String argument = colon < 0 ? "" : key.substring(colon + 1);
        int semicolon = name.indexOf(';');
        String extension = semicolon < 0 ? name : name.substring(0, semicolon);
        if (extension.equalsIgnoreCase("if")) {
            return VariableIf.expand(key, this);
        }
        var digest = VariableDigest.named(extension);
        if (digest.isPresent()) {
            return digest.get().expand(name, argument, this);
        }
        if (name.equals("env")) {
            return variables.environment(argument);
        }
        return variables
                .function(name)
                .map(function -> function.apply(argument).map(escaper).orElse(""))
                .orElseGet(() -> unknown(name));
    }

    private String unknown(String key) {
        return fail("Unknown variable '%" + key + "'", "UNSUPPORTED_VARIABLE_" + key);
    }

    /** Keeps the first error and answers what stands in the text instead. */
    String fail(String error, String instead) {
        if (firstError == null) {
            firstError = error;
        }
        return instead;
    }

    /** Position of the brace that closes the one at {@code open}, or the end; a backslash hides the next character. */
    private static int closingBrace(String template, int open) {
        int depth = 0;
        for (int i = open; i < template.length(); i++) {
            switch (template.charAt(i)) {
                case '\\' -> i++;
                case '{' -> depth++;
                case '}' -> {
                    if (--depth == 0) {
                        return i;
                    }
                }
                default -> {}
            }
        }
        return template.length();
    }
}
