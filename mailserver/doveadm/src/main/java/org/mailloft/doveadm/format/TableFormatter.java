package org.mailloft.doveadm.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Columns as wide as the titles and the first hundred rows need, as Dovecot lays them out: too wide for the terminal, they
 * shrink from the right; too narrow, one of them gets half of the room that is left.
 */
final class TableFormatter implements Formatter {

    /** Of a terminal that nobody knows better. */
    private static final int TERMINAL_WIDTH = 80;

    private static final int MEASURED_ROWS = 100;

    private final OutputStream out;
    private final boolean titles;
    private final List<List<String>> measured = new ArrayList<>();
    private List<Column> columns = List.of();
    private int[] widths;

    TableFormatter(OutputStream out, boolean titles) {
        this.out = out;
        this.titles = titles;
    }

    @Override
    public void columns(List<Column> columns) {
        this.columns = columns;
    }

    @Override
    public void row(List<byte[]> values) throws IOException {
        var texts = values.stream()
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .toList();
        if (widths != null) {
            print(texts);
            return;
        }
        measured.add(texts);
        if (measured.size() == MEASURED_ROWS) {
            printMeasured();
        }
    }

    @Override
    public void end() throws IOException {
        if (widths == null && !columns.isEmpty()) {
            printMeasured();
        }
    }

    private void printMeasured() throws IOException {
        widths = widths();
        if (titles && !columns.stream().allMatch(Column::hidden)) {
            print(columns.stream().map(Column::title).toList());
        }
        for (var row : measured) {
            print(row);
        }
        measured.clear();
    }

    private void print(List<String> row) throws IOException {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            var text = row.get(i);
            int room = Math.max(0, widths[i] - length(text));
            boolean right = columns.get(i).right();
            line.append(i == 0 ? "" : " ").repeat(' ', right ? room : 0);
            line.append(text).repeat(' ', right ? 0 : room);
        }
        out.write(Formatter.octets(line.append('\n').toString()));
    }

    private int[] widths() {
        int[] widths = new int[columns.size()];
        int[] least = new int[columns.size()];
        int total = columns.size() - 1;
        for (int i = 0; i < widths.length; i++) {
            widths[i] = least[i] = length(columns.get(i).title());
            for (var row : measured) {
                int length = length(row.get(i));
                widths[i] = Math.max(widths[i], length);
                least[i] = Math.min(least[i], length);
            }
            total += widths[i];
        }
        if (total > TERMINAL_WIDTH) {
            shrink(widths, least, total - TERMINAL_WIDTH);
        } else {
            widths[growing()] += (TERMINAL_WIDTH - total) / 2;
        }
        return widths;
    }

    /**
     * Takes from each column, the last one first, half of what it can spare, until one of them can give all that is
     * missing. Dovecot goes through the columns only once, so a table may stay too wide.
     */
    private static void shrink(int[] widths, int[] least, int excess) {
        for (int i = widths.length - 1; i >= 0; i--) {
            int spare = widths[i] - least[i];
            if (spare >= excess) {
                widths[i] -= excess;
                return;
            }
            widths[i] -= spare == 1 ? 1 : spare / 2;
        }
    }

    private int growing() {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).expanded()) {
                return i;
            }
        }
        return columns.size() - 1;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
