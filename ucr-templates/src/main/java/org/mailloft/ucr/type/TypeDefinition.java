package org.mailloft.ucr.type;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.mailloft.ucr.BooleanWords;

/** From {@code Type} and its parameters in a description to the type. */
final class TypeDefinition {

    private static final Pattern COMMA = Pattern.compile(",");

    private final Map<String, String> values;

    private TypeDefinition(Map<String, String> values) {
        this.values = values;
    }

    /** @param values the section's keys, in lower case; a type that nobody knows is {@code str} */
    static ValueType read(Map<String, String> values) {
        var name = values.getOrDefault("type", "str");
        try {
            var type = new TypeDefinition(values).named(name);
            boolean empty =
                    BooleanWords.parse(values.getOrDefault("empty", "no")).orElse(false);
            return empty ? new ValueType.OrEmpty(type) : type;
        } catch (PatternSyntaxException e) {
            return new ValueType.Broken(name, "error compiling regex: " + e.getPattern());
        } catch (IllegalArgumentException e) {
            return new ValueType.Broken(name, e.getMessage());
        }
    }

    private ValueType named(String name) {
        return switch (name) {
            case "int" -> number(name, OptionalLong.empty(), OptionalLong.empty());
            case "uint" -> number(name, OptionalLong.of(0), OptionalLong.empty());
            case "pint" -> number(name, OptionalLong.of(1), OptionalLong.empty());
            case "portnumber" -> number(name, OptionalLong.of(0), OptionalLong.of(65535));
            case "decimal" -> new ValueType.Decimal(limit("min"), limit("max"));
            case "bool" -> new ValueType.Bool();
            case "ipv4address" -> new ValueType.Address(name, true, false);
            case "ipv6address" -> new ValueType.Address(name, false, true);
            case "ipaddress" -> new ValueType.Address(name, true, true);
            case "url_http" -> new ValueType.Url(name, false);
            case "url_proxy" -> new ValueType.Url(name, true);
            case "json" -> new ValueType.Json();
            case "cron" -> new ValueType.Cron();
            case "list" -> list();
            case "choice" -> choice();
            case "size" -> new ValueType.Size(octets("min"), octets("max"));
            case "time" -> new ValueType.Time();
            case "hostname", "host", "fqdn", "listen_address" -> new ValueType.HostName(name);
            case "mailaddress" -> new ValueType.MailAddress();
            case "network" -> new ValueType.Network(false);
            case "postfix_network" -> new ValueType.Network(true);
            case "postfix_lookup" -> PostfixType.LOOKUP;
            case "postfix_names" -> PostfixType.NAMES;
            case "postfix_restrictions" -> PostfixType.RESTRICTIONS;
            case "postfix_service" -> PostfixType.SERVICE;
            case "postfix_tables" -> PostfixType.tables(words());
            case "path" -> new ValueType.AbsolutePath(limit("max"));
            default ->
                new ValueType.Text(Optional.ofNullable(values.get("regex")).map(Pattern::compile));
        };
    }

    private ValueType number(String name, OptionalLong least, OptionalLong most) {
        var min = limit("min");
        var max = limit("max");
        var number = new ValueType.Number(name, min.isPresent() ? min : least, max.isPresent() ? max : most);
        return ordered(number, number.min(), number.max());
    }

    private static ValueType ordered(ValueType type, OptionalLong min, OptionalLong max) {
        if (min.isPresent() && max.isPresent() && min.getAsLong() > max.getAsLong()) {
            throw new IllegalArgumentException("min " + min.getAsLong() + " > max " + max.getAsLong());
        }
        return type;
    }

    private OptionalLong limit(String key) {
        var text = values.get(key);
        if (text == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " is not a whole number: " + text, e);
        }
    }

    private OptionalLong octets(String key) {
        var text = values.get(key);
        if (text == null) {
            return OptionalLong.empty();
        }
        var octets = ValueType.Size.octets(text);
        if (octets.isEmpty()) {
            throw new IllegalArgumentException(key + " is not a size: " + text);
        }
        return octets;
    }

    private ValueType list() {
        var element = values.getOrDefault("elementtype", "str");
        if (element.equals("list")) {
            throw new IllegalArgumentException("a list of lists");
        }
        var separator = Optional.ofNullable(values.get("separator")).filter(text -> !text.isEmpty());
        return new ValueType.ListOf(
                named(element), separator.map(Pattern::compile).orElse(COMMA));
    }

    private ValueType choice() {
        var words = words();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a choice without choices");
        }
        return new ValueType.Choice(words);
    }

    private List<String> words() {
        return Stream.of(values.getOrDefault("choices", "").split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
