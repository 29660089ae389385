package org.mailloft.ucr.type;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mailloft.ucr.BooleanWords;

/**
 * What values of a variable may be. A check gives the reason why a value is none, or nothing when it is one. The printed
 * form is the one {@code ucr info} shows.
 */
public sealed interface ValueType {

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

    /** A decimal integer; {@code name} is {@code int}, {@code uint}, {@code pint} or {@code portnumber}. */
    record Number(String name, OptionalLong min, OptionalLong max) implements ValueType {

        private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,18}");

        @Override
        public Optional<String> refusal(String value) {
            if (!DECIMAL.matcher(value).matches()) {
                return Optional.of("is not a whole number");
            }
            long number = Long.parseLong(value);
            if (min.isPresent() && number < min.getAsLong()) {
                return Optional.of("is less than " + min.getAsLong());
            }
            if (max.isPresent() && number > max.getAsLong()) {
                return Optional.of("is more than " + max.getAsLong());
            }
            return Optional.empty();
        }

        @Override
        public String toString() {
            var limits = Stream.of(
                            min.isPresent() ? "min=" + min.getAsLong() : "",
                            max.isPresent() ? "max=" + max.getAsLong() : "")
                    .filter(limit -> !limit.isEmpty())
                    .toList();
            return limits.isEmpty() ? name : name + "(" + String.join(", ", limits) + ")";
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

        private static final Pattern V4 =
                Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.(?!$)|$)){4}");

        @Override
        public Optional<String> refusal(String value) {
            boolean fits = v4 && V4.matcher(value).matches() || v6 && isV6(value);
            return fits ? Optional.empty() : Optional.of("is no " + name);
        }

        private static boolean isV6(String value) {
            if (!value.contains(":") || !value.matches("[0-9A-Fa-f:.]{2,45}")) {
                return false;
            }
            try {
                // the form of a literal is checked by the JDK; nothing is looked up, for it cannot be a host name
                return java.net.InetAddress.getByName(value).getAddress().length > 0;
            } catch (java.net.UnknownHostException e) {
                return false;
            }
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

    /** Elements between separators, blanks around them ignored. */
    record ListOf(ValueType element, Pattern separator) implements ValueType {
        @Override
        public Optional<String> refusal(String value) {
            return Stream.of(separator.split(value))
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
}
