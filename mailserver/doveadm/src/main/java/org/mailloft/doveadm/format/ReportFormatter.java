package org.mailloft.doveadm.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer for a person, on one screen: the first row is the answer itself, all others stand below it with their part at
 * the left. Rows have a part, a subject, which may be empty, and a text. Lines are at most 100 columns wide; what begins
 * with {@code $} is a command to be copied, and is broken where a shell allows it.
 */
final class ReportFormatter implements Formatter {

    private static final int WIDTH = 100;
    private static final int LINES = 24;
    private static final int INDENT = 12;
    private static final String COMMAND = "$ ";

    private final OutputStream out;
    private final List<String> lines = new ArrayList<>();
    private String lastPart = "";

    ReportFormatter(OutputStream out) {
        this.out = out;
    }

    @Override
    public void columns(List<Column> columns) {
        // people need no titles
    }

    @Override
    public void row(List<byte[]> values) {
        var part = text(values, 0);
        var subject = text(values, 1);
        var text = text(values, 2);
        var body = subject.isEmpty() || text.isEmpty() ? subject + text : subject + ": " + text;
        if (lines.isEmpty()) {
            wrap("", "", body);
            return;
        }
        if (lastPart.isEmpty()) {
            lines.add("");
        }
        var label = part.equals(lastPart) ? "" : Character.toUpperCase(part.charAt(0)) + part.substring(1);
        wrap(label, " ".repeat(INDENT), body);
        lastPart = part;
    }

    private static String text(List<byte[]> values, int column) {
        return column < values.size() ? new String(values.get(column), StandardCharsets.UTF_8) : "";
    }

    private void wrap(String label, String indent, String text) {
        boolean command = text.startsWith(COMMAND);
        var end = command ? " \\" : "";
        var hanging = command ? indent + "    " : indent + (indent.isEmpty() ? "" : "  ");
        var line = new StringBuilder(label).append(" ".repeat(Math.max(0, indent.length() - label.length())));
        boolean empty = true;
        for (var word : text.split(" ")) {
            if (!empty && width(line) + 1 + width(word) > WIDTH - end.length()) {
                lines.add(line + end);
                line = new StringBuilder(hanging);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString().stripTrailing());
    }

    private static int width(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }

    /** What does not fit on one screen is counted. */
    @Override
    public void end() throws IOException {
        boolean cut = lines.size() > LINES;
        for (var line : cut ? lines.subList(0, LINES - 1) : lines) {
            out.write(Formatter.octets(line + "\n"));
        }
        if (cut) {
            int left = lines.size() - LINES + 1;
            out.write(Formatter.octets("... " + left + " more lines; all of them: doveadm -f tab ...\n"));
        }
    }
}
