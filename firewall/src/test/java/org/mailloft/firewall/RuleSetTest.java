package org.mailloft.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RuleSetTest {

    @Test
    void administratorBeatsPackagesForTheSamePortHoweverNarrowTheyAre() {
        var rules = Rules.of(Action.REJECT, "package/a/tcp/25/192.0.2.1/from/10.0.0.1=ACCEPT", "tcp/25/all=DROP");
        assertEquals(List.of("tcp/25/all", "package/a/tcp/25/192.0.2.1/from/10.0.0.1"), names(rules.rules()));
        rules = Rules.of(Action.REJECT, "package/a/tcp/25/all=ACCEPT", "tcp/25/192.0.2.1=DROP");
        assertEquals(List.of("tcp/25/192.0.2.1", "package/a/tcp/25/all"), names(rules.rules()));
    }

    @Test
    void settingOfAServiceIsBetweenAdministratorAndPackages() {
        var variables = List.of(
                new Variable("mailloft/mta/addresses", "tcp/24/192.0.2.1", "REJECT"),
                Variable.of("package/a/tcp/24/192.0.2.1", "ACCEPT"),
                Variable.of("tcp/24/ipv4", "DROP"));
        var rules = RuleSet.of(new RuleSet.Switches(true, true, Action.ACCEPT), variables, Map.of());
        assertEquals(List.of("tcp/24/ipv4", "mailloft/mta/addresses"), names(rules.rules()));
        assertEquals(List.of("package/a/tcp/24/192.0.2.1"), names(rules.replaced()));
    }

    @Test
    void rulesOfPackagesCanBeLeftOut() {
        var rules = Rules.of(
                new RuleSet.Switches(true, false, Action.ACCEPT), "package/a/tcp/24/all=DROP", "tcp/25/all=DROP");
        assertEquals(List.of("tcp/25/all"), names(rules.rules()));
    }

    @Test
    void textsGoToTheirRule() {
        var rules = Rules.of(
                Action.ACCEPT,
                "tcp/25/all=DROP",
                "tcp/25/all/en=no \"mail\"\nhere",
                "tcp/25/all/de=",
                "tcp/25/all/from/10.0.0.1=DROP",
                "tcp/25/all/from/10.0.0.1/en=one");
        assertEquals(
                List.of(List.of("en: one"), List.of("en: no 'mail' here")),
                rules.rules().stream().map(Rule::texts).toList());
    }

    @Test
    void ownRuleThatOthersSayAlreadyIsIdle() {
        // the package lets everybody in, so letting some in changes nothing
        assertIdle("tcp/25/all/from/10.0.0.0/8", "package/a/tcp/25/all", "ACCEPT", "ACCEPT");
        assertIdle("tcp/25/192.0.2.1", "package/a/tcp/20:30/all", "ACCEPT", "ACCEPT");
        var rules = Rules.of(
                Action.REJECT, "tcp/25/all/from/10.0.0.0/8=ACCEPT", "tcp/25/all=DROP", "package/a/tcp/25/all=ACCEPT");
        assertEquals(Map.of(), rules.idle(), "the rule for all closes the port");
        rules = Rules.of(
                Action.REJECT, "tcp/25/all/from/10.0.0.0/8=ACCEPT", "tcp/25/ipv6=DROP", "package/a/tcp/25/all=ACCEPT");
        assertEquals(1, rules.idle().size(), "what is only about IPv6 is nothing to it");
    }

    @Test
    void ownRuleBehindAWiderOneIsIdle() {
        var rules = Rules.of(Action.REJECT, "tcp/25/ipv4=DROP", "tcp/25/all=ACCEPT", "tcp/20:30/ipv4=ACCEPT");
        assertEquals(Map.of(), rules.idle());
        rules = Rules.of(Action.REJECT, "tcp/25/all=DROP", "tcp/imap/all=DROP", "tcp/143:143/all=DROP");
        assertEquals(1, rules.replaced().size(), "the same port twice is one rule");
    }

    @Test
    void questionAboutOneClientIsDecidedByOneRule() {
        var rules = Rules.of(
                Action.REJECT,
                "tcp/25/all/from/10.1.0.0/16=DROP",
                "tcp/25/all/from/2001:db8::/32=DROP",
                "tcp/25/all/from/10.0.0.0/8=ACCEPT",
                "package/a/tcp/imap/ipv6=ACCEPT");
        assertEquals(List.of("tcp/25/all/from/10.1.0.0/16"), decided(rules, 25, "10.1.2.3"));
        assertEquals(List.of("tcp/25/all/from/10.0.0.0/8"), decided(rules, 25, "10.2.2.3"));
        assertEquals(List.of("tcp/25/all/from/2001:db8::/32"), decided(rules, 25, "2001:db8:ffff::"));
        assertEquals(List.of("policy"), decided(rules, 25, "2001:db9::"));
        assertEquals(List.of("policy"), decided(rules, 143, "10.1.2.3"));
        assertEquals(List.of("package/a/tcp/imap/ipv6"), decided(rules, 143, "::1"));
        assertEquals(List.of("policy"), decided(rules, 26, "10.1.2.3"));
        assertEquals(
                List.of("tcp/25/all/from/10.1.0.0/16", "tcp/25/all/from/10.0.0.0/8"),
                decided(rules, 25, "10.0.0.0/8"),
                "a network may be decided about in parts");
    }

    @Test
    void addressesOfIPv6ThatHoldOneOfIPv4AreNotThatOne() {
        var rules = Rules.of(Action.REJECT, "tcp/25/all/from/192.0.2.1=ACCEPT");
        assertEquals(List.of("policy"), decided(rules, 25, "::ffff:192.0.2.1"));
        assertEquals(OptionalInt.of(143), rules.services().get("imap").port());
    }

    private static void assertIdle(String own, String other, String action, String otherAction) {
        var rules = Rules.of(Action.REJECT, own + "=" + action, other + "=" + otherAction);
        var idle = rules.idle().entrySet().stream()
                .collect(Collectors.toMap(entry -> name(entry.getKey()), entry -> name(entry.getValue())));
        assertEquals(Map.of(own, other), idle);
    }

    private static List<String> decided(RuleSet rules, int port, String from) {
        var parsed = (Network.Parsed.Good) Network.parse(from);
        var question = new Question(Protocol.TCP, port, Optional.of(parsed.network()), Optional.empty());
        var names = new ArrayList<>(names(rules.deciding(question)));
        if (rules.isPolicyAsked(question) && names.isEmpty()) {
            names.add("policy");
        }
        return names;
    }

    private static List<String> names(Collection<Rule> rules) {
        return rules.stream().map(RuleSetTest::name).toList();
    }

    private static String name(Rule rule) {
        return rule.variable().replace(Variable.PREFIX, "");
    }
}
