package org.mailloft.admin;

import java.util.Arrays;
import java.util.List;
import org.mailloft.doveadm.format.Column;
import org.mailloft.doveadm.json.Json;

/** Where a command puts what it has to say, while it runs. One thread. */
public interface Output {

    /** Announces the rows; once, before the first of them. */
    void columns(List<Column> columns);

    /** @param values one for each column */
    void row(List<Value> values);

    default void row(String... values) {
        row(Arrays.stream(values).<Value>map(Value.Text::new).toList());
    }

    /** Text for a person who looks at the command's output, line ends included. */
    void text(String text);

    /** A line about something that went wrong. */
    void error(String line);

    /** The answer for programs, where rows would not do it justice; before any row, which they then don't get. */
    void result(Json result);
}
