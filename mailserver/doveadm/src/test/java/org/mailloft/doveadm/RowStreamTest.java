package org.mailloft.doveadm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.mailloft.doveadm.format.Column;

class RowStreamTest {

    @Property(tries = 300)
    void everyTextSurvives(@ForAll String text) throws IOException {
        var sent = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertEquals(List.of("row " + sent), read("R\t" + RowStream.escape(sent) + "\nX\t0\n"));
    }

    @Test
    void columnsKeepTheirFlags() throws IOException {
        var columns = List.of(
                Column.of("a\tb", "A B"), Column.untitled("c"), Column.of("d").widened(), Column.lines("e"));
        assertEquals(List.of("columns " + columns), read(RowStream.header(columns) + "X\t0\n"));
    }

    @Test
    void cutStreamIsNoSuccess() {
        assertThrows(EOFException.class, () -> read("R\tvalue\n"));
        assertThrows(EOFException.class, () -> read("R\tval"));
    }

    private static List<String> read(String stream) throws IOException {
        var seen = new ArrayList<String>();
        var in = new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8));
        int code = RowStream.read(in, new RowStream.Listener() {
            @Override
            public void columns(List<Column> columns) {
                seen.add("columns " + columns);
            }

            @Override
            public void row(List<byte[]> values) {
                values.forEach(value -> seen.add("row " + new String(value, StandardCharsets.UTF_8)));
            }

            @Override
            public void text(String text) {
                seen.add("text " + text);
            }

            @Override
            public void error(String line) {
                seen.add("error " + line);
            }
        });
        assertEquals(0, code);
        return seen;
    }
}
