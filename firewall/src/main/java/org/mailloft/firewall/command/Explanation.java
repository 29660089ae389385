package org.mailloft.firewall.command;

import java.util.ArrayList;
import java.util.List;
import org.mailloft.firewall.Action;
import org.mailloft.firewall.Destination;
import org.mailloft.firewall.Network;
import org.mailloft.firewall.Question;
import org.mailloft.firewall.Rule;
import org.mailloft.firewall.RuleSet;
import org.mailloft.firewall.Variable;

/** What becomes of connections that somebody asks about, and which variable says so. */
record Explanation(RuleSet rules, Question question) {

    private static final int ACTION_WIDTH = 8;

    /**
     * One of the cases, the first of which counts.
     *
     * @param when which connections it is about; empty when about all that are left
     * @param notes more to know about it
     */
    private record Case(String when, Action action, String variable, List<String> notes) {}

    List<String> lines() {
        if (!rules.isOn()) {
            return List.of(Action.ACCEPT + "  " + Variable.DISABLED + ": there is no packet filter");
        }
        if (question.from().filter(Network::isLoopback).isPresent()
                || question.to().filter(Network::isLoopback).isPresent()) {
            return List.of(Action.ACCEPT + "  what this host says to itself is always let in");
        }
        return print(cases());
    }

    private List<Case> cases() {
        var cases = new ArrayList<Case>();
        for (var rule : rules.deciding(question)) {
            cases.add(new Case(when(rule), rule.action(), rule.variable(), notes(rule)));
        }
        if (rules.isPolicyAsked(question)) {
            cases.add(new Case("", rules.policy(), Variable.POLICY, List.of()));
        }
        return cases;
    }

    private String when(Rule rule) {
        var conditions = new ArrayList<String>();
        rule.source()
                .filter(source -> question.from().filter(source::contains).isEmpty())
                .ifPresent(source -> conditions.add("from " + source));
        switch (rule.destination()) {
            case Destination.One(var address) -> {
                if (question.to().filter(address::contains).isEmpty()) {
                    conditions.add("to " + address);
                }
            }
            case Destination.Any any -> {
                boolean known = question.from().isPresent() || question.to().isPresent();
                if (any != Destination.Any.ALL && rule.source().isEmpty() && !known) {
                    conditions.add(any == Destination.Any.IPV4 ? "by IPv4" : "by IPv6");
                }
            }
        }
        return String.join(" ", conditions);
    }

    private static List<String> notes(Rule rule) {
        var notes = new ArrayList<String>();
        rule.service()
                .ifPresent(service ->
                        notes.add(service.name() + " is port " + rule.ports() + ", see " + service.variable()));
        notes.addAll(rule.texts());
        return notes;
    }

    private static List<String> print(List<Case> cases) {
        boolean several = cases.size() > 1 || !cases.getFirst().when().isEmpty();
        int width = cases.stream().mapToInt(each -> each.when().length()).max().orElse(0);
        width = several ? Math.max(width, "otherwise".length()) + 2 : 0;
        var lines = new ArrayList<String>();
        for (var each : cases) {
            var when = several && each.when().isEmpty() ? "otherwise" : each.when();
            lines.add(pad(when, width) + pad(each.action().name(), ACTION_WIDTH) + each.variable());
            var indent = " ".repeat(width + ACTION_WIDTH);
            each.notes().forEach(note -> lines.add(indent + note));
        }
        return lines;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
