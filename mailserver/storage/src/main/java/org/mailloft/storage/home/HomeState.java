package org.mailloft.storage.home;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a home can be. */
public enum HomeState {
    /** At a place, in use. */
    ACTIVE,
    /** Between two places. */
    LIMBO,
    /** Set aside because it stood where somebody else's mail belongs. */
    PARKED,
    /** Of somebody who is gone; removed when its time is over. */
    BURIED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<HomeState> named(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }
}
