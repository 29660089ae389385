package org.mailloft.ucr.check;

/**
 * Why the registry may not become what was asked for.
 *
 * @param key the variable to change
 * @param value what it would be
 * @param reason the end of a sentence that begins with the value, such as {@code is less than 1}; names the value that
 *     would do where there is one
 */
public record Violation(String key, String value, String reason) {

    /** @param setting whether the value is set all the same */
    public String sentence(boolean setting) {
        return "Value '" + value + "' incompatible for '" + key + "'" + (setting ? ", but setting anyway" : "")
                + ": it " + reason;
    }
}
