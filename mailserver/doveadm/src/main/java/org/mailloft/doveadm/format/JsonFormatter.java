package org.mailloft.doveadm.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import org.mailloft.doveadm.json.Json;

/** One array of objects, without a line end. Octets that are not UTF-8 become U+FFFD. */
final class JsonFormatter implements Formatter {

    private final OutputStream out;
    private List<Column> columns = List.of();
    private char before = '[';

    JsonFormatter(OutputStream out) {
        this.out = out;
    }

    @Override
    public void columns(List<Column> columns) {
        this.columns = columns;
    }

    @Override
    public void row(List<byte[]> values) throws IOException {
        var members = new LinkedHashMap<String, Json>();
        for (int i = 0; i < columns.size(); i++) {
            members.put(columns.get(i).key(), new Json.Str(new String(values.get(i), StandardCharsets.UTF_8)));
        }
        out.write(before);
        out.write(Formatter.octets(new Json.Obj(members).toString()));
        before = ',';
    }

    @Override
    public void end() throws IOException {
        out.write(Formatter.octets(before == '[' ? "[]" : "]"));
    }
}
