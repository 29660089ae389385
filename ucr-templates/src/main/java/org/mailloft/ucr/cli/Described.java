package org.mailloft.ucr.cli;

import org.mailloft.ucr.type.Description;

/** What lines say about a variable besides its value. */
final class Described {

    private Described() {}

    static String text(Description description, boolean german) {
        var text = german && !description.german().isBlank() ? description.german() : description.english();
        return " " + (text.isBlank() ? "no description available" : text);
    }

    static String categories(Description description) {
        var categories = description.categories();
        return " Categories: " + (categories.isEmpty() ? "none" : String.join(",", categories));
    }

    static String byDefault(Description description) {
        return " Default: " + description.byDefault().orElse("(not set)");
    }

    static String type(Description description) {
        return " Type: " + description.type();
    }
}
