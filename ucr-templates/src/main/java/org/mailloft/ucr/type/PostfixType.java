package org.mailloft.ucr.type;

import java.util.List;
import java.util.Optional;

/** What values may be that end up in Postfix's files as they are; what they look like is said in {@link PostfixSyntax}. */
public sealed interface PostfixType extends ValueType {

    /** Restrictions of Postfix's smtpd, separated by commas or blanks. */
    record Restrictions() implements PostfixType {
        @Override
        public Optional<String> refusal(String value) {
            return PostfixSyntax.faultOfRestrictions(value);
        }

        @Override
        public String toString() {
            return "postfix_restrictions";
        }
    }

    /** Tables of Postfix such as {@code hash:/etc/postfix/transport}, and some words, separated by commas or blanks. */
    record Tables(List<String> words) implements PostfixType {
        @Override
        public Optional<String> refusal(String value) {
            return PostfixSyntax.faultOfTables(value, words);
        }

        @Override
        public String toString() {
            return words.isEmpty() ? "postfix_tables" : "postfix_tables(" + String.join("|", words) + ")";
        }
    }

    /** Where a program listens: {@code inet:HOST:PORT} or {@code unix:PATH}. */
    record Service() implements PostfixType {
        @Override
        public Optional<String> refusal(String value) {
            return PostfixSyntax.isService(value)
                    ? Optional.empty()
                    : Optional.of("is no service such as inet:127.0.0.1:11332 or unix:private/milter");
        }

        @Override
        public String toString() {
            return "postfix_service";
        }
    }

    /** A list of addresses in DNS, with the answers that count and their weight or without. */
    record Lookup() implements PostfixType {
        @Override
        public Optional<String> refusal(String value) {
            return PostfixSyntax.faultOfLookup(value);
        }

        @Override
        public String toString() {
            return "postfix_lookup";
        }
    }

    /** Domains and hosts as Postfix has them, separated by commas or blanks; a file or table may stand for many. */
    record Names() implements PostfixType {
        @Override
        public Optional<String> refusal(String value) {
            return PostfixSyntax.faultOfNames(value);
        }

        @Override
        public String toString() {
            return "postfix_names";
        }
    }
}
