package org.mailloft.ucr.template;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.mailloft.ucr.template.syntax.Syntax;

/**
 * What a template in Freemarker's language reads, found in its text in one pass: {@code ucr["..."]} and the calls that take
 * a key. Where a key is put together ({@code ucr["a/" + name]}), its beginning counts as a family. What this does not find,
 * {@link Scope} refuses when it is read.
 */
final class TemplateScan {

    private static final Set<String> TAKE_KEY = Set.of("isTrue", "number", "words");
    private static final Set<String> REFUSED_BUILTINS = Set.of("no_esc", "noEsc", "eval", "interpret", "new", "api");
    private static final Set<String> REFUSED_DIRECTIVES = Set.of(
            "noautoesc", "noAutoEsc", "outputformat", "outputFormat", "attempt", "escape", "noescape", "noEscape");
    private static final Set<String> INCLUDES = Set.of("include", "import");
    private static final Pattern LIBRARY = Pattern.compile("/lib/[\\w-]+\\.ftl");

    private final Path file;
    private final String text;
    private final char[] characters;
    private final Set<String> variables = new TreeSet<>();
    private final Set<String> prefixes = new TreeSet<>();
    private final List<String> libraries = new ArrayList<>();
    private final List<Integer> includes = new ArrayList<>();

    TemplateScan(Path file, String text) {
        this.file = file;
        this.text = text;
        this.characters = text.toCharArray();
        scan();
    }

    Reads reads() {
        return new Reads(variables, prefixes);
    }

    /** Names of included templates, such as {@code lib/service.ftl}. */
    List<String> libraries() {
        return libraries;
    }

    /** The text, where what it includes is asked for in its own syntax. */
    String text(Syntax syntax) {
        var result = new StringBuilder(text);
        for (int index : includes.reversed()) {
            result.insert(index, '/' + syntax.wireName());
        }
        return result.toString();
    }

    private void scan() {
        for (int i = 0; i < characters.length; i++) {
            switch (characters[i]) {
                case '[' -> subscript(i);
                case '(' -> call(i);
                case '?' -> builtin(i);
                case '.' -> member(i);
                case '<' -> i = tag(i);
                default -> {}
            }
        }
    }

    private void subscript(int bracket) {
        if (wordBefore(bracket).equals("ucr")) {
            key(bracket + 1, variables);
        }
    }

    private void call(int parenthesis) {
        var name = wordBefore(parenthesis);
        if (TAKE_KEY.contains(name)) {
            key(parenthesis + 1, variables);
        } else if (name.equals("family")) {
            key(parenthesis + 1, prefixes);
        } else if (name.equals("path")) {
            variables.add(Scope.PREFIX);
        }
    }

    /** Adds the literal that begins here: as it is when it is the whole argument, else as the beginning of a key. */
    private void key(int from, Set<String> whole) {
        int open = skipBlanks(from);
        char quote = at(open);
        if (quote != '"' && quote != '\'') {
            return;
        }
        int end = open + 1;
        while (end < text.length() && at(end) != quote && at(end) != '\\' && !text.startsWith("${", end)) {
            end++;
        }
        var literal = text.substring(open + 1, Math.min(end, text.length()));
        char next = at(end) == quote ? at(skipBlanks(end + 1)) : 0;
        if (next == ']' || next == ')' || next == ',') {
            whole.add(literal);
        } else if (!literal.isEmpty()) {
            prefixes.add(literal);
        }
    }

    private void builtin(int mark) {
        var name = wordAfter(skipBlanks(mark + 1));
        if (REFUSED_BUILTINS.contains(name)) {
            throw failure(mark, "\"?" + name + "\" is not allowed, for it would let a value out of its place.");
        }
    }

    private void member(int dot) {
        if (wordBefore(dot).equals("derived")) {
            var sources = DerivedModel.reads(wordAfter(skipBlanks(dot + 1)));
            variables.addAll(sources.variables());
            prefixes.addAll(sources.prefixes());
        } else if (wordAfter(dot + 1).equals("now") && wordBefore(dot).isEmpty()) {
            throw failure(dot, "\".now\" is not allowed: what is rendered depends on the registry only.");
        }
    }

    /** @return where to go on; comments are left out */
    private int tag(int open) {
        if (text.startsWith("<#--", open)) {
            int end = text.indexOf("-->", open);
            return end < 0 ? text.length() : end + 2;
        }
        if (!text.startsWith("<#", open)) {
            return open;
        }
        var name = wordAfter(open + 2);
        if (REFUSED_DIRECTIVES.contains(name)) {
            throw failure(open, "<#" + name + "> is not allowed, for it would let a value out of its place.");
        }
        if (INCLUDES.contains(name)) {
            include(open, skipBlanks(open + 2 + name.length()));
        }
        return open + 1;
    }

    private void include(int tag, int from) {
        char quote = at(from);
        int end = quote == '"' || quote == '\'' ? text.indexOf(quote, from + 1) : -1;
        var name = end < 0 ? "" : text.substring(from + 1, end);
        if (!LIBRARY.matcher(name).matches()) {
            throw failure(tag, "Only \"/lib/NAME.ftl\" can be included, and its name has to stand here.");
        }
        libraries.add(name.substring(1));
        includes.add(from + 1);
    }

    private String wordBefore(int end) {
        int last = end;
        while (last > 0 && at(last - 1) == ' ') {
            last--;
        }
        int start = last;
        while (start > 0 && Character.isJavaIdentifierPart(at(start - 1)) && at(start - 1) != '$') {
            start--;
        }
        return start > 0 && at(start - 1) == '.' ? "." : text.substring(start, last);
    }

    private String wordAfter(int start) {
        int end = start;
        while (end < text.length() && Character.isJavaIdentifierPart(at(end))) {
            end++;
        }
        return text.substring(start, end);
    }

    private int skipBlanks(int from) {
        int index = from;
        while (index < text.length() && Character.isWhitespace(at(index))) {
            index++;
        }
        return index;
    }

    private char at(int index) {
        return index < characters.length ? characters[index] : 0;
    }

    private TemplateFailure failure(int index, String reason) {
        return new TemplateFailure(file, TemplateText.lineAt(text, index), Optional.empty(), reason);
    }
}
