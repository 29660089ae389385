package org.mailloft.ucr.cli;

import java.util.List;

/**
 * A variable as it is listed.
 *
 * @param label the key, with its layer where that is asked for
 * @param details lines below it, the last of them empty; none for a short list
 */
record Entry(String key, String label, String value, List<String> details) {

    Entry(String key, String value) {
        this(key, key, value, List.of());
    }

    /** As people read it, without a line end after it. */
    String text() {
        var text = new StringBuilder(label).append(": ").append(value);
        for (var line : details) {
            text.append('\n').append(line);
        }
        return text.toString();
    }
}
