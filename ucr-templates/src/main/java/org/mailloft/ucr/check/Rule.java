package org.mailloft.ucr.check;

import java.util.Set;
import java.util.stream.Stream;
import org.mailloft.ucr.Values;

/** One thing that must hold between variables. */
@FunctionalInterface
interface Rule {

    /** What is wrong now. */
    Stream<Finding> findings(Values values);

    /** @param involved keys that it follows from, also those that are not set */
    record Finding(Violation violation, Set<String> involved) {}
}
