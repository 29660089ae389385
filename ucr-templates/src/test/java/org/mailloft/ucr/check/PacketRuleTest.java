package org.mailloft.ucr.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.Values;

class PacketRuleTest {

    private static final String PREFIX = "security/packetfilter/";

    @Test
    void administratorsRulesCountBeforeThoseOfPackages() {
        assertEquals(
                List.of("tcp/993/192.0.2.1 drop", "package/dovecot/tcp/993/all accept"),
                names(Map.of("package/dovecot/tcp/993/all", "ACCEPT", "tcp/993/192.0.2.1", "DROP")));
    }

    @Test
    void narrowRulesCountBeforeWideOnes() {
        assertEquals(
                List.of(
                        "tcp/25/all/from/10.1.2.3 drop",
                        "tcp/25/all/from/10.1.0.0/16 reject",
                        "tcp/25/all/from/10.0.0.0/8 accept",
                        "tcp/25/192.0.2.1 accept",
                        "tcp/25/ipv4 drop",
                        "tcp/25/all accept",
                        "tcp/20:30/all reject"),
                names(Map.of(
                        "tcp/20:30/all", "REJECT",
                        "tcp/25/all", "ACCEPT",
                        "tcp/25/ipv4", "DROP",
                        "tcp/25/192.0.2.1", "ACCEPT",
                        "tcp/25/all/from/10.0.0.0/8", "ACCEPT",
                        "tcp/25/all/from/10.1.0.0/16", "REJECT",
                        "tcp/25/all/from/10.1.2.3", "DROP")));
    }

    @Test
    void administratorsRuleReplacesThatOfPackages() {
        assertEquals(
                List.of("tcp/993/all drop"),
                names(Map.of("package/dovecot/tcp/993/all", "ACCEPT", "tcp/993/all", "DROP")));
    }

    @Test
    void lastPackageInTheAlphabetCounts() {
        assertEquals(
                List.of("package/b/tcp/993/all drop"),
                names(Map.of("package/b/tcp/993/all", "DROP", "package/a/tcp/993/all", "ACCEPT")));
    }

    @Test
    void rulesOfPackagesCanBeLeftOut() {
        assertEquals(
                List.of("udp/53/all accept"),
                names(Map.of("package/a/tcp/993/all", "DROP", "use_packages", "no", "udp/53/all", "ACCEPT")));
    }

    @Test
    void administratorsRuleCountsBeforeNarrowerOnesOfPackages() {
        assertEquals(
                List.of("tcp/993/all drop", "package/dovecot/tcp/993/192.0.2.1/from/10.0.0.1 accept"),
                names(Map.of("package/dovecot/tcp/993/192.0.2.1/from/10.0.0.1", "ACCEPT", "tcp/993/all", "DROP")));
    }

    @Test
    void nameOfAServiceMeansItsPort() {
        var named = Map.of(PREFIX + "tcp/imap/all", "ACCEPT", PREFIX + "tcp/smtp/all/from/10.0.0.1", "DROP");
        assertEquals(List.of("25 drop", "143 accept"), ports(named, Map.of()));
        assertEquals(List.of("25 drop", "1143 accept"), ports(named, Map.of("mailloft/imap/port", "1143")));
    }

    @Test
    void serviceThatNobodyCanReachHasNoRule() {
        var named = Map.of(PREFIX + "tcp/imap/all", "ACCEPT", PREFIX + "tcp/lmtp/all", "ACCEPT");
        assertEquals(List.of(), ports(named, Map.of("mail/dovecot/imap", "no")));
        assertEquals(List.of(), ports(named, Map.of("mailloft/imap/port", "0")));
        assertEquals(List.of(), ports(named, Map.of("mailloft/listen", "127.0.0.1, ::1", "mailloft/lmtp/port", "24")));
    }

    @Test
    void ruleOfThePortReplacesThatOfTheService() {
        var rules = Map.of(PREFIX + "package/a/tcp/imap/all", "ACCEPT", PREFIX + "tcp/143/all", "DROP");
        assertEquals(List.of("143 drop"), ports(rules, Map.of()));
    }

    @Test
    void servicesForMtasAreOpenToThoseThatAreNamed() {
        var lmtp = Map.of("mailloft/lmtp/port", "24", "mailloft/lmtp/address", "10.0.0.70");
        var mtas = Map.of("mailloft/mta/addresses", "10.0.0.20 2001:db8::/64");
        assertEquals(List.of("24 reject"), ports(lmtp, Map.of()));
        assertEquals(
                List.of("2001:db8::/64 24 accept", "10.0.0.20 24 accept", " 24 reject"),
                together(lmtp, mtas).stream()
                        .map(rule -> rule.source() + " " + rule.ports() + " " + rule.action())
                        .toList());
        assertEquals(List.of(), ports(mtas, Map.of("mailloft/lmtp/port", "24")));
    }

    @Test
    void administratorMayOpenWhatIsForMtas() {
        var lmtp = Map.of("mailloft/lmtp/port", "24", "mailloft/lmtp/address", "10.0.0.70");
        assertEquals(List.of("24 accept"), ports(lmtp, Map.of(PREFIX + "tcp/24/all", "ACCEPT")));
    }

    @Test
    void whatIsNoRuleIsLeftOut() {
        assertEquals(
                List.of(),
                names(Map.of(
                        "icmp/1/all", "ACCEPT",
                        "tcp/70000/all", "ACCEPT",
                        "tcp/25/mail.example.org", "ACCEPT",
                        "tcp/25/all", "MAYBE",
                        "tcp/25/all/from/10.0.0.1/8", "ACCEPT",
                        "defaultpolicy", "DROP",
                        "package/a/b", "ACCEPT")));
    }

    @Test
    void partsOfARule() {
        var rule = rules(Map.of(
                        "tcp/1000:2000/2001:db8::1/from/2001:db8:1::/48", "REJECT",
                        "tcp/1000:2000/2001:db8::1/from/2001:db8:1::/48/en", "a \"text\"",
                        "tcp/1000:2000/2001:db8::1/from/2001:db8:1::/48/de", "ein Text"))
                .getFirst();
        assertEquals("tcp", rule.protocol());
        assertEquals("1000-2000", rule.ports());
        assertEquals("", rule.version());
        assertEquals("2001:db8::1", rule.destination());
        assertEquals("2001:db8:1::/48", rule.source());
        assertEquals("reject", rule.action());
        assertEquals(List.of("de: ein Text", "en: a 'text'"), rule.texts());
    }

    private static List<String> names(Map<String, String> values) {
        return rules(values).stream()
                .map(rule -> rule.name().substring(PREFIX.length()) + " " + rule.action())
                .toList();
    }

    private static List<String> ports(Map<String, String> some, Map<String, String> others) {
        return together(some, others).stream()
                .map(rule -> rule.ports() + " " + rule.action())
                .toList();
    }

    private static List<PacketRule> together(Map<String, String> some, Map<String, String> others) {
        var layer = new TreeMap<>(some);
        layer.putAll(others);
        return PacketRule.of(new Values(Map.of(Layer.NORMAL, layer)));
    }

    private static List<PacketRule> rules(Map<String, String> values) {
        var layer = new TreeMap<String, String>();
        values.forEach((name, value) -> layer.put(PREFIX + name, value));
        return PacketRule.of(new Values(Map.of(Layer.NORMAL, layer)));
    }
}
