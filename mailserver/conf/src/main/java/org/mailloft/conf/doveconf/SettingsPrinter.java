package org.mailloft.conf.doveconf;

import java.util.ArrayList;
import java.util.List;
import org.mailloft.conf.Filter;

/** Writes a configuration for people: in Dovecot's own syntax, sorted. */
final class SettingsPrinter {
    private final StringBuilder out;
    private final boolean showSecrets;

    SettingsPrinter(StringBuilder out, boolean showSecrets) {
        this.out = out;
        this.showSecrets = showSecrets;
    }

    /** Lines and blocks at the given depth of nesting. */
    void print(List<Printed> content, int depth) {
        for (Printed printed : content) {
            switch (printed) {
                case Printed.Line line -> printLine(line, depth);
                case Printed.Block block -> printBlock(header(block.type(), block.name()), block.content(), depth);
            }
        }
    }

    /** The content of a filter block inside {@code local}, {@code local_name}, {@code remote} and {@code protocol}. */
    void print(Filter filter, List<Printed> content) {
        var headers = new ArrayList<String>();
        filter.local().ifPresent(network -> headers.add("local " + network));
        filter.localName().ifPresent(name -> headers.add("local_name " + name));
        filter.remote().ifPresent(network -> headers.add("remote " + network));
        filter.protocol().ifPresent(name -> headers.add("protocol " + name));
        if (!hasLines(content)) {
            return;
        }
        for (int depth = 0; depth < headers.size(); depth++) {
            indent(depth).append(headers.get(depth)).append(" {\n");
        }
        print(content, headers.size());
        for (int depth = headers.size() - 1; depth >= 0; depth--) {
            indent(depth).append("}\n");
        }
    }

    private void printBlock(String header, List<Printed> content, int depth) {
        if (hasLines(content)) {
            indent(depth).append(header).append(" {\n");
            print(content, depth + 1);
            indent(depth).append("}\n");
        }
    }

    private void printLine(Printed.Line line, int depth) {
        indent(depth).append(line.key()).append(" = ").append(shown(line)).append('\n');
    }

    private String shown(Printed.Line line) {
        if (showSecrets) {
            return quoted(line.text());
        }
        if (HiddenText.isSecret(line.key(), line.text())) {
            return "# hidden, use -P to show it";
        }
        String hidden = HiddenText.hide(line.text());
        return hidden.equals(line.text()) ? quoted(hidden) : hidden;
    }

    private static boolean hasLines(List<Printed> content) {
        return content.stream().anyMatch(printed -> switch (printed) {
            case Printed.Line _ -> true;
            case Printed.Block block -> hasLines(block.content());
        });
    }

    private static String header(String type, String name) {
        if (name.isEmpty()) {
            return type;
        }
        return type + " " + (name.indexOf(' ') < 0 ? name : '"' + escaped(name) + '"');
    }

    private static String quoted(String text) {
        boolean needsQuotes = text.indexOf('#') >= 0
                || !text.isEmpty() && (isWhite(text.charAt(0)) || isWhite(text.charAt(text.length() - 1)));
        return needsQuotes ? '"' + escaped(text) + '"' : text;
    }

    private static boolean isWhite(char c) {
        return c == ' ' || c == '\t';
    }

    private static String escaped(String text) {
        return text.replaceAll("[\"'\\\\]", "\\\\$0");
    }

    private StringBuilder indent(int depth) {
        return out.repeat("  ", depth);
    }
}
