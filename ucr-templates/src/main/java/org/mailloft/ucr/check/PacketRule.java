package org.mailloft.ucr.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.mailloft.ucr.Values;

/**
 * A rule of the packet filter, as a variable says it. Texts are empty where the rule says nothing.
 *
 * @param name the variable without {@code security/packetfilter/}
 * @param isOwn whether it is the administrator's and not a package's
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
        boolean isOwn,
        String protocol,
        String ports,
        String version,
        String destination,
        String source,
        String action,
        List<String> texts) {

    private static final String PREFIX = "security/packetfilter/";
    private static final String PACKAGE = "package/";
    private static final String USE_PACKAGES = PREFIX + "use_packages";

    /** The first that matches counts: the administrator's before a package's, then the narrower one. */
    private static final Comparator<PacketRule> ORDER = Comparator.comparing((PacketRule rule) -> !rule.isOwn)
            .thenComparing(rule -> -rule.sourceBits())
            .thenComparing(rule -> rule.destination.isEmpty())
            .thenComparing(rule -> rule.version.isEmpty())
            .thenComparing(PacketRule::portCount)
            .thenComparing(PacketRule::name);

    /**
     * All rules that can be read, in the order they are to be asked in. Of two for the same the administrator's counts, then
     * that of the package that comes last in the alphabet.
     */
    public static List<PacketRule> of(Values values) {
        var facts = new Facts(values);
        boolean usePackages = facts.isTrue(USE_PACKAGES, true);
        var packages = new TreeMap<String, PacketRule>();
        var own = new TreeMap<String, PacketRule>();
        var family = new TreeMap<>(facts.family(PREFIX));
        family.forEach((name, value) -> {
            boolean isOwn = !name.startsWith(PACKAGE);
            var rule = isOwn ? name : name.substring(name.indexOf('/', PACKAGE.length()) + 1);
            if (isRule(rule) && FirewallRules.fault(name, value).isEmpty() && (isOwn || usePackages)) {
                (isOwn ? own : packages).put(rule, parse(name, rule, isOwn, value, texts(family, name)));
            }
        });
        packages.putAll(own);
        return sorted(packages.values());
    }

    private static List<PacketRule> sorted(Collection<PacketRule> rules) {
        return rules.stream().sorted(ORDER).toList();
    }

    /** Whether it is one, and neither a text about one nor something else. */
    private static boolean isRule(String rule) {
        var parts = rule.split("/");
        boolean from = parts.length > 4 && parts[3].equals("from");
        boolean text = parts.length > (from ? 5 : 3) && !parts[parts.length - 1].matches("[0-9]+");
        return (parts[0].equals("tcp") || parts[0].equals("udp")) && !text;
    }

    private static PacketRule parse(String name, String rule, boolean isOwn, String value, List<String> texts) {
        var parts = rule.split("/");
        var address = parts[2];
        boolean literal = address.contains(".") || address.contains(":");
        var source = parts.length > 5 ? parts[4] + "/" + parts[5] : parts.length > 4 ? parts[4] : "";
        return new PacketRule(
                name,
                isOwn,
                parts[0],
                parts[1].replace(':', '-'),
                literal || address.equals("all") || !source.isEmpty() ? "" : address,
                literal ? address : "",
                source,
                value.strip().toLowerCase(Locale.ROOT),
                texts);
    }

    private static List<String> texts(TreeMap<String, String> family, String name) {
        var texts = new ArrayList<String>();
        family.subMap(name + "/", name + "0").forEach((key, value) -> {
            if (!key.substring(name.length() + 1).contains("/") && !value.isBlank()) {
                texts.add(key.substring(name.length() + 1) + ": "
                        + value.replaceAll("\\p{Cntrl}", " ").replace('"', '\''));
            }
        });
        return List.copyOf(texts);
    }

    private int sourceBits() {
        int slash = source.indexOf('/');
        if (source.isEmpty()) {
            return -1;
        }
        return slash < 0 ? 128 : Integer.parseInt(source.substring(slash + 1));
    }

    private int portCount() {
        var ends = ports.split("-");
        return Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]);
    }
}
