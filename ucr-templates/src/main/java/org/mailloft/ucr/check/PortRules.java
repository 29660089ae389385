package org.mailloft.ucr.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Two services that want the same port of the same address: the second would not start. */
final class PortRules {

    private static final String IMAP = FullLoad.IMAP;
    private static final String POP3 = FullLoad.POP3;
    private static final String LISTEN = ListenAddresses.LISTEN;
    private static final String POSTFIX = "mail/postfix/inet/interfaces";

    /**
     * @param service as people call it
     * @param portKey the variable with the port
     * @param port when the variable is not set
     * @param addressKey the variable with the addresses
     * @param addresses when that is not set
     * @param switchKey the variable that switches the service on; empty when it always is
     */
    private record Service(
            String service, String portKey, int port, String addressKey, String addresses, String switchKey) {}

    private static final List<Service> SERVICES = List.of(
            new Service("IMAP", "mailloft/imap/port", 143, LISTEN, "*, ::", IMAP),
            new Service("IMAP with TLS", "mailloft/imaps/port", 993, LISTEN, "*, ::", IMAP),
            new Service("POP3", "mailloft/pop3/port", 110, LISTEN, "*, ::", POP3),
            new Service("POP3 with TLS", "mailloft/pop3s/port", 995, LISTEN, "*, ::", POP3),
            new Service("LMTP", "mailloft/lmtp/port", 0, "mailloft/lmtp/address", "127.0.0.1", ""),
            new Service("SASL", "mailloft/sasl/port", 0, "mailloft/sasl/address", "127.0.0.1", ""),
            new Service("doveadm", "mailloft/doveadm/port", 0, "mailloft/doveadm/address", "127.0.0.1", ""),
            new Service("submission", "mailloft/postfix/submission/port", 587, POSTFIX, "all", ""),
            new Service("SMTP with TLS", "mailloft/postfix/smtps/port", 465, POSTFIX, "all", ""),
            new Service("SMTP", "mail/smtpport", 25, POSTFIX, "all", ""),
            new Service(
                    "the quota service",
                    "mail/dovecot/quota-status/port",
                    12_340,
                    "mail/dovecot/quota-status/ip",
                    "127.0.0.1",
                    ""),
            new Service("ManageSieve", "mail/dovecot/sieve/port", 4190, "mail/dovecot/sieve/ip", "*, ::", ""));

    private record Listener(Service service, int port, Set<String> addresses) {

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
        var listeners = SERVICES.stream()
                .filter(service -> service.switchKey().isEmpty() || facts.isTrue(service.switchKey(), true))
                .map(service -> listener(facts, service))
                .filter(listener -> listener.port() != 0)
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

    private static Listener listener(Facts facts, Service service) {
        return new Listener(
                service,
                facts.number(service.portKey(), service.port()),
                ListenAddresses.of(facts, service.addressKey(), service.addresses()));
    }

    /** Blames the one whose port somebody chose. */
    private static Rule.Finding finding(Facts facts, Listener first, Listener second) {
        boolean blameFirst = facts.isOwn(first.service().portKey())
                && !facts.isOwn(second.service().portKey());
        var blamed = blameFirst ? first.service() : second.service();
        var other = blameFirst ? second.service() : first.service();
        var involved = new HashSet<String>();
        for (var service : List.of(blamed, other)) {
            involved.addAll(List.of(service.portKey(), service.addressKey(), service.switchKey()));
        }
        var reason = "is the port of " + other.service() + " already, see " + other.portKey();
        return new Rule.Finding(new Violation(blamed.portKey(), "" + first.port(), reason), involved);
    }
}
