package org.mailloft.firewall;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mailloft.firewall.Rule.Origin;

/**
 * All that variables say about the packet filter.
 *
 * @param isOn whether there is to be a packet filter at all
 * @param policy what becomes of connections that no rule is about
 * @param rules in the order in which they are to be asked; the first that fits counts
 * @param replaced rules in whose place another one about the same counts
 * @param dormant rules for services that have no port now
 * @param faults variables that nobody can read; they count for nothing
 * @param services by the names that rules may have instead of ports
 */
public record RuleSet(
        boolean isOn,
        Action policy,
        List<Rule> rules,
        List<Rule> replaced,
        List<Reading.Dormant> dormant,
        List<Reading.Fault> faults,
        Map<String, Service> services) {

    /**
     * Of two rules about the same the one of the first origin counts, of two of packages that of the last in the alphabet.
     *
     * @param switches what the settings come to
     * @param variables in the order of their names
     */
    public static RuleSet of(Switches switches, Collection<Variable> variables, Map<String, Service> services) {
        var reader = new RuleReader(services);
        var rules = new ArrayList<Rule>();
        var texts = new HashMap<String, List<String>>();
        var dormant = new ArrayList<Reading.Dormant>();
        var faults = new ArrayList<Reading.Fault>();
        for (var variable : variables) {
            switch (reader.read(variable)) {
                case Reading.OfRule(var rule) -> {
                    if (rule.origin() != Origin.PACKAGE || switches.usePackages()) {
                        rules.add(rule);
                    }
                }
                case Reading.OfText(var rule, var language, var text) -> {
                    if (!text.isBlank()) {
                        texts.computeIfAbsent(Variable.PREFIX + rule, _ -> new ArrayList<>())
                                .add(language + ": " + printable(text));
                    }
                }
                case Reading.OfSetting _ -> {}
                case Reading.Dormant asleep -> dormant.add(asleep);
                case Reading.Fault fault -> faults.add(fault);
            }
        }
        var counting = new TreeMap<String, Rule>();
        var replaced = new ArrayList<Rule>();
        rules.stream().sorted(Comparator.comparing(Rule::origin).reversed()).forEach(rule -> {
            var said = texts.getOrDefault(rule.variable(), List.of());
            var other = counting.put(rule.subject(), rule.withTexts(said));
            if (other != null) {
                replaced.add(other);
            }
        });
        return new RuleSet(
                switches.isOn(),
                switches.policy(),
                counting.values().stream().sorted(Rule.ORDER).toList(),
                List.copyOf(replaced),
                List.copyOf(dormant),
                List.copyOf(faults),
                Map.copyOf(services));
    }

    /**
     * What is not said by rules.
     *
     * @param usePackages whether rules of packages count
     */
    public record Switches(boolean isOn, boolean usePackages, Action policy) {}

    /** The rules that decide about some of what is asked, in their order; none behind one that decides about all of it. */
    public List<Rule> deciding(Question question) {
        var deciding = new ArrayList<Rule>();
        for (var rule : rules) {
            if (rule.concerns(question)) {
                deciding.add(rule);
            }
            if (rule.decides(question)) {
                break;
            }
        }
        return List.copyOf(deciding);
    }

    /** Whether the policy decides about some of what is asked. */
    public boolean isPolicyAsked(Question question) {
        return rules.stream().noneMatch(rule -> rule.decides(question));
    }

    /** Own rules without which nothing would be different, and for each another one that is the reason. */
    public Map<Rule, Rule> idle() {
        var idle = new TreeMap<Rule, Rule>(Rule.ORDER);
        for (int i = 0; i < rules.size(); i++) {
            var rule = rules.get(i);
            if (rule.origin() == Origin.ADMINISTRATOR) {
                whyIdle(rule, i).ifPresent(other -> idle.put(rule, other));
            }
        }
        return idle;
    }

    private Optional<Rule> whyIdle(Rule rule, int index) {
        for (var earlier : rules.subList(0, index)) {
            if (earlier.covers(rule)) {
                return Optional.of(earlier);
            }
        }
        for (var later : rules.subList(index + 1, rules.size())) {
            if (later.overlaps(rule) && later.action() != rule.action()) {
                return Optional.empty();
            }
            if (later.covers(rule)) {
                return Optional.of(later);
            }
        }
        return Optional.empty();
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").replace('"', '\'');
    }
}
