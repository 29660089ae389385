package org.mailloft.ucr.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailloft.firewall.Action;
import org.mailloft.firewall.RuleSet;
import org.mailloft.firewall.Service;
import org.mailloft.firewall.Variable;
import org.mailloft.ucr.Values;

/** What the registry says about the packet filter, for {@link RuleSet} to make rules of. */
public final class PacketFilter {

    private PacketFilter() {}

    public static RuleSet of(Values values) {
        return of(new Facts(values));
    }

    /** Variables outside of {@link Variable#PREFIX} that rules follow from. */
    public static Set<String> otherKeys() {
        var keys = new TreeSet<>(Set.of(MtaRules.MTAS));
        NetworkService.ALL.forEach(service -> keys.addAll(service.keys()));
        return keys;
    }

    /** A rule that nobody can read would be no rule at all, and nobody would notice. */
    static Stream<Rule.Finding> findings(Facts facts) {
        return of(facts).faults().stream().map(fault -> {
            var key = fault.variable().name();
            return Rule.Finding.of(key, facts.text(key, ""), fault.why());
        });
    }

    private static RuleSet of(Facts facts) {
        var services = services(facts);
        var variables = new ArrayList<Variable>();
        facts.family(Variable.PREFIX).forEach((name, value) -> variables.add(Variable.of(name, value)));
        variables.addAll(forMtas(facts));
        var switches = new RuleSet.Switches(
                !facts.isTrue(Variable.DISABLED, false),
                facts.isTrue(Variable.USE_PACKAGES, true),
                facts.text(Variable.POLICY).flatMap(Action::ofPolicy).orElse(Action.ACCEPT));
        return RuleSet.of(switches, variables, services);
    }

    private static Map<String, Service> services(Facts facts) {
        return NetworkService.ALL.stream()
                .map(each -> new Service(each.name(), each.reachablePort(facts), each.portKey()))
                .collect(Collectors.toMap(Service::name, service -> service, (one, _) -> one, TreeMap::new));
    }

    /** What serves MTAs serves everybody who can connect: it is open to those that are named, and closed to all others. */
    private static List<Variable> forMtas(Facts facts) {
        var variables = new ArrayList<Variable>();
        for (var service : NetworkService.FOR_MTAS) {
            service.reachablePort(facts).ifPresent(port -> {
                var rule = "tcp/" + port + "/all";
                variables.add(new Variable(MtaRules.MTAS, rule, Action.REJECT.name()));
                for (var network : MtaRules.mtas(facts)) {
                    variables.add(new Variable(MtaRules.MTAS, rule + "/from/" + network, Action.ACCEPT.name()));
                }
            });
        }
        return variables;
    }
}
