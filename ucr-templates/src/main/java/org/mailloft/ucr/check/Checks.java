package org.mailloft.ucr.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mailloft.ucr.BooleanWords;
import org.mailloft.ucr.Change;
import org.mailloft.ucr.RegistryChange;
import org.mailloft.ucr.Values;
import org.mailloft.ucr.type.Descriptions;

/**
 * Whether the registry may become what a change makes of it.
 *
 * @param refused what the change would break, or would leave broken although it touches it
 * @param warned nonsense that was there before and has nothing to do with the change
 */
public record Checks(List<Violation> refused, List<Violation> warned) {

    private static final List<Rule> RULES = List.of(
            LimitRules::findings,
            PortRules::findings,
            MtaRules::findings,
            MailboxRules::findings,
            QuotaRules::findings,
            TlsRules::findings,
            PostfixRules::findings,
            PacketFilter::findings);

    /** The rules over several variables. Only what involves a variable whose effective value changes is refused. */
    public static Checks of(Values before, Values after) {
        var changed = changedKeys(before, after);
        var facts = new Facts(after);
        var refused = new ArrayList<Violation>();
        var warned = new ArrayList<Violation>();
        for (var rule : RULES) {
            rule.findings(facts).forEach(finding -> {
                boolean touched = finding.involved().stream().anyMatch(changed::contains);
                (touched ? refused : warned).add(finding.violation());
            });
        }
        return new Checks(List.copyOf(refused), List.copyOf(warned));
    }

    /** Whether a value that is not of its type is refused: unless {@code ucr/check/type} clearly says no. */
    public static boolean enforcesTypes(Values values) {
        return values.get("ucr/check/type").flatMap(BooleanWords::parse).orElse(true);
    }

    /** Assignments whose value is not of its variable's type. */
    public static List<Violation> types(Descriptions descriptions, RegistryChange change) {
        return change.changes().stream()
                .flatMap(each -> type(descriptions, each).stream())
                .toList();
    }

    private static List<Violation> type(Descriptions descriptions, Change change) {
        return change
                .layerAfter()
                .flatMap(value -> descriptions
                        .of(change.key())
                        .flatMap(description -> description.type().refusal(value))
                        .map(why -> new Violation(change.key(), value, why)))
                .stream()
                .toList();
    }

    private static Set<String> changedKeys(Values before, Values after) {
        var keys = new HashSet<String>(before.keys());
        keys.addAll(after.keys());
        keys.removeIf(key -> before.get(key).equals(after.get(key)));
        return keys;
    }
}
