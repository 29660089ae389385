package org.mailloft.doveadm.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Prints rows in one format: columns once, then rows, then the end once. Values are printed octet for octet. */
public interface Formatter {

    void columns(List<Column> columns) throws IOException;

    void row(List<byte[]> values) throws IOException;

    /** The command is done. */
    void end() throws IOException;

    /** @param titles whether to print a line of titles, in formats that have one */
    static Formatter of(Format format, OutputStream out, boolean titles) {
        return switch (format) {
            case FLOW -> new FlowFormatter(out, titles);
            case PAGER -> new PagerFormatter(out, titles);
            case TAB -> new TabFormatter(out, titles);
            case TABLE -> new TableFormatter(out, titles);
            case JSON -> new JsonFormatter(out);
            case PLAIN -> new PlainFormatter(out);
            case REPORT -> new ReportFormatter(out);
        };
    }

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
