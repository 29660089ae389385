package org.mailloft.ucr.cli;

import java.util.List;

/**
 * A variable as it is listed.
 *
 * @param label the key, with its layer where that is asked for
 * @param details lines below it; a blank line follows them when there are any
 */
record Entry(String key, String label, String value, List<String> details) {

    Entry(String key, String value) {
        this(key, key, value, List.of());
    }

    /** As people read it, without a line end after it. */
    String text() {
        var text = new StringBuilder(label).append(": ").append(value);
        if (!details.isEmpty()) {
            details.forEach(line -> text.append('\n').append(line));
            text.append('\n');
        }
        return text.toString();
    }
}
