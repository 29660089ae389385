package org.mailloft.directory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One directory entry, or the part of it that was asked for.
 *
 * <p>Attribute names are found in any case and keep the one of the server. Values are text; octets that are not UTF-8
 * come out as U+FFFD, so binary attributes can be seen but not compared.
 *
 * @param dn distinguished name as the server writes it
 * @param attributes values by attribute name, without empty lists
 */
public record Entry(String dn, Map<String, List<String>> attributes) {

    public Entry {
        var copy = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        attributes.forEach((name, values) -> {
            if (!values.isEmpty()) {
                copy.put(name, List.copyOf(values));
            }
        });
        attributes = Collections.unmodifiableMap(copy);
    }

    /** Starts an entry to be added. */
    public static Builder named(String dn) {
        return new Builder(dn);
    }

    /** All values of an attribute, none when it is absent. */
    public List<String> values(String name) {
        return attributes.getOrDefault(name, List.of());
    }

    /** The first value of an attribute. */
    public Optional<String> first(String name) {
        return values(name).stream().findFirst();
    }

    public boolean hasObjectClass(String name) {
        return values("objectClass").stream().anyMatch(name::equalsIgnoreCase);
    }

    /** Collects values; not for several threads. */
    public static final class Builder {
        private final String dn;
        private final Map<String, List<String>> attributes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

        private Builder(String dn) {
            this.dn = dn;
        }

        /** Adds values to what the attribute already has. */
        public Builder with(String name, String... values) {
            attributes.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(List.of(values));
            return this;
        }

        public Entry build() {
            return new Entry(dn, attributes);
        }
    }
}
