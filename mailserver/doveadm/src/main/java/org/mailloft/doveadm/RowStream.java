package org.mailloft.doveadm;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.mailloft.doveadm.format.Column;

/**
 * The form in which a command's output travels from the server to the command line while the command runs: lines of
 * tab separated values with Dovecot's escapes. The first value tells the kind of line.
 *
 * <pre>
 * H key title flags ...   the columns, three values each; flags are h (hidden), x (expanded), m (multiline), r (right)
 * R value ...             a row
 * T text                  text for standard output, as it is
 * E text                  a line for standard error
 * X code                  the end
 * </pre>
 */
public final class RowStream {

    public static final String PATH = "/mailloft/v1/run";
    public static final String MEDIA_TYPE = "application/x-doveadm-rows";

    private RowStream() {}

    /** Takes what a command puts out, in order. */
    public interface Listener {
        void columns(List<Column> columns) throws IOException;

        void row(List<byte[]> values) throws IOException;

        void text(String text) throws IOException;

        void error(String line) throws IOException;
    }

    /**
     * Reads to the end.
     *
     * @return the exit code
     */
    static int read(InputStream in, Listener listener) throws IOException {
        while (true) {
            var line = line(in);
            var values = line.subList(1, line.size());
            switch (text(line.getFirst())) {
                case "H" -> listener.columns(columns(values));
                case "R" -> listener.row(values);
                case "T" -> listener.text(text(values.getFirst()));
                case "E" -> listener.error(text(values.getFirst()));
                case "X" -> {
                    return Integer.parseInt(text(values.getFirst()));
                }
                default -> throw new IOException("the server sent something that is not known here");
            }
        }
    }

    public static String header(List<Column> columns) {
        var line = new StringBuilder("H");
        for (var column : columns) {
            line.append('\t').append(escape(column.key()));
            line.append('\t').append(escape(column.title()));
            line.append('\t').append(column.hidden() ? "h" : "").append(column.expanded() ? "x" : "");
            line.append(column.multiline() ? "m" : "").append(column.right() ? "r" : "");
        }
        return line.append('\n').toString();
    }

    private static List<Column> columns(List<byte[]> values) {
        var columns = new ArrayList<Column>();
        for (int i = 0; i + 2 < values.size(); i += 3) {
            var flags = text(values.get(i + 2));
            columns.add(new Column(
                    text(values.get(i)),
                    text(values.get(i + 1)),
                    flags.contains("h"),
                    flags.contains("x"),
                    flags.contains("m"),
                    flags.contains("r")));
        }
        return columns;
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }

    /** A line's values, without escapes. */
    private static List<byte[]> line(InputStream in) throws IOException {
        var values = new ArrayList<byte[]>();
        var value = new ByteArrayOutputStream();
        while (true) {
            int octet = in.read();
            switch (octet) {
                case -1 -> throw new EOFException("the server ended before the command did");
                case '\n' -> {
                    values.add(value.toByteArray());
                    return values;
                }
                case '\t' -> {
                    values.add(value.toByteArray());
                    value.reset();
                }
                case 1 -> value.write(unescaped(in.read()));
                default -> value.write(octet);
            }
        }
    }

    private static int unescaped(int code) {
        return switch (code) {
            case '0' -> 0;
            case '1' -> 1;
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'n' -> '\n';
            default -> code;
        };
    }

    public static String escape(String text) {
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int code = c > '\r' ? -1 : escapeOf(c);
            if (code < 0) {
                out.append(c);
            } else {
                out.append('\001').append((char) code);
            }
        }
        return out.toString();
    }

    /** The character that stands for an octet after {@code \001}, or -1 for octets that need no escape. */
    public static int escapeOf(int octet) {
        return switch (octet) {
            case 0 -> '0';
            case 1 -> '1';
            case '\t' -> 't';
            case '\r' -> 'r';
            case '\n' -> 'n';
            default -> -1;
        };
    }
}
