package org.mailloft.ucr.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mailloft.ucr.type.ValueType;

/**
 * Rules of the packet filter are in keys:
 * {@code security/packetfilter/[package/NAME/]PROTOCOL/PORT/ADDRESS[/from/ADDRESS[/BITS]][/LANGUAGE]}. One that nobody
 * could read would be no rule at all, and nobody would notice.
 */
final class FirewallRules {

    private static final String PREFIX = "security/packetfilter/";
    private static final Set<String> ACTIONS = Set.of("ACCEPT", "DROP", "REJECT");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}(_[A-Z]{2})?");
    private static final ValueType V4 = new ValueType.Address("ipv4address", true, false);
    private static final ValueType V6 = new ValueType.Address("ipv6address", false, true);

    private FirewallRules() {}

    static Stream<Rule.Finding> findings(Facts facts) {
        return facts.family(PREFIX).entrySet().stream()
                .flatMap(entry -> fault(entry.getKey(), entry.getValue())
                        .map(why -> Rule.Finding.of(PREFIX + entry.getKey(), entry.getValue(), why))
                        .stream());
    }

    /** @param key without the prefix */
    static Optional<String> fault(String key, String value) {
        var parts = Arrays.asList(key.split("/", -1));
        if (parts.getFirst().equals("package")) {
            boolean named = parts.size() > 1 && !parts.get(1).isBlank();
            return named ? rule(parts.subList(2, parts.size()), value) : Optional.of("is a rule of no package");
        }
        boolean rule = parts.getFirst().equals("tcp") || parts.getFirst().equals("udp");
        return rule ? rule(parts, value) : Optional.empty();
    }

    private static Optional<String> rule(List<String> parts, String value) {
        if (parts.size() < 3) {
            return Optional.of("is no rule: expected PROTOCOL/PORT/ADDRESS in the key");
        }
        var protocol = parts.get(0);
        if (!protocol.equals("tcp") && !protocol.equals("udp")) {
            return Optional.of("is a rule for the protocol \"" + protocol + "\", which is neither tcp nor udp");
        }
        if (!isPort(parts.get(1))) {
            return Optional.of("is a rule for the port \"" + parts.get(1) + "\", which is neither a port nor low:high");
        }
        var address = parts.get(2);
        boolean v4 = address.equals("all") || address.equals("ipv4") || fits(V4, address);
        boolean v6 = address.equals("all") || address.equals("ipv6") || fits(V6, address);
        if (!v4 && !v6) {
            return Optional.of("is a rule for \"" + address + "\", which is neither all, ipv4, ipv6 nor an address");
        }
        return rest(parts.subList(3, parts.size()), v4, v6, value);
    }

    private static Optional<String> rest(List<String> rest, boolean v4, boolean v6, String value) {
        var parts = rest;
        if (!parts.isEmpty() && parts.getFirst().equals("from")) {
            boolean mask = parts.size() > 2 && parts.get(2).matches("[0-9]+");
            var source = parts.size() < 2 ? "" : parts.get(1) + (mask ? "/" + parts.get(2) : "");
            var wrong = new ValueType.Network(false).refusal(source);
            if (wrong.isPresent()) {
                return Optional.of("is a rule for the source \"" + source + "\", which " + wrong.get());
            }
            if (source.contains(":") ? !v6 : !v4) {
                return Optional.of("is a rule for the source " + source + " and an address of the other version of IP");
            }
            parts = parts.subList(mask ? 3 : 2, parts.size());
        }
        if (parts.isEmpty()) {
            return ACTIONS.contains(value) ? Optional.empty() : Optional.of("is none of ACCEPT, DROP, REJECT");
        }
        boolean text = parts.size() == 1 && LANGUAGE.matcher(parts.getFirst()).matches();
        return text
                ? Optional.empty()
                : Optional.of("is no rule: nobody knows \"" + String.join("/", parts) + "\" in its key");
    }

    private static boolean isPort(String text) {
        var ports = text.split(":", -1);
        boolean numbers = ports.length <= 2
                && Stream.of(ports)
                        .allMatch(port -> PORT.matcher(port).matches()
                                && Integer.parseInt(port) >= 1
                                && Integer.parseInt(port) <= 65_535);
        return numbers && (ports.length == 1 || Integer.parseInt(ports[0]) <= Integer.parseInt(ports[1]));
    }

    private static boolean fits(ValueType type, String value) {
        return type.refusal(value).isEmpty();
    }
}
