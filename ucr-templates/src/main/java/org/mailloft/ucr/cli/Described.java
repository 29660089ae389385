package org.mailloft.ucr.cli;

import java.util.List;
import java.util.Optional;
import org.mailloft.ucr.type.Description;

/** What lines say about a variable besides its value. */
final class Described {

    private Described() {}

    static String text(Optional<Description> description, boolean german) {
        var text = description
                .map(known -> german && !known.german().isBlank() ? known.german() : known.english())
                .orElse("");
        return " " + (text.isBlank() ? "no description available" : text);
    }

    static String categories(Optional<Description> description) {
        var categories = description.map(Description::categories).orElse(List.of());
        return " Categories: " + (categories.isEmpty() ? "none" : String.join(",", categories));
    }

    static String byDefault(Optional<Description> description) {
        return " Default: " + description.flatMap(Description::byDefault).orElse("(not set)");
    }

    static String type(Optional<Description> description) {
        return " Type: " + description.map(known -> known.type().toString()).orElse("str");
    }
}
