package org.mailloft.admin.explain;

import java.util.ArrayList;
import java.util.List;
import org.mailloft.admin.Output;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.doveadm.format.Column;

/** An answer, row by row: the verdict, then what it comes from, the most helpful first. */
final class Report {

    private record Row(String part, String subject, String text) {}

    private final List<Row> rows = new ArrayList<>();
    private int exitCode = ExitCode.OK;

    /** The answer in one sentence; once, before all others. */
    Report verdict(String text) {
        rows.addFirst(new Row("verdict", "", Printable.of(text)));
        return this;
    }

    Report verdict(int code, String text) {
        exitCode = code;
        return verdict(text);
    }

    Report row(String part, String subject, String text) {
        rows.add(new Row(part, Printable.of(subject), Printable.of(text)));
        return this;
    }

    Report row(String part, String text) {
        return row(part, "", text);
    }

    /** A command that changes something. Its arguments are {@link Printable#quoted}. */
    Report command(String line) {
        rows.add(new Row("do", "", "$ " + line));
        return this;
    }

    /** Prints it; returns the exit code. */
    int print(Output out) {
        out.columns(List.of(Column.of("part"), Column.of("subject"), Column.of("text")));
        rows.forEach(row -> out.row(row.part, row.subject, row.text));
        return exitCode;
    }
}
