package org.mailloft.ucr.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mailloft.ucr.type.PostfixType;

/** What Postfix does not start with. */
final class PostfixRules {

    private static final String MESSAGE_LIMIT = "mail/messagesizelimit";
    private static final String MAILBOX_LIMIT = "mail/localmailboxsizelimit";
    private static final String INTERFACES = "mail/postfix/inet/interfaces";
    private static final String PROTOCOLS = "mail/postfix/inet/protocols";
    private static final String OPTIONS = "mail/postfix/mastercf/options/";

    private PostfixRules() {}

    static Stream<Rule.Finding> findings(Facts facts) {
        return Stream.of(sizes(facts), interfaces(facts), options(facts)).flatMap(found -> found);
    }

    /**
     * "mailbox_size_limit is smaller than message_size_limit"; 0 is no limit for both. A limit of mailboxes that nobody set
     * follows by itself.
     */
    private static Stream<Rule.Finding> sizes(Facts facts) {
        int message = facts.number(MESSAGE_LIMIT, 10_240_000);
        int mailbox = facts.number(MAILBOX_LIMIT, 51_200_000);
        boolean fits = !facts.isOwn(MAILBOX_LIMIT) || mailbox == 0 || message != 0 && message <= mailbox;
        if (fits) {
            return Stream.empty();
        }
        var reason = "is less than a single mail may have, see " + MESSAGE_LIMIT + "; set it to "
                + (message == 0 ? "0" : message + " or more") + " in the same call";
        return Stream.of(new Rule.Finding(
                new Violation(MAILBOX_LIMIT, "" + mailbox, reason), Set.of(MESSAGE_LIMIT, MAILBOX_LIMIT)));
    }

    private static Stream<Rule.Finding> interfaces(Facts facts) {
        var protocols = facts.text(PROTOCOLS, "ipv4");
        boolean v4 = protocols.contains("ipv4") || protocols.contains("all");
        boolean v6 = protocols.contains("ipv6") || protocols.contains("all");
        var interfaces = facts.text(INTERFACES, "all");
        return Stream.of(interfaces.split("[,\\s]+"))
                .filter(address -> address.contains(":") ? !v6 : address.matches("[0-9.]+") && !v4)
                .map(address -> new Rule.Finding(
                        new Violation(
                                INTERFACES,
                                interfaces,
                                "has the address " + address + ", but " + PROTOCOLS + " is " + protocols),
                        Set.of(INTERFACES, PROTOCOLS)));
    }

    private static Stream<Rule.Finding> options(Facts facts) {
        return List.of("smtp/", "smtps/", "submission/").stream()
                .flatMap(service -> facts.family(OPTIONS + service).entrySet().stream()
                        .flatMap(option -> option(option.getKey(), option.getValue()).stream()
                                .map(why ->
                                        Rule.Finding.of(OPTIONS + service + option.getKey(), option.getValue(), why))));
    }

    private static Optional<String> option(String name, String value) {
        if (!name.matches("[A-Za-z0-9_]+")) {
            return Optional.of("is for \"" + name + "\", which is no setting of Postfix");
        }
        return name.matches("smtpd_[a-z_]+_restrictions") ? PostfixType.RESTRICTIONS.refusal(value) : Optional.empty();
    }
}
