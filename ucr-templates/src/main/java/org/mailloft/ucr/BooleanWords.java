package org.mailloft.ucr;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The words that mean yes and no in the registry, in any case. */
public final class BooleanWords {

    private static final Set<String> TRUE = Set.of("yes", "true", "1", "enable", "enabled", "on");
    private static final Set<String> FALSE = Set.of("no", "false", "0", "disable", "disabled", "off");

    private BooleanWords() {}

    /** What the word means; empty for anything that is neither. */
    public static Optional<Boolean> parse(String word) {
        var lower = word.strip().toLowerCase(Locale.ROOT);
        if (TRUE.contains(lower)) {
            return Optional.of(true);
        }
        return FALSE.contains(lower) ? Optional.of(false) : Optional.empty();
    }
}
