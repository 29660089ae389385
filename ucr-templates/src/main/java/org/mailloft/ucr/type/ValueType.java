package org.mailloft.ucr.type;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mailloft.ucr.BooleanWords;

/**
 * What values of a variable may be. A check gives the reason why a value is none, or nothing when it is one. The printed
 * form is the one {@code ucr info} shows.
 */
public interface ValueType {

    /** @return why the value does not fit, as the end of a sentence that begins with the value; empty when it fits */
    Optional<String> refusal(String value);

    /** Any text, or one whose beginning matches. */
    record Text(Optional<Pattern> regex) implements ValueType {
        @Override
        public Optional<String> refusal(String value) {
            return regex.filter(pattern -> !pattern.matcher(value).lookingAt())
                    .map(pattern -> "does not match " + pattern);
        }

        @Override
        public String toString() {
            return regex.map(pattern -> "str(regex='" + pattern + "')").orElse("str");
        }
    }

    /**
     * A decimal integer; {@code name} is {@code int}, {@code uint}, {@code pint} or {@code portnumber}. Limits that the name
     * says already are not printed.
     */
    record Number(String name, OptionalLong min, OptionalLong max) implements ValueType {

        private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,18}");

        @Override
        public Optional<String> refusal(String value) {
            if (!DECIMAL.matcher(value).matches()) {
                return Optional.of("is not a whole number");
            }
            return outside(Long.parseLong(value), min, max);
        }

        @Override
        public String toString() {
            return switch (name) {
                case "portnumber" -> limited(name, above(min, 0), below(max, 65535));
                case "uint" -> limited(name, above(min, 0), max);
                case "pint" -> limited(name, above(min, 1), max);
                case String other -> limited(other, min, max);
            };
        }

        private static OptionalLong above(OptionalLong min, long implied) {
            return min.isPresent() && min.getAsLong() > implied ? min : OptionalLong.empty();
        }

        private static OptionalLong below(OptionalLong max, long implied) {
            return max.isPresent() && max.getAsLong() < implied ? max : OptionalLong.empty();
        }
    }

    /** A number that may have a fraction after a point. */
    record Decimal(OptionalLong min, OptionalLong max) implements ValueType {

        private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,12}(\\.[0-9]{1,6})?");

        @Override
        public Optional<String> refusal(String value) {
            if (!DECIMAL.matcher(value).matches()) {
                return Optional.of("is not a number such as 5.0");
            }
            double number = Double.parseDouble(value);
            if (min.isPresent() && number < min.getAsLong()) {
                return Optional.of("is less than " + min.getAsLong());
            }
            return max.isPresent() && number > max.getAsLong()
                    ? Optional.of("is more than " + max.getAsLong())
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return limited("decimal", min, max);
        }
    }

    /** One of the words of {@link BooleanWords}. */
    record Bool() implements ValueType {
        @Override
        public Optional<String> refusal(String value) {
            return BooleanWords.parse(value).isPresent() ? Optional.empty() : Optional.of("is neither yes nor no");
        }

        @Override
        public String toString() {
            return "bool";
        }
    }

    /** One of these words. */
    record Choice(List<String> words) implements ValueType {
        @Override
        public Optional<String> refusal(String value) {
            return words.contains(value) ? Optional.empty() : Optional.of("is none of " + String.join(", ", words));
        }

        @Override
        public String toString() {
            return "choice(" + String.join("|", words) + ")";
        }
    }

    /** A single address without a mask. */
    record Address(String name, boolean v4, boolean v6) implements ValueType {

        @Override
        public Optional<String> refusal(String value) {
            var address = org.mailloft.firewall.Network.address(value);
            return address.filter(known -> known.isV6() ? v6 : v4).isPresent()
                    ? Optional.empty()
                    : Optional.of("is no " + name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** {@code http} or {@code https}. */
    record Url(String name, boolean proxy) implements ValueType {
        @Override
        public Optional<String> refusal(String value) {
            try {
                var uri = new URI(value);
                boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
                boolean bare = uri.getRawQuery() == null
                        && uri.getRawFragment() == null
                        && (uri.getRawPath() == null || uri.getRawPath().isEmpty());
                return http && uri.getHost() != null && (!proxy || bare)
                        ? Optional.empty()
                        : Optional.of("is no " + name);
            } catch (URISyntaxException e) {
                return Optional.of("is no " + name);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Any JSON text. RFC 8259. */
    record Json() implements ValueType {
        @Override
        public Optional<String> refusal(String value) {
            return JsonSyntax.fault(value).map(why -> "is no JSON: " + why);
        }

        @Override
        public String toString() {
            return "json";
        }
    }

    /** When something runs: five fields as in {@code crontab(5)}, a name such as {@code @daily}, or a comment for never. */
    record Cron() implements ValueType {
        @Override
        public Optional<String> refusal(String value) {
            return CronSyntax.fault(value).map(why -> "is no time for cron: " + why);
        }

        @Override
        public String toString() {
            return "cron";
        }
    }

    /**
     * A number of octets in Dovecot's units: {@code 256M}, {@code 64 k}, {@code 100} (octets). 0 is for none or for no limit,
     * and fits whatever {@code min} is.
     */
    record Size(OptionalLong min, OptionalLong max) implements ValueType {

        private static final Pattern SIZE =
                Pattern.compile("([0-9]{1,18}) *(?:B|([KMGT])(?:I?B?)?)?", Pattern.CASE_INSENSITIVE);
        private static final String UNITS = "KMGT";

        /** @return empty when it is no size, or one of 2^63 octets and more */
        public static OptionalLong octets(String value) {
            var match = SIZE.matcher(value);
            if (!match.matches()) {
                return OptionalLong.empty();
            }
            long number = Long.parseLong(match.group(1));
            int power =
                    match.group(2) == null ? 0 : UNITS.indexOf(match.group(2).toUpperCase(Locale.ROOT)) + 1;
            boolean tooLarge = number > Long.MAX_VALUE >> 10 * power;
            return tooLarge ? OptionalLong.empty() : OptionalLong.of(number << 10 * power);
        }

        @Override
        public Optional<String> refusal(String value) {
            var octets = octets(value);
            if (octets.isEmpty()) {
                return Optional.of("is no size such as 256M or 64k");
            }
            return octets.getAsLong() == 0
                    ? Optional.empty()
                    : outside(octets.getAsLong(), min, max).map(why -> why + " octets");
        }

        @Override
        public String toString() {
            return limited("size", min, max);
        }
    }

    /** A span of time in Dovecot's units: {@code 5 mins}, {@code 30s}, {@code 1 week}; only 0 goes without a unit. */
    record Time() implements ValueType {

        private static final Pattern TIME = Pattern.compile("([0-9]{1,10}) *([a-z]+)?", Pattern.CASE_INSENSITIVE);
        private static final Map<String, Long> SECONDS = Map.of(
                "secs", 1L, "seconds", 1L, "mins", 60L, "minutes", 60L, "hours", 3600L, "days", 86400L, "weeks",
                604800L);

        /** @return empty when it is no time, or one of 2^32 seconds and more */
        public static OptionalLong seconds(String value) {
            var match = TIME.matcher(value);
            if (!match.matches()) {
                return OptionalLong.empty();
            }
            long number = Long.parseLong(match.group(1));
            if (match.group(2) == null) {
                return number == 0 ? OptionalLong.of(0) : OptionalLong.empty();
            }
            var unit = match.group(2).toLowerCase(Locale.ROOT);
            return SECONDS.keySet().stream()
                    .filter(name -> name.startsWith(unit))
                    .mapToLong(name -> number * SECONDS.get(name))
                    .filter(seconds -> seconds < 1L << 32)
                    .findFirst();
        }

        @Override
        public Optional<String> refusal(String value) {
            return seconds(value).isEmpty() ? Optional.of("is no time such as 30 secs or 5 mins") : Optional.empty();
        }

        @Override
        public String toString() {
            return "time";
        }
    }

    /**
     * A name in DNS. {@code hostname} is one of any number of labels, {@code fqdn} one of at least two, {@code host} a name
     * or an address, {@code listen_address} that or {@code *}.
     */
    record HostName(String name) implements ValueType {

        private static final Pattern LABELS = Pattern.compile(
                "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

        @Override
        public Optional<String> refusal(String value) {
            boolean address =
                    new Address("ipaddress", true, true).refusal(value).isEmpty();
            boolean listens = name.equals("listen_address");
            boolean takesAddresses = listens || name.equals("host");
            boolean numeric = value.matches("[0-9.]*");
            boolean fits = address
                    ? takesAddresses
                    : listens && value.equals("*")
                            || !numeric && LABELS.matcher(value).matches();
            if (!fits) {
                return Optional.of("is no " + (takesAddresses ? "host name or address" : "host name"));
            }
            return name.equals("fqdn") && !value.contains(".")
                    ? Optional.of("has no domain; expected a name such as mail.example.org")
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A mail address without a display name. RFC 5321, a quoted local part is not allowed. */
    record MailAddress() implements ValueType {

        private static final Pattern LOCAL_PART = Pattern.compile(
                "(?=.{1,64}$)[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*");

        @Override
        public Optional<String> refusal(String value) {
            int at = value.lastIndexOf('@');
            boolean fits = at > 0
                    && LOCAL_PART.matcher(value.substring(0, at)).matches()
                    && new HostName("hostname").refusal(value.substring(at + 1)).isEmpty();
            return fits ? Optional.empty() : Optional.of("is no mail address");
        }

        @Override
        public String toString() {
            return "mailaddress";
        }
    }

    /** A file or folder from the root on; {@code max} is in octets, for what a socket's address has to hold. */
    record AbsolutePath(OptionalLong max) implements ValueType {

        private static final Pattern STEP_UP = Pattern.compile("(^|/)\\.\\.?(/|$)");

        @Override
        public Optional<String> refusal(String value) {
            if (!value.startsWith("/")) {
                return Optional.of("is no absolute path");
            }
            if (value.chars().anyMatch(Character::isISOControl)) {
                return Optional.of("has control characters");
            }
            if (STEP_UP.matcher(value).find()) {
                return Optional.of("has a step . or ..");
            }
            int octets = value.getBytes(StandardCharsets.UTF_8).length;
            return max.isPresent() && octets > max.getAsLong()
                    ? Optional.of("is longer than " + max.getAsLong() + " octets")
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return limited("path", OptionalLong.empty(), max);
        }
    }

    /**
     * A network as an address, with a number of bits behind a slash or not. Bits beyond the mask must be 0. With
     * {@code postfix}, IPv6 stands in brackets as Postfix has it, and files, tables and exceptions ({@code !}) are allowed.
     */
    record Network(boolean postfix) implements ValueType {

        private static final Pattern TABLE = Pattern.compile("[a-z]+:/[^\\s,]+");

        @Override
        public Optional<String> refusal(String value) {
            if (!postfix) {
                return NetworkSyntax.fault(value);
            }
            var plain = value.startsWith("!") ? value.substring(1) : value;
            if (plain.startsWith("/")) {
                return Optional.empty();
            }
            if (TABLE.matcher(plain).matches()) {
                return PostfixSyntax.faultOfTables(plain, List.of());
            }
            boolean bracketed = plain.startsWith("[") && plain.contains("]");
            if (plain.contains(":") && !bracketed) {
                return Optional.of("is IPv6 without brackets; expected a network such as [2001:db8::]/32");
            }
            return NetworkSyntax.fault(plain.replaceFirst("^\\[([^]]*)\\]", "$1"));
        }

        @Override
        public String toString() {
            return postfix ? "postfix_network" : "network";
        }
    }

    /** What another type allows, or nothing at all: {@code Empty=yes}. */
    record OrEmpty(ValueType type) implements ValueType {
        @Override
        public Optional<String> refusal(String value) {
            return value.isEmpty() ? Optional.empty() : type.refusal(value);
        }

        @Override
        public String toString() {
            return type.toString();
        }
    }

    /** A description whose type makes no sense; no value can be checked by it. */
    record Broken(String name, String why) implements ValueType {
        @Override
        public Optional<String> refusal(String value) {
            return Optional.of("cannot be checked: the description has an invalid type, " + why);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Elements between separators, blanks around them ignored. An empty value is the empty list. */
    record ListOf(ValueType element, Pattern separator) implements ValueType {
        @Override
        public Optional<String> refusal(String value) {
            return value.isBlank() ? Optional.empty() : refusalOfElement(value.strip());
        }

        private Optional<String> refusalOfElement(String value) {
            return Stream.of(separator.split(value, -1))
                    .map(String::strip)
                    .flatMap(part ->
                            element.refusal(part).map(why -> "has an element \"" + part + "\" that " + why).stream())
                    .findFirst();
        }

        @Override
        public String toString() {
            return "list[" + element + separator + "]";
        }
    }

    private static Optional<String> outside(long number, OptionalLong min, OptionalLong max) {
        if (min.isPresent() && number < min.getAsLong()) {
            return Optional.of("is less than " + min.getAsLong());
        }
        return max.isPresent() && number > max.getAsLong()
                ? Optional.of("is more than " + max.getAsLong())
                : Optional.empty();
    }

    private static String limited(String name, OptionalLong min, OptionalLong max) {
        var limits = Stream.of(
                        min.isPresent() ? "min=" + min.getAsLong() : "",
                        max.isPresent() ? "max=" + max.getAsLong() : "")
                .filter(limit -> !limit.isEmpty())
                .toList();
        return limits.isEmpty() ? name : name + "(" + String.join(", ", limits) + ")";
    }
}
