package org.mailloft.ucr.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lists in settings of Postfix whose faults Postfix does not find when it starts, but with each mail: it then answers
 * "451 Server configuration error" to everybody. {@code $name} is another setting, and may be anything.
 */
final class PostfixSyntax {

    /** Kinds of tables, whether or not this host has the package for them. */
    private static final Set<String> TABLES = Set.of(
            "btree",
            "cdb",
            "cidr",
            "dbm",
            "environ",
            "fail",
            "hash",
            "inline",
            "internal",
            "ldap",
            "lmdb",
            "memcache",
            "mysql",
            "nis",
            "nisplus",
            "pcre",
            "pgsql",
            "pipemap",
            "proxy",
            "randmap",
            "regexp",
            "sdbm",
            "socketmap",
            "sqlite",
            "static",
            "tcp",
            "texthash",
            "unionmap",
            "unix");

    private static final Set<String> ALONE = Set.of(
            "check_recipient_maps",
            "check_relay_domains",
            "defer",
            "defer_if_permit",
            "defer_if_reject",
            "defer_unauth_destination",
            "permit",
            "permit_auth_destination",
            "permit_inet_interfaces",
            "permit_mx_backup",
            "permit_mynetworks",
            "permit_naked_ip_address",
            "permit_sasl_authenticated",
            "permit_tls_all_clientcerts",
            "permit_tls_clientcerts",
            "reject",
            "reject_authenticated_sender_login_mismatch",
            "reject_invalid_helo_hostname",
            "reject_invalid_hostname",
            "reject_known_sender_login_mismatch",
            "reject_maps_rbl",
            "reject_multi_recipient_bounce",
            "reject_non_fqdn_helo_hostname",
            "reject_non_fqdn_hostname",
            "reject_non_fqdn_recipient",
            "reject_non_fqdn_sender",
            "reject_plaintext_session",
            "reject_sender_login_mismatch",
            "reject_unauth_destination",
            "reject_unauth_pipelining",
            "reject_unauthenticated_sender_login_mismatch",
            "reject_unknown_address",
            "reject_unknown_client",
            "reject_unknown_client_hostname",
            "reject_unknown_helo_hostname",
            "reject_unknown_hostname",
            "reject_unknown_recipient_domain",
            "reject_unknown_reverse_client_hostname",
            "reject_unknown_sender_domain",
            "reject_unlisted_recipient",
            "reject_unlisted_sender",
            "reject_unverified_recipient",
            "reject_unverified_sender",
            "warn_if_reject");

    /** What is followed by a table. */
    private static final Pattern ACCESS =
            Pattern.compile("check_(reverse_client_hostname|client|helo|sender|recipient)(_a|_mx|_ns)?_access"
                    + "|check_(ccert|sasl|etrn)_access");

    /** What is followed by a domain in which addresses or names are looked up. */
    private static final Pattern LOOKUP = Pattern.compile(
            "reject_rbl(_client)?|reject_rhsbl_(client|reverse_client|helo|sender|recipient)|permit_(dnswl|rhswl)_client");

    private static final String NUMBER = "(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})";
    private static final String OCTET = "(%1$s|\\[%1$s(\\.\\.%1$s)?(;%1$s(\\.\\.%1$s)?)*])".formatted(NUMBER);
    private static final Pattern DOMAIN =
            Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*(=%1$s\\.%1$s\\.%1$s\\.%1$s)?".formatted(OCTET));
    private static final Pattern WEIGHT = Pattern.compile("\\*[+-]?[0-9]{1,6}$");
    private static final Pattern MATCHED = Pattern.compile("[\\p{L}\\p{N}._*-]+|\\[[0-9A-Fa-f:.]+](/[0-9]+)?");

    private PostfixSyntax() {}

    /**
     * Of restrictions such as {@code permit_mynetworks, check_client_access hash:/etc/postfix/access}.
     *
     * @return why the value is none, as the end of a sentence that begins with it; empty when it is one
     */
    static Optional<String> faultOfRestrictions(String value) {
        var words = words(value).iterator();
        while (words.hasNext()) {
            var name = words.next();
            var lower = name.toLowerCase(Locale.ROOT);
            if (ALONE.contains(lower) || name.startsWith("$")) {
                continue;
            }
            boolean known = hasArgument(lower);
            if (known && !words.hasNext()) {
                return Optional.of("has \"" + name + "\" with nothing behind it");
            }
            var fault = known
                    ? faultOfArgument(lower, words.next()).map(why -> "has \"" + name + "\" with " + why)
                    : name.contains(":")
                            ? faultOfTable(name).map(why -> "has " + why)
                            : Optional.of("has \"" + name + "\", which is no restriction that Postfix knows;"
                                    + " a setting of your own, such as one in main.cf.local, is $" + name);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    /**
     * Of tables such as {@code hash:/etc/postfix/transport}.
     *
     * @param choices words that may stand among them
     */
    static Optional<String> faultOfTables(String value, List<String> choices) {
        for (var word : words(value)) {
            if (!choices.contains(word)) {
                var fault = faultOfTable(word).map(why -> "has " + why);
                if (fault.isPresent()) {
                    return fault.map(
                            why -> choices.isEmpty() ? why : why + ", and none of " + String.join(", ", choices));
                }
            }
        }
        return Optional.empty();
    }

    /** Of domains and hosts, with files and tables that name more, and exceptions ({@code !}). */
    static Optional<String> faultOfNames(String value) {
        for (var word : words(value)) {
            var plain = word.startsWith("!") ? word.substring(1) : word;
            boolean name = MATCHED.matcher(plain).matches() || plain.contains("$");
            if (!name && !plain.startsWith("/")) {
                var fault = plain.contains(":")
                        ? faultOfTable(plain)
                        : Optional.of("\"" + word + "\", which is no domain, file or table");
                if (fault.isPresent()) {
                    return fault.map(why -> "has " + why);
                }
            }
        }
        return Optional.empty();
    }

    /** Of a domain where addresses are looked up, such as {@code bl.example.org=127.0.0.[2..11]*3}. */
    static Optional<String> faultOfLookup(String value) {
        boolean fits = DOMAIN.matcher(WEIGHT.matcher(value).replaceFirst("")).matches();
        return fits ? Optional.empty() : Optional.of("is no list in DNS such as bl.example.org=127.0.0.2*3");
    }

    private static boolean hasArgument(String name) {
        return ACCESS.matcher(name).matches()
                || LOOKUP.matcher(name).matches()
                || name.equals("check_policy_service")
                || name.equals("sleep");
    }

    private static Optional<String> faultOfArgument(String name, String argument) {
        if (argument.startsWith("$")) {
            return Optional.empty();
        }
        if (ACCESS.matcher(name).matches()) {
            return faultOfTable(argument);
        }
        if (name.equals("sleep")) {
            return faultUnless(argument.matches("[0-9]{1,9}"), argument, "no number of seconds");
        }
        return name.equals("check_policy_service")
                ? faultOfService(argument)
                : faultUnless(DOMAIN.matcher(argument).matches(), argument, "no domain");
    }

    private static Optional<String> faultOfTable(String word) {
        if (word.startsWith("$")) {
            return Optional.empty();
        }
        var inner = inner(word).orElse(word);
        var table = words(inner).stream().findFirst().orElse("");
        int colon = table.indexOf(':');
        var kind = colon < 0 ? "" : table.substring(0, colon);
        if (kind.isEmpty() || colon == table.length() - 1) {
            return Optional.of("\"" + word + "\", which is no table such as hash:/etc/postfix/access");
        }
        return TABLES.contains(kind)
                ? Optional.empty()
                : Optional.of("\"" + word + "\", which is a kind of table that Postfix does not know");
    }

    /** @param word {@code inet:HOST:PORT} or {@code unix:PATH}, or one of them in braces with options behind it */
    private static Optional<String> faultOfService(String word) {
        var service = inner(word).map(PostfixSyntax::words).map(List::getFirst).orElse(word);
        return faultUnless(isService(service), word, "no service such as inet:127.0.0.1:10023 or unix:private/policy");
    }

    /** Of the one place where a program listens. */
    static Optional<String> faultOfListener(String value) {
        return isService(value)
                ? Optional.empty()
                : Optional.of("is no service such as inet:127.0.0.1:11332 or unix:private/milter");
    }

    private static boolean isService(String word) {
        return word.startsWith("unix:") && word.length() > "unix:".length()
                || word.startsWith("inet:") && NetworkSyntax.isHostAndPort(word.substring("inet:".length()));
    }

    private static Optional<String> faultUnless(boolean fits, String word, String what) {
        return fits ? Optional.empty() : Optional.of("\"" + word + "\", which is " + what);
    }

    private static Optional<String> inner(String word) {
        return word.startsWith("{")
                        && word.endsWith("}")
                        && !word.substring(1, word.length() - 1).isBlank()
                ? Optional.of(word.substring(1, word.length() - 1))
                : Optional.empty();
    }

    /** Commas and blanks are between words, and in a word where it is in braces. */
    private static List<String> words(String value) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        int depth = 0;
        for (char c : (value + " ").toCharArray()) {
            boolean between = depth == 0 && (c == ',' || Character.isWhitespace(c));
            if (!between) {
                word.append(c);
                depth += c == '{' ? 1 : c == '}' && depth > 0 ? -1 : 0;
            } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString().strip());
        }
        return words;
    }
}
