package org.mailloft.directory.embedded;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.matchingrules.MatchingRule;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which entries can match an equality filter, for the attributes that mail looks things up by. Guarded by the tree. */
final class EqualityIndex {

    private static final List<String> ATTRIBUTES = List.of(
            "uid",
            "cn",
            "objectClass",
            "mailPrimaryAddress",
            "mailAlternativeAddress",
            "memberUid",
            "uniqueMember",
            "entryUUID");

    private final Map<String, MatchingRule> rules = new HashMap<>();
    private final Map<String, Map<ASN1OctetString, Set<DN>>> names = new HashMap<>();

    EqualityIndex(Schema schema) {
        for (String attribute : ATTRIBUTES) {
            rules.put(key(attribute), MatchingRule.selectEqualityMatchingRule(attribute, schema));
            names.put(key(attribute), new HashMap<>());
        }
    }

    void add(StoredEntry stored) {
        forEachValue(stored, (values, value) -> values.computeIfAbsent(value, _ -> new HashSet<>())
                .add(stored.dn()));
    }

    void remove(StoredEntry stored) {
        forEachValue(
                stored,
                (values, value) -> values.computeIfPresent(value, (_, dns) -> {
                    dns.remove(stored.dn());
                    return dns.isEmpty() ? null : dns;
                }));
    }

    /** A superset of the names that match, or empty when every entry has to be looked at. */
    Optional<Set<DN>> candidates(Filter filter) {
        return switch (filter.getFilterType()) {
            case Filter.FILTER_TYPE_EQUALITY -> equal(filter.getAttributeName(), filter.getRawAssertionValue());
            case Filter.FILTER_TYPE_AND -> smallest(filter.getComponents());
            case Filter.FILTER_TYPE_OR -> union(filter.getComponents());
            default -> Optional.empty();
        };
    }

    private Optional<Set<DN>> equal(String attribute, ASN1OctetString value) {
        var values = names.get(key(attribute));
        if (values == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(values.getOrDefault(rules.get(key(attribute)).normalize(value), Set.of()));
        } catch (LDAPException _) {
            return Optional.of(Set.of());
        }
    }

    private Optional<Set<DN>> smallest(Filter[] components) {
        Optional<Set<DN>> best = Optional.empty();
        for (Filter component : components) {
            var found = candidates(component);
            if (found.isPresent()
                    && (best.isEmpty() || found.get().size() < best.get().size())) {
                best = found;
            }
        }
        return best;
    }

    private Optional<Set<DN>> union(Filter[] components) {
        var all = new HashSet<DN>();
        for (Filter component : components) {
            var found = candidates(component);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            all.addAll(found.get());
        }
        return Optional.of(all);
    }

    @FunctionalInterface
    private interface ValueAction {
        void on(Map<ASN1OctetString, Set<DN>> values, ASN1OctetString value);
    }

    private void forEachValue(StoredEntry stored, ValueAction action) {
        for (String attribute : ATTRIBUTES) {
            for (ASN1OctetString value : normalized(stored, attribute)) {
                action.on(names.get(key(attribute)), value);
            }
        }
    }

    private List<ASN1OctetString> normalized(StoredEntry stored, String name) {
        var values = new ArrayList<ASN1OctetString>();
        Attribute attribute = stored.entry().getAttribute(name);
        if (attribute != null) {
            for (ASN1OctetString value : attribute.getRawValues()) {
                try {
                    values.add(rules.get(key(name)).normalize(value));
                } catch (LDAPException _) {
                    values.add(value); // the schema check lets no such value in
                }
            }
        }
        return values;
    }

    private static String key(String attribute) {
        return attribute.toLowerCase(Locale.ROOT);
    }
}
