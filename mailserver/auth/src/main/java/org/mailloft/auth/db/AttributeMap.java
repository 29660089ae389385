package org.mailloft.auth.db;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.mailloft.auth.AuthQuery;
import org.mailloft.directory.Entry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An attribute list such as {@code mailPrimaryAddress=user,=uid=dovemail,quota=quota_rule=*:bytes=%$M}: which attributes
 * of an entry become which fields.
 *
 * <p>An item is {@code attribute}, {@code attribute=field}, {@code attribute=field=template} or {@code =field=template}.
 * In a template <code>%$</code> is the value, <code>%{ldap:other:default}</code> another attribute; one without any
 * percent sign is put in front of the value. Items are separated by commas and can't contain any.
 */
final class AttributeMap {

    private static final Logger LOG = LoggerFactory.getLogger(AttributeMap.class);
    private static final Pattern REFERENCE = Pattern.compile("%\\{ldap:([^:}]+)");

    /**
     * One item.
     *
     * @param attribute empty for a field that does not come from one
     * @param field empty when the attribute is only fetched for others
     * @param template empty for the plain value
     */
    private record Item(String attribute, String field, String template) {

        static Item parse(String text) {
            if (text.startsWith("@")) {
                throw new IllegalArgumentException("LDAP: attributes of referenced entries are not supported: " + text);
            }
            int first = text.indexOf('=');
            if (first < 0) {
                return text.startsWith("!") ? new Item(text.substring(1), "", "") : new Item(text, text, "");
            }
            var attribute = text.substring(0, first).strip();
            var rest = text.substring(first + 1);
            int second = rest.indexOf('=');
            var field = (second < 0 ? rest : rest.substring(0, second)).strip();
            var template = second < 0 ? "" : rest.substring(second + 1);
            if (field.isEmpty()) {
                throw new IllegalArgumentException("LDAP: Invalid attribute list: " + text);
            }
            boolean isPrefix = second >= 0 && !attribute.isEmpty() && !template.contains("%");
            return new Item(attribute, field, isPrefix ? template + "%$" : template);
        }
    }

    private final List<Item> items = new ArrayList<>();
    private final Set<String> attributes = new LinkedHashSet<>();
    private final String text;

    AttributeMap(String text) {
        this.text = text;
        Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .map(Item::parse)
                .forEach(items::add);
        for (var item : items) {
            if (!item.attribute().isEmpty()) {
                attributes.add(item.attribute());
            }
            REFERENCE.matcher(item.template()).results().forEach(found -> attributes.add(found.group(1)));
        }
    }

    /** To be asked for. */
    List<String> attributes() {
        return attributes.isEmpty()
                ? List.of("1.1")
                : List.copyOf(attributes); // RFC 4511 section 4.5.1.8: no attributes
    }

    /** The field that a list of all users is made of. */
    String attributeOf(String field) {
        return items.stream()
                .filter(item -> item.field().equals(field))
                .map(Item::attribute)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("LDAP: iterate_attrs has no user field"));
    }

    Map<String, String> fields(Entry entry, AuthQuery query) {
        var variables = query.variables().toBuilder()
                .withFunction("ldap", argument -> attribute(entry, argument))
                .build();
        var fields = new LinkedHashMap<String, String>();
        for (var item : items) {
            if (item.field().isEmpty()) {
                continue;
            }
            var field = variables.expand(item.field());
            if (item.attribute().isEmpty()) {
                fields.put(field, variables.expand(item.template()));
                continue;
            }
            var value = value(entry, item, field);
            if (value.isPresent()) {
                var own = variables.toBuilder().with("$", value.get()).build();
                fields.put(field, item.template().isEmpty() ? value.get() : own.expand(item.template()));
            }
        }
        return fields;
    }

    private static Optional<String> value(Entry entry, Item item, String field) {
        var values = entry.values(item.attribute());
        if (values.size() > 1) {
            LOG.warn(
                    "auth: Warning: ldap: Multiple values found for '{}', using value '{}'",
                    field,
                    field.equals("password") ? "***" : values.getFirst());
        }
        return values.stream().findFirst();
    }

    /** {@code name} or {@code name:default}. */
    private static Optional<String> attribute(Entry entry, String argument) {
        int colon = argument.indexOf(':');
        var name = colon < 0 ? argument : argument.substring(0, colon);
        return Optional.of(entry.first(name).orElse(colon < 0 ? "" : argument.substring(colon + 1)));
    }

    /** The list without what depends on the entry: its variables of the user and the connection. */
    String variableTemplate() {
        return text.replace("%$", "").replaceAll("%\\{ldap:[^}]*}", "");
    }
}
