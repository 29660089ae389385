package org.mailloft.directory;

import java.util.List;

/** One step of a modify operation, RFC 4511 section 4.6. */
public sealed interface Modification {

    String attribute();

    List<String> values();

    /** Adds values that must not be there yet. */
    record Add(String attribute, List<String> values) implements Modification {}

    /** Sets the values, whatever was there; none removes the attribute if it exists. */
    record Replace(String attribute, List<String> values) implements Modification {}

    /** Removes values that must be there; none stands for all of them. */
    record Remove(String attribute, List<String> values) implements Modification {}

    static Modification add(String attribute, String... values) {
        return new Add(attribute, List.of(values));
    }

    static Modification replace(String attribute, String... values) {
        return new Replace(attribute, List.of(values));
    }

    static Modification remove(String attribute, String... values) {
        return new Remove(attribute, List.of(values));
    }
}
