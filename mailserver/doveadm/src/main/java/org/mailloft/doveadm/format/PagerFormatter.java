package org.mailloft.doveadm.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * {@code title: value} on a line each, rows divided by a form feed. A value of several lines begins on a line of its own
 * and is printed as it is.
 */
final class PagerFormatter implements Formatter {

    private static final byte[] DIVIDER = {'\f', '\n'};

    private final OutputStream out;
    private final boolean titles;
    private List<Column> columns = List.of();
    private boolean started;

    PagerFormatter(OutputStream out, boolean titles) {
        this.out = out;
        this.titles = titles;
    }

    @Override
    public void columns(List<Column> columns) {
        this.columns = columns;
    }

    @Override
    public void row(List<byte[]> values) throws IOException {
        if (started) {
            out.write(DIVIDER);
        }
        started = true;
        for (int i = 0; i < columns.size(); i++) {
            print(columns.get(i), values.get(i));
        }
    }

    private void print(Column column, byte[] value) throws IOException {
        boolean titled = titles && !column.hidden();
        if (column.multiline()) {
            if (titled) {
                out.write(Formatter.octets(column.title() + ":\n"));
            }
            out.write(value);
        } else {
            if (titled) {
                out.write(Formatter.octets(column.title() + ": "));
            }
            out.write(value);
            out.write('\n');
        }
    }

    @Override
    public void end() {}
}
