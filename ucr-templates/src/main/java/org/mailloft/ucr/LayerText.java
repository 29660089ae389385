package org.mailloft.ucr;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The text of a layer's file: a comment, an empty line, then {@code key: value} in order of the keys, lines joined by LF
 * without one at the end. There is no escaping; a value loses its line ends and the blanks around it.
 */
final class LayerText {

    private LayerText() {}

    /** @return in no order; empty when the text is damaged: fewer than two lines */
    static Optional<Map<String, String>> parse(String text) {
        var lines = text.split("\n", -1);
        if (lines.length < 2) {
            return Optional.empty();
        }
        var values = new HashMap<String, String>();
        for (var line : lines) {
            int separator = line.indexOf(": ");
            int comment = line.indexOf('#');
            if (separator > 0 && (comment < 0 || comment > line.indexOf(':'))) {
                values.put(
                        line.substring(0, separator),
                        line.substring(separator + 2).strip());
            }
        }
        return Optional.of(values);
    }

    static String print(String fileName, Map<String, String> values) {
        var text = new StringBuilder("# univention_ ").append(fileName).append('\n');
        new TreeMap<>(values)
                .forEach((key, value) ->
                        text.append('\n').append(key).append(": ").append(oneLine(value)));
        return values.isEmpty() ? text.append('\n').toString() : text.toString();
    }

    /** As the value will be read again. */
    static String oneLine(String value) {
        return value.replace("\r", "").replace("\n", "").strip();
    }
}
