package org.mailloft.ucr.check;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** Limits of services that do not fit together: what Dovecot warns of or does not start with. */
final class LimitRules {

    private static final String PREFIX = "mail/dovecot/limits/";
    private static final List<String> LOGINS = List.of("imap-login", "pop3-login", "managesieve-login");

    private LimitRules() {}

    static Stream<Rule.Finding> findings(Facts facts) {
        var load = FullLoad.of(facts);
        return Stream.of(
                        tooLow(facts, FullLoad.AUTH, load.auth()),
                        tooLow(facts, FullLoad.ANVIL, load.anvil()),
                        LOGINS.stream().flatMap(login -> tooManyInAdvance(facts, login)))
                .flatMap(found -> found);
    }

    private static Stream<Rule.Finding> tooLow(Facts facts, String key, int needed) {
        var own = facts.ownNumber(key);
        if (own.isEmpty() || own.getAsInt() == 0 || own.getAsInt() >= needed) {
            return Stream.empty();
        }
        var involved = new HashSet<>(FullLoad.KEYS);
        involved.add(key);
        var reason = "is lower than required under full load; set it to " + needed
                + " in the same call, or unset it, then it follows by itself";
        return Stream.of(new Rule.Finding(new Violation(key, "" + own.getAsInt(), reason), involved));
    }

    private static Stream<Rule.Finding> tooManyInAdvance(Facts facts, String login) {
        var key = PREFIX + login + "/process_min_avail";
        int limit = FullLoad.processLimit(facts);
        int inAdvance = facts.number(key, 0);
        if (inAdvance <= limit) {
            return Stream.empty();
        }
        var reason = "is more than the " + limit + " processes that " + FullLoad.PROCESS_LIMIT + " allows";
        return Stream.of(new Rule.Finding(
                new Violation(key, "" + inAdvance, reason), new HashSet<>(List.of(key, FullLoad.PROCESS_LIMIT))));
    }
}
