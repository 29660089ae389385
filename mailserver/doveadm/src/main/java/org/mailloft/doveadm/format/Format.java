package org.mailloft.doveadm.format;

import java.util.Locale;
import java.util.Optional;

/** Ways to print rows. */
public enum Format {
    FLOW,
    PAGER,
    TAB,
    TABLE,
    JSON,
    /** Values one after the other with a space behind each. */
    PLAIN,
    /** An answer in words, on one screen. */
    REPORT;

    /** The format that a user asks for with {@code -f}. */
    public static Optional<Format> named(String name) {
        for (var format : values()) {
            if (format != PLAIN
                    && format != REPORT
                    && format.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
