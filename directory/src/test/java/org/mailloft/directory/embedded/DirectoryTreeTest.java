package org.mailloft.directory.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryTreeTest {

    private static EntryRules rules;

    @BeforeAll
    static void loadSchema() throws LDAPException {
        rules = new EntryRules(EmbeddedSchema.load());
    }

    private final DirectoryTree tree = new DirectoryTree(rules.schema());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dc=x       | base | dc=x",
                "dc=x       | one  | cn=a,dc=x cn=b,dc=x",
                "dc=x       | sub  | dc=x cn=a,dc=x cn=1,cn=a,dc=x cn=b,dc=x",
                "CN=A, dc=X | sub  | cn=a,dc=x cn=1,cn=a,dc=x",
                "cn=ab,dc=x | sub  | ''",
            })
    void scopes(String base, String scope, String expected) throws LDAPException {
        for (String dn : List.of("dc=x", "cn=a,dc=x", "cn=1,cn=a,dc=x", "cn=b,dc=x", "dc=y")) {
            tree.apply(List.of(Change.put(Optional.empty(), stored(dn, "u"))));
        }
        var found = tree.candidates(dn(base), scope(scope), Filter.create("(objectClass=*)"), Optional.empty());
        assertEquals(
                expected,
                String.join(
                        " ", found.stream().map(each -> each.dn().toString()).toList()));
    }

    /** Whatever the index leaves out does not match: the same answers as looking at every entry. */
    @Test
    void theIndexNeverHidesAnEntry() throws LDAPException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var model = new TreeMap<String, StoredEntry>();
        String[] names = {"anna", "Anna", "ANNA ", "ben", "b*n", "carla"};
        for (int i = 0; i < 400; i++) {
            String dn = "cn=" + random.nextInt(40) + ",dc=x";
            Optional<StoredEntry> before = Optional.ofNullable(model.get(dn));
            if (before.isPresent() && random.nextBoolean()) {
                tree.apply(List.of(Change.delete(before.get(), "csn")));
                model.remove(dn);
            } else {
                StoredEntry after = stored(dn, names[random.nextInt(names.length)]);
                tree.apply(List.of(Change.put(before, after)));
                model.put(dn, after);
            }
        }
        for (String filter : List.of(
                "(uid=anna)",
                "(uid=b\\2an)",
                "(uid=nobody)",
                "(&(cn=1)(uid=ANNA))",
                "(|(uid=ben)(uid=carla))",
                "(|(uid=ben)(cn=7))",
                "(!(uid=ben))",
                "(&(uid=*)(!(uid=anna)))")) {
            assertEquals(matching(model.values(), filter), matching(tree, filter), filter + " seed " + seed);
        }
    }

    private static List<String> matching(DirectoryTree tree, String filter) throws LDAPException {
        return matching(tree.candidates(dn("dc=x"), SearchScope.SUB, Filter.create(filter), Optional.empty()), filter);
    }

    private static List<String> matching(Iterable<StoredEntry> entries, String filter) throws LDAPException {
        var names = new ArrayList<String>();
        for (StoredEntry stored : entries) {
            if (Filter.create(filter).matchesEntry(stored.entry(), rules.schema())) {
                names.add(stored.dn().toString());
            }
        }
        return names.stream().sorted().toList();
    }

    private static StoredEntry stored(String dn, String uid) throws LDAPException {
        var entry = new Entry(dn);
        entry.addAttribute("objectClass", "account");
        entry.addAttribute("uid", uid);
        entry.addAttribute("cn", new DN(dn).getRDN().getAttributeValues()[0]);
        entry.addAttribute("entryUUID", UUID.randomUUID().toString());
        entry.addAttribute("entryCSN", "csn");
        return StoredEntry.of(rules.typed(dn, entry.getAttributes()));
    }

    private static DN dn(String text) throws LDAPException {
        return new DN(text, rules.schema());
    }

    private static SearchScope scope(String name) {
        return switch (name) {
            case "base" -> SearchScope.BASE;
            case "one" -> SearchScope.ONE;
            default -> SearchScope.SUB;
        };
    }
}
