package org.mailloft.firewall;

import java.util.Locale;
import java.util.Optional;

/** What becomes of a connection. */
public enum Action {
    ACCEPT,
    /** There is no answer. */
    DROP,
    /** The answer is that nobody listens. */
    REJECT;

    /** As a rule has it: in capitals. */
    static Optional<Action> named(String word) {
        for (var action : values()) {
            if (action.name().equals(word)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }

    /** As the default policy has it: in any case. */
    public static Optional<Action> ofPolicy(String word) {
        return named(word.strip().toUpperCase(Locale.ROOT));
    }
}
