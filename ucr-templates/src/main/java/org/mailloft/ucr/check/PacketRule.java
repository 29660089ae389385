package org.mailloft.ucr.check;

import java.util.List;
import java.util.Locale;
import org.mailloft.firewall.Destination;
import org.mailloft.firewall.Network;
import org.mailloft.firewall.Rule;
import org.mailloft.ucr.Values;

/**
 * A rule of the packet filter, as the template writes it. Texts are empty where the rule says nothing.
 *
 * @param name the variable that says so
 * @param protocol {@code tcp} or {@code udp}
 * @param ports a number, or two with a dash between
 * @param version {@code ipv4} or {@code ipv6} when it is for one of them and no address says so
 * @param destination an address of this host
 * @param source an address or a network such as {@code 192.0.2.0/24}
 * @param action {@code accept}, {@code drop} or {@code reject}
 * @param texts what it is for
 */
public record PacketRule(
        String name,
        String protocol,
        String ports,
        String version,
        String destination,
        String source,
        String action,
        List<String> texts) {

    /** All rules, in the order they are to be asked in. */
    public static List<PacketRule> of(Values values) {
        return PacketFilter.of(values).rules().stream().map(PacketRule::of).toList();
    }

    private static PacketRule of(Rule rule) {
        var source = rule.source().map(Network::text).orElse("");
        return new PacketRule(
                rule.variable(),
                rule.protocol().toString(),
                rule.ports().toString().replace(':', '-'),
                rule.destination() == Destination.Any.ALL || !source.isEmpty() ? "" : version(rule.destination()),
                rule.destination() instanceof Destination.One(var address) ? address.text() : "",
                source,
                rule.action().name().toLowerCase(Locale.ROOT),
                rule.texts());
    }

    private static String version(Destination destination) {
        return destination instanceof Destination.Any any ? any.toString() : "";
    }
}
