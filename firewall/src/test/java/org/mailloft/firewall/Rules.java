package org.mailloft.firewall;

import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Rule sets for tests. */
public final class Rules {

    private static final Map<String, Service> SERVICES = Map.of(
            "imap", new Service("imap", OptionalInt.of(143), "mailloft/imap/port"),
            "pop3", new Service("pop3", OptionalInt.empty(), "mailloft/pop3/port"));

    private Rules() {}

    /** @param assignments {@code RULE=VALUE} */
    public static RuleSet of(Action policy, String... assignments) {
        return of(new RuleSet.Switches(true, true, policy), assignments);
    }

    static RuleSet of(RuleSet.Switches switches, String... assignments) {
        var variables = new TreeMap<String, Variable>();
        for (var assignment : assignments) {
            var parts = assignment.split("=", 2);
            variables.put(parts[0], Variable.of(parts[0], parts[1]));
        }
        return RuleSet.of(switches, variables.values(), SERVICES);
    }
}
