package org.mailloft.manual;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Writes text for {@code man}: roff with the macros of man(7). */
final class Roff {

    private static final Pattern MARKED = Pattern.compile("`([^`]+)`|<([^<> ][^<>]*)>");

    private static final int WIDTH = 80;

    private final StringBuilder page = new StringBuilder();

    /** @param date as {@code YYYY-MM-DD} */
    Roff title(String name, int section, String date, String version) {
        return line(".TH " + name.toUpperCase(Locale.ROOT) + " " + section + " " + date + " \"Mailloft " + version
                + "\" \"Mailloft\"");
    }

    Roff chapter(String title) {
        return line(".SH " + title);
    }

    Roff part(String title) {
        return line(".SS " + title.replace("-", "\\-"));
    }

    Roff paragraph(String text) {
        return line(".PP").filled(marked(text));
    }

    /** Text that follows a heading or the term of an item. */
    Roff text(String text) {
        return filled(marked(text));
    }

    /** @param term already marked up, see {@link #marked} */
    Roff item(String term, String text) {
        return line(".TP").line(safe(term)).filled(marked(text));
    }

    /** Lines that are not filled. */
    Roff literal(List<String> lines) {
        line(".PP").line(".RS 4").line(".nf");
        lines.forEach(line -> line(line.isEmpty() ? ".sp" : safe(literal(line))));
        return line(".fi").line(".RE");
    }

    /** Text with its mark-up, in lines that fit a screen: {@code man} fills them anyway. */
    Roff filled(String marked) {
        var line = new StringBuilder();
        for (var word : marked.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
                line(safe(line.toString()));
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        return line(safe(line.toString()));
    }

    /** A request, or a line that begins with neither a dot nor a quote. */
    Roff line(String raw) {
        page.append(raw).append('\n');
        return this;
    }

    static String bold(String text) {
        return "\\fB" + literal(text) + "\\fR";
    }

    static String italic(String text) {
        return "\\fI" + literal(text) + "\\fR";
    }

    /** Text in which {@code `this`} becomes bold and {@code <this>} italic; dashes of what is typed stay dashes. */
    static String marked(String text) {
        var out = new StringBuilder();
        var found = MARKED.matcher(text);
        int end = 0;
        while (found.find()) {
            out.append(escaped(text.substring(end, found.start())));
            out.append(found.group(1) != null ? bold(found.group(1)) : italic(found.group(2)));
            end = found.end();
        }
        return out.append(escaped(text.substring(end))).toString();
    }

    /** A usage: words are typed, {@code <these>} stand for something else, brackets and bars are neither. */
    static String usage(String text) {
        var out = new StringBuilder();
        var found = Pattern.compile("<([^<>]+)>|([-A-Za-z0-9/=][^\\[\\]|<> ]*)").matcher(text);
        int end = 0;
        while (found.find()) {
            out.append(escaped(text.substring(end, found.start())));
            out.append(found.group(1) != null ? italic(found.group(1)) : bold(found.group(2)));
            end = found.end();
        }
        return out.append(escaped(text.substring(end))).toString();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e");
    }

    private static String literal(String text) {
        return escaped(text)
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("^", "\\(ha")
                .replace("~", "\\(ti")
                .replace("`", "\\(ga");
    }

    /** A line that begins with a dot or a quote would be a request. */
    private static String safe(String line) {
        return line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line;
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
