package org.mailloft.doveadm.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A line of titles, then a line for each row, divided by tabs; values that hold line ends take several. */
final class TabFormatter implements Formatter {

    private final OutputStream out;
    private final boolean titles;

    TabFormatter(OutputStream out, boolean titles) {
        this.out = out;
        this.titles = titles;
    }

    @Override
    public void columns(List<Column> columns) throws IOException {
        if (titles) {
            row(columns.stream().map(column -> Formatter.octets(column.title())).toList());
        }
    }

    @Override
    public void row(List<byte[]> values) throws IOException {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.write('\t');
            }
            out.write(values.get(i));
        }
        out.write('\n');
    }

    @Override
    public void end() {}
}
