package org.mailloft.ucr.check;

import java.util.Set;
import java.util.stream.Stream;

/** Things that must hold between variables of one kind. */
@FunctionalInterface
interface Rule {

    /** What is wrong now. */
    Stream<Finding> findings(Facts facts);

    /** @param involved keys that it follows from, also those that are not set */
    record Finding(Violation violation, Set<String> involved) {

        /** What only the key's own name or value is to blame for. */
        static Finding of(String key, String value, String reason) {
            return new Finding(new Violation(key, value, reason), Set.of(key));
        }
    }
}
