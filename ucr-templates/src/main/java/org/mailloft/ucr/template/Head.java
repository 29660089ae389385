package org.mailloft.ucr.template;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** The notice at the top of a rendered file: not to be edited, what it was made from, and what it depends on. */
final class Head {

    private final List<Path> templates;
    private final Iterable<String> variables;

    Head(List<Path> templates, Iterable<String> variables) {
        this.templates = templates;
        this.variables = variables;
    }

    static Head of(Target target) {
        var variables = new TreeSet<>(target.variables());
        target.families().forEach(family -> variables.add(family.pattern()));
        return new Head(target.sources(), variables);
    }

    /** ASCII only but for what the names of templates have. Ends without a line break. */
    String text(String prefix) {
        var text = new StringBuilder();
        text.append(prefix).append("Written by ucr. Do not edit: what is here is replaced again and again.\n");
        text.append(prefix)
                .append("Von ucr geschrieben. Bitte nicht bearbeiten, der Inhalt wird immer wieder ersetzt.\n");
        section(text, prefix, "Template / Vorlage", templates);
        section(text, prefix, "Variables / Variablen", variables);
        return text.append(prefix.stripTrailing()).toString();
    }

    private static void section(StringBuilder text, String prefix, String title, Iterable<?> lines) {
        text.append(prefix).append(title).append(":\n");
        lines.forEach(line -> text.append(prefix).append('\t').append(line).append('\n'));
    }
}
