package org.mailloft.ucr.cli;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** One verb: what it takes, and what it does. */
interface Action {

    /** Options that may follow the verb. */
    default List<Option> options() {
        return List.of();
    }

    /** How many arguments there have to be. */
    default int leastArguments() {
        return 0;
    }

    /** Options before the verb that make sense with it. */
    default Set<Filter> filters() {
        return Set.of();
    }

    /** @return the exit code */
    int run(Arguments arguments, Host host) throws IOException;
}
