package org.mailloft.storage.quota;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.Usage;

/**
 * A quota root as it is configured for one user.
 *
 * @param name as clients are told
 * @param enforced whether its limits keep mail out; without, it is only counted
 * @param hidden whether clients are not told
 * @param namespace prefix of the only namespace it is about; empty for all that are the user's own
 * @param limits for mailboxes without a rule; 0 for none
 * @param limitsGiven whether these hold whatever the ledger says
 * @param rules the first that applies counts
 * @param thresholds in the order of the configuration
 * @param grace how far the last message of a delivery may go beyond the limit
 */
record RootPlan(
        String name,
        boolean enforced,
        boolean hidden,
        Optional<String> namespace,
        Usage limits,
        boolean limitsGiven,
        List<MailboxRule> rules,
        List<Threshold> thresholds,
        Amount grace) {

    /** All of these keep their numbers in the Maildir with us. */
    private static final Set<String> BACKENDS = Set.of("maildir", "count", "dirsize");

    private static final String DEFAULT_GRACE = "10%";

    /**
     * @param key of the root's setting: {@code quota}, {@code quota2}, ...
     * @param settings of the plugin, by name
     * @return empty for a root that is not to be kept at all
     * @throws BadQuota when a setting makes no sense
     */
    static Optional<RootPlan> parse(String key, Function<String, Optional<String>> settings) {
        var words = settings.apply(key).orElseThrow().split(":", -1);
        if (!BACKENDS.contains(words[0])) {
            throw new BadQuota("Unknown quota backend: " + words[0]);
        }
        var parameters = List.of(words).subList(Math.min(2, words.length), words.length);
        var rules = Rules.of(numbered(key + "_rule", settings));
        boolean isUnlimited = rules.limits.isNone();
        if (isUnlimited && parameters.contains("ignoreunlimited")) {
            return Optional.empty();
        }
        return Optional.of(new RootPlan(
                words.length > 1 ? words[1] : "",
                !parameters.contains("noenforcing"),
                parameters.contains("hidden"),
                namespace(parameters),
                rules.limits,
                rules.limitsGiven,
                List.copyOf(rules.special),
                numbered(key + "_warning", settings).stream()
                        .map(Threshold::parse)
                        .toList(),
                Amount.parse(settings.apply(key + "_grace").orElse(DEFAULT_GRACE), 1)));
    }

    private static Optional<String> namespace(List<String> parameters) {
        for (var parameter : parameters) {
            if (parameter.startsWith("ns=")) {
                return Optional.of(parameter.substring(3));
            }
            if (!Set.of("", "noenforcing", "hidden", "ignoreunlimited").contains(parameter)) {
                throw new BadQuota("Unknown parameter for backend: " + parameter);
            }
        }
        return Optional.empty();
    }

    /** {@code quota_rule}, {@code quota_rule2}, {@code quota_rule3} and so on, up to the first that is missing. */
    private static List<String> numbered(String key, Function<String, Optional<String>> settings) {
        var values = new ArrayList<String>();
        var value = settings.apply(key);
        for (int number = 2; value.isPresent(); number++) {
            values.add(value.get());
            value = settings.apply(key + number);
        }
        return values;
    }

    /** What the rules of a root say together. */
    private static final class Rules {
        private final List<MailboxRule> special = new ArrayList<>();
        private Usage limits = Usage.NONE;
        private boolean limitsGiven;

        static Rules of(List<String> texts) {
            var rules = new Rules();
            for (var text : texts) {
                int colon = text.indexOf(':');
                if (colon < 0) {
                    throw new BadQuota("Invalid rule: " + text);
                }
                rules.add(text.substring(0, colon), text.substring(colon + 1));
            }
            return rules;
        }

        private void add(String mask, String what) {
            boolean ignored = what.equals("ignore");
            var amounts = ignored ? Amounts.NONE : Amounts.parse(what);
            switch (mask) {
                case "*" -> {
                    limitsGiven = true;
                    limits = limits(amounts, what);
                }
                case "?" -> limits = limits(amounts, what);
                default ->
                    special.add(new MailboxRule(mask.equalsIgnoreCase("INBOX") ? "INBOX" : mask, ignored, amounts));
            }
        }

        private static Usage limits(Amounts amounts, String text) {
            var limits = amounts.of(Usage.NONE);
            if (amounts.isPercentage()) {
                throw new BadQuota("Default rule can't be a percentage: " + text);
            }
            if (limits.octets() < 0 || limits.messages() < 0) {
                throw new BadQuota("Limit can't be negative: " + text);
            }
            return limits;
        }
    }

    private Optional<MailboxRule> rule(MailboxName mailbox) {
        return rules.stream().filter(rule -> rule.applies(mailbox)).findFirst();
    }

    /** Whether a mailbox is not counted. */
    boolean ignores(MailboxName mailbox) {
        return !rules.isEmpty() && rule(mailbox).map(MailboxRule::ignored).orElse(false);
    }

    /**
     * Limits that hold in one mailbox.
     *
     * @param base the ones that hold elsewhere; without any, there are none at all
     */
    Usage limitsIn(MailboxName mailbox, Usage base) {
        if (base.isNone()) {
            return base;
        }
        var limits = rule(mailbox)
                .map(rule -> rule.ignored() ? Usage.NONE : base.plus(rule.more().of(base)))
                .orElse(base);
        return new Usage(Math.max(0, limits.octets()), Math.max(0, limits.messages()));
    }
}
