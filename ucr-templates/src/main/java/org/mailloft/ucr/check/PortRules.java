package org.mailloft.ucr.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Two services that want the same port of the same address: the second would not start. */
final class PortRules {

    private record Listener(NetworkService service, int port, Set<String> addresses) {

        boolean collidesWith(Listener other) {
            return port == other.port
                    && addresses.stream()
                            .anyMatch(mine -> other.addresses.stream().anyMatch(its -> overlap(mine, its)));
        }

        private static boolean overlap(String one, String other) {
            boolean sameVersion = one.contains(":") == other.contains(":");
            return one.equals(other) || sameVersion && (ListenAddresses.isAny(one) || ListenAddresses.isAny(other));
        }
    }

    private PortRules() {}

    static Stream<Rule.Finding> findings(Facts facts) {
        var listeners = NetworkService.ALL.stream()
                .flatMap(service -> service.port(facts).stream()
                        .mapToObj(port -> new Listener(service, port, service.addresses(facts))))
                .toList();
        var findings = new ArrayList<Rule.Finding>();
        for (int i = 0; i < listeners.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (listeners.get(i).collidesWith(listeners.get(j))) {
                    findings.add(finding(facts, listeners.get(j), listeners.get(i)));
                }
            }
        }
        return findings.stream();
    }

    /** Blames the one whose port somebody chose. */
    private static Rule.Finding finding(Facts facts, Listener first, Listener second) {
        boolean blameFirst = facts.isOwn(first.service().portKey())
                && !facts.isOwn(second.service().portKey());
        var blamed = blameFirst ? first.service() : second.service();
        var other = blameFirst ? second.service() : first.service();
        var involved = new HashSet<>(blamed.keys());
        involved.addAll(other.keys());
        var reason = "is the port of " + other.title() + " already, see " + other.portKey();
        return new Rule.Finding(new Violation(blamed.portKey(), "" + first.port(), reason), involved);
    }
}
