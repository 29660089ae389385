package org.mailloft.ucr.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.mailloft.firewall.Variable;

/**
 * Who delivers, and who has passwords checked, must be said: both ports serve everybody who can connect. With the firewall
 * off nobody is kept out, and that must be said too.
 */
final class MtaRules {

    /** Addresses and networks of the MTAs on other hosts. */
    static final String MTAS = "mailloft/mta/addresses";

    private static final Set<String> EVERYBODY = Set.of("0.0.0.0/0", "::/0");

    private MtaRules() {}

    static Stream<Rule.Finding> findings(Facts facts) {
        return Stream.of(NetworkService.LMTP, NetworkService.SASL)
                .filter(service -> service.reachablePort(facts).isPresent())
                .flatMap(service -> finding(facts, service));
    }

    /** Who may be served besides this host itself. */
    static List<String> mtas(Facts facts) {
        return Stream.of(facts.text(MTAS, "").split("\\s+"))
                .filter(network -> !network.isEmpty())
                .toList();
    }

    private static Stream<Rule.Finding> finding(Facts facts, NetworkService service) {
        var mtas = mtas(facts);
        boolean isOff = facts.isTrue(Variable.DISABLED, false);
        if (mtas.isEmpty()) {
            return Stream.of(finding(facts, service, "can be reached from other hosts; say which ones may, in "));
        }
        return isOff && !isForEverybody(mtas, service.reachableAddresses(facts))
                ? Stream.of(finding(
                        facts,
                        service,
                        "can be reached by everybody while " + Variable.DISABLED
                                + " is on; if something else guards it, say 0.0.0.0/0 ::/0 in "))
                : Stream.empty();
    }

    private static boolean isForEverybody(List<String> mtas, Set<String> addresses) {
        return addresses.stream().allMatch(address -> mtas.contains(address.contains(":") ? "::/0" : "0.0.0.0/0"));
    }

    private static Rule.Finding finding(Facts facts, NetworkService service, String reason) {
        var address = facts.text(service.addressKey(), "");
        var involved = new HashSet<>(service.keys());
        involved.addAll(List.of(MTAS, Variable.DISABLED));
        return new Rule.Finding(new Violation(service.addressKey(), address, reason + MTAS), involved);
    }
}
