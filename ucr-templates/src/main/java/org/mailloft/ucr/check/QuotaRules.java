package org.mailloft.ucr.check;

import java.util.stream.Stream;

/** A warning at a percentage that cannot be reached, or that is written in two ways. */
final class QuotaRules {

    private static final String PREFIX = "mail/dovecot/quota/warning/text/";

    private QuotaRules() {}

    static Stream<Rule.Finding> findings(Facts facts) {
        return facts.family(PREFIX).entrySet().stream()
                .filter(entry -> !entry.getKey().matches("[1-9][0-9]?|100"))
                .map(entry -> Rule.Finding.of(
                        PREFIX + entry.getKey(),
                        entry.getValue(),
                        "is for \"" + entry.getKey() + "\", which is no percentage from 1 to 100"));
    }
}
