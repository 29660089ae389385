package org.mailloft.ucr.cli;

import java.util.Set;

/** An option before the verb that changes how entries are printed; in the order in which they work. */
enum Filter {
    /** Keys without values. */
    KEYS_ONLY("keys-only"),
    /** Always on for what prints many entries; accepted because scripts give it. */
    SORT("sort"),
    /** {@code KEY=VALUE} for a shell to read. */
    SHELL("shell");

    /** No set of an enum: the first of those looks for all constants by reflection. */
    static final Set<Filter> ALL = Set.of(values());

    private final String option;

    Filter(String option) {
        this.option = option;
    }

    /** Its name without the dashes. */
    String option() {
        return option;
    }
}
