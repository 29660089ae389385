package org.mailloft.doveadm.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** {@code title=value title=value}, a line for each row. */
final class FlowFormatter implements Formatter {

    private final OutputStream out;
    private final boolean titles;
    private List<Column> columns = List.of();

    FlowFormatter(OutputStream out, boolean titles) {
        this.out = out;
        this.titles = titles;
    }

    @Override
    public void columns(List<Column> columns) {
        this.columns = columns;
    }

    @Override
    public void row(List<byte[]> values) throws IOException {
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            if (i > 0) {
                out.write(' ');
            }
            if (titles && !column.hidden()) {
                out.write(Formatter.octets(column.title() + "="));
            }
            out.write(values.get(i));
        }
        out.write('\n');
    }

    @Override
    public void end() {}
}
