package org.mailloft.doveadm.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Just the values, a space behind each, and a line end when there were any. */
final class PlainFormatter implements Formatter {

    private final OutputStream out;
    private boolean started;

    PlainFormatter(OutputStream out) {
        this.out = out;
    }

    @Override
    public void columns(List<Column> columns) {}

    @Override
    public void row(List<byte[]> values) throws IOException {
        started = true;
        for (var value : values) {
            out.write(value);
            out.write(' ');
        }
    }

    @Override
    public void end() throws IOException {
        if (started) {
            out.write('\n');
        }
    }
}
