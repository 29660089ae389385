package org.mailloft.admin.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.mailloft.admin.Output;
import org.mailloft.admin.Value;
import org.mailloft.doveadm.RowStream;
import org.mailloft.doveadm.format.Column;
import org.mailloft.doveadm.json.Json;

/** A command's output as our command line reads it, octet for octet and while the command runs. */
final class RowOutput implements Output {

    private final OutputStream out;

    RowOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void columns(List<Column> columns) {
        write(RowStream.header(columns));
    }

    @Override
    public void row(List<Value> values) {
        write("R");
        for (var value : values) {
            write("\t");
            switch (value) {
                case Value.Text(var text) -> write(RowStream.escape(text));
                case Value.Content(var source) -> copy(source);
            }
        }
        write("\n");
    }

    @Override
    public void text(String text) {
        write("T\t" + RowStream.escape(text) + "\n");
    }

    @Override
    public void error(String line) {
        write("E\t" + RowStream.escape(line) + "\n");
    }

    /** The command line shows rows and texts. */
    @Override
    public void result(Json result) {}

    void end(int exitCode) {
        write("X\t" + exitCode + "\n");
    }

    private void copy(Value.Source source) {
        try (var in = source.open()) {
            var chunk = new byte[8192];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                for (int i = 0; i < count; i++) {
                    int escape = RowStream.escapeOf(chunk[i]);
                    if (escape >= 0) {
                        out.write(1);
                    }
                    out.write(escape >= 0 ? escape : chunk[i]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
