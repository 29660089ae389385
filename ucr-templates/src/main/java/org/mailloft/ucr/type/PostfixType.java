package org.mailloft.ucr.type;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What values may be that end up in Postfix's files as they are; what they look like is said in {@link PostfixSyntax}.
 *
 * @param name as {@code ucr info} shows it
 * @param fault why a value is none, see {@link ValueType#refusal}
 */
public record PostfixType(String name, Function<String, Optional<String>> fault) implements ValueType {

    /** Restrictions of Postfix's smtpd, separated by commas or blanks. */
    public static final PostfixType RESTRICTIONS =
            new PostfixType("postfix_restrictions", PostfixSyntax::faultOfRestrictions);

    /** A list of addresses in DNS, with the answers that count and their weight or without. */
    static final PostfixType LOOKUP = new PostfixType("postfix_lookup", PostfixSyntax::faultOfLookup);

    /** Domains and hosts as Postfix has them, separated by commas or blanks; a file or table may stand for many. */
    static final PostfixType NAMES = new PostfixType("postfix_names", PostfixSyntax::faultOfNames);

    /** Where a program listens: {@code inet:HOST:PORT} or {@code unix:PATH}. */
    static final PostfixType SERVICE = new PostfixType("postfix_service", PostfixSyntax::faultOfListener);

    /** Tables of Postfix such as {@code hash:/etc/postfix/transport}, and some words, separated by commas or blanks. */
    static PostfixType tables(List<String> words) {
        var name = "postfix_tables" + (words.isEmpty() ? "" : "(" + String.join("|", words) + ")");
        return new PostfixType(name, value -> PostfixSyntax.faultOfTables(value, words));
    }

    @Override
    public Optional<String> refusal(String value) {
        return fault.apply(value);
    }

    @Override
    public String toString() {
        return name;
    }
}
