package org.mailloft.admin.http;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.mailloft.admin.Output;
import org.mailloft.admin.Value;
import org.mailloft.doveadm.format.Column;
import org.mailloft.doveadm.json.Json;
import org.mailloft.doveadm.json.JsonText;
import org.mailloft.net.SessionLog;

/** A command's output as the API answers it: an array of objects, or what the command wants instead. */
final class JsonOutput implements Output {

    private final OutputStream out;
    private final SessionLog log;
    private List<Column> columns = List.of();
    private Json result;
    private char before = '[';

    JsonOutput(OutputStream out, SessionLog log) {
        this.out = out;
        this.log = log;
    }

    @Override
    public void columns(List<Column> columns) {
        this.columns = columns;
    }

    @Override
    public void row(List<Value> values) {
        if (result != null) {
            return;
        }
        for (int i = 0; i < values.size(); i++) {
            write(i == 0 ? before + "{" : ",");
            write("\"" + escaped(columns.get(i).key()) + "\":\"");
            switch (values.get(i)) {
                case Value.Text(var text) -> write(escaped(text));
                case Value.Content(var source) -> copy(source);
            }
            write("\"");
        }
        write("}");
        before = ',';
    }

    /** Text is for people. */
    @Override
    public void text(String text) {}

    /** The API tells no reasons; the log does. */
    @Override
    public void error(String line) {
        var text = line.replaceFirst("^(Error|Fatal): ", "");
        if (line.contains("Error: ") || line.contains("Fatal: ")) {
            log.error(text);
        } else {
            log.info(text);
        }
    }

    @Override
    public void result(Json result) {
        this.result = result;
    }

    /** Ends the output. */
    void end() {
        if (before == ',') {
            write("]");
        } else {
            write(result == null ? "[]" : result.toString());
        }
    }

    /** Octets that are no UTF-8 become U+FFFD, as in Dovecot. */
    private void copy(Value.Source source) {
        try (var in = new InputStreamReader(source.open(), StandardCharsets.UTF_8)) {
            var chunk = new char[4096];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                write(escaped(new String(chunk, 0, count)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escaped(String text) {
        var out = new StringBuilder(text.length() + 16);
        JsonText.escape(out, text);
        return out.toString();
    }

    private void write(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
