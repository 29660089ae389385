package org.mailloft.firewall;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.mailloft.firewall.Network.Parsed;
import org.mailloft.firewall.Rule.Origin;

/**
 * The grammar of names:
 *
 * <pre>{@code
 * name        = [ "package/" PACKAGE "/" ] protocol "/" port "/" destination [ "/from/" ADDRESS [ "/" BITS ] ] [ "/" language ]
 * protocol    = "tcp" / "udp"
 * port        = PORT / LOW ":" HIGH / service
 * service     = "imap" / "smtp" / ...        ; see Service: its port, and no rule while it has none
 * destination = "all" / "ipv4" / "ipv6" / ADDRESS
 * }</pre>
 *
 * The value is {@code ACCEPT}, {@code DROP} or {@code REJECT}; behind a language it is a text for people.
 */
public final class RuleReader {

    private static final Set<String> SETTINGS = Set.of(Variable.POLICY, Variable.USE_PACKAGES, Variable.DISABLED);
    /** Switches of Univention for what containers need. */
    private static final String CONTAINERS = "docker";

    private static final Pattern SERVICE = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}(_[A-Z]{2})?");

    private final Map<String, Service> services;

    /** @param services by name */
    public RuleReader(Map<String, Service> services) {
        this.services = services;
    }

    public Reading read(Variable variable) {
        try {
            return reading(variable);
        } catch (NoRule e) {
            return new Reading.Fault(variable, e.getMessage());
        }
    }

    private Reading reading(Variable variable) throws NoRule {
        var parts = Arrays.asList(variable.rule().split("/", -1));
        var first = parts.getFirst();
        if (first.equals("package")) {
            if (parts.size() < 2 || parts.get(1).isBlank()) {
                throw new NoRule("is a rule of no package");
            }
            return rule(variable, Origin.PACKAGE, parts.subList(2, parts.size()));
        }
        if (SETTINGS.contains(variable.name()) || first.equals(CONTAINERS)) {
            return new Reading.OfSetting();
        }
        return rule(variable, variable.isRule() ? Origin.ADMINISTRATOR : Origin.SETTING, parts);
    }

    private Reading rule(Variable variable, Origin origin, List<String> parts) throws NoRule {
        if (parts.size() < 3) {
            throw new NoRule("is no rule: expected PROTOCOL/PORT/ADDRESS in the key");
        }
        var protocol = Protocol.named(parts.getFirst())
                .orElseThrow(() -> new NoRule(
                        "is a rule for the protocol \"" + parts.getFirst() + "\", which is neither tcp nor udp"));
        var service = Optional.ofNullable(services.get(parts.get(1)));
        var ports = service.isPresent()
                ? service.get().port().stream().mapToObj(PortRange::of).findFirst()
                : Optional.of(ports(parts.get(1)));
        var destination = Destination.parse(parts.get(2))
                .orElseThrow(() -> new NoRule(
                        "is a rule for \"" + parts.get(2) + "\", which is neither all, ipv4, ipv6 nor an address"));
        var source = source(parts.subList(3, parts.size()), destination);
        var rest = parts.subList(3 + source.parts(), parts.size());
        if (rest.size() == 1 && LANGUAGE.matcher(rest.getFirst()).matches()) {
            int end = variable.rule().length() - rest.getFirst().length() - 1;
            return new Reading.OfText(variable.rule().substring(0, end), rest.getFirst(), variable.value());
        }
        if (!rest.isEmpty()) {
            throw new NoRule("is no rule: nobody knows \"" + String.join("/", rest) + "\" in its key");
        }
        var action = Action.named(variable.value()).orElseThrow(() -> new NoRule("is none of ACCEPT, DROP, REJECT"));
        if (ports.isEmpty()) {
            return new Reading.Dormant(variable, service.orElseThrow());
        }
        return new Reading.OfRule(new Rule(
                variable.name(),
                origin,
                protocol,
                ports.get(),
                service,
                destination,
                source.network(),
                action,
                List.of()));
    }

    private PortRange ports(String text) throws NoRule {
        var ports = PortRange.parse(text);
        if (ports.isEmpty()) {
            throw new NoRule("is a rule for the port \"" + text + "\", which is neither a port nor low:high"
                    + (SERVICE.matcher(text).matches() ? " nor one of " + names() : ""));
        }
        return ports.get();
    }

    private String names() {
        return String.join(", ", services.keySet().stream().sorted().toList());
    }

    /** @param parts how many of the name it takes */
    private record Source(Optional<Network> network, int parts) {}

    private static Source source(List<String> parts, Destination destination) throws NoRule {
        if (parts.isEmpty() || !parts.getFirst().equals("from")) {
            return new Source(Optional.empty(), 0);
        }
        boolean mask = parts.size() > 2 && parts.get(2).matches("[0-9]+");
        var text = parts.size() < 2 ? "" : parts.get(1) + (mask ? "/" + parts.get(2) : "");
        var network = network(text);
        if (network.isV6() ? !destination.isV6() : !destination.isV4()) {
            throw new NoRule("is a rule for the source " + text + " and an address of the other version of IP");
        }
        return new Source(Optional.of(network), mask ? 3 : 2);
    }

    private static Network network(String text) throws NoRule {
        return switch (Network.parse(text)) {
            case Parsed.Good(var network) -> network;
            case Parsed.Fault(var why) -> {
                throw new NoRule("is a rule for the source \"" + text + "\", which " + why);
            }
        };
    }

    /** Why a name or value is no rule. Never leaves this class. */
    private static final class NoRule extends Exception {
        private static final long serialVersionUID = 1;

        NoRule(String why) {
            super(why, null, false, false);
        }
    }
}
