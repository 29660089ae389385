package org.mailloft.manual;

import java.util.List;
import java.util.Optional;

/**
 * An option of a command.
 *
 * @param names as they are typed, the usual one first
 * @param value what follows it, for people to read, such as {@code FILE} or {@code active|parked}; empty when nothing does
 * @param text what it does, empty when the declaration does not say
 */
record Flag(List<String> names, Optional<String> value, String text) {

    String name() {
        return names.getFirst();
    }

    /** All names, such as {@code -u, --user}. */
    String spelled() {
        return String.join(", ", names);
    }

    Flag withText(String other) {
        return new Flag(names, value, other);
    }
}
