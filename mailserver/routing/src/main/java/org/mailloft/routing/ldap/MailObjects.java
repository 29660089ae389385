package org.mailloft.routing.ldap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailloft.directory.Directory;
import org.mailloft.directory.Dn;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Filter;
import org.mailloft.directory.Search;
import org.mailloft.directory.mail.HomeServer;
import org.mailloft.directory.mail.MailDomain;
import org.mailloft.directory.mail.MailUser;
import org.mailloft.directory.mail.MailingList;
import org.mailloft.directory.mail.SharedFolder;

/**
 * Reads what mail can go to. A value that is malformed spoils nothing else: an object is read as far as it makes sense.
 *
 * @param base name of the entry below which everything is
 */
record MailObjects(Directory directory, String base) {

    private static final Filter ANY_KIND = Filter.or(
            Filter.equal("objectClass", MailUser.OBJECT_CLASS),
            Filter.equal("objectClass", "univentionGroup"),
            Filter.equal("objectClass", "posixGroup"),
            Filter.equal("objectClass", MailingList.OBJECT_CLASS),
            Filter.equal("objectClass", SharedFolder.OBJECT_CLASS));

    private static final String[] ATTRIBUTES = {
        "objectClass",
        "uid",
        "cn",
        "mailPrimaryAddress",
        "mailAlternativeAddress",
        "mailForwardAddress",
        "mailForwardCopyToSelf",
        HomeServer.ATTRIBUTE,
        "uniqueMember",
        "univentionMailMember",
        "univentionAllowedEmailUsers",
        "univentionAllowedEmailGroups"
    };

    /** Names asked for in one search. */
    private static final int BATCH = 100;

    boolean isMailDomain(String domain) {
        var filter = Filter.and(Filter.equal("objectClass", MailDomain.OBJECT_CLASS), Filter.equal("cn", domain));
        return !directory.search(Search.below(base, filter, "cn")).isEmpty();
    }

    /** Everything with this primary or alternative address. */
    List<MailObject> withAddress(String address) {
        var filter = Filter.and(
                ANY_KIND,
                Filter.or(
                        Filter.equal("mailPrimaryAddress", address), Filter.equal("mailAlternativeAddress", address)));
        return directory.search(Search.below(base, filter, ATTRIBUTES)).stream()
                .flatMap(entry -> read(entry).stream())
                .toList();
    }

    /**
     * The objects of these names that exist, in their order. People are asked for by login name, many at a time; a group
     * may have thousands of them.
     */
    List<MailObject> named(List<String> dns) {
        var entries = new LinkedHashMap<String, Optional<Entry>>();
        var logins = new LinkedHashSet<String>();
        for (var dn : dns) {
            var key = key(dn);
            entries.put(key, Optional.empty());
            if (key.startsWith("uid=")) {
                logins.add(Dn.leafValue(dn));
            } else if (!key.isEmpty()) {
                entries.put(key, directory.read(dn, ATTRIBUTES));
            }
        }
        for (var batch : batches(logins)) {
            var filter = Filter.or(
                    batch.stream().map(login -> Filter.equal("uid", login)).toList());
            for (var entry : directory.search(Search.below(base, filter, ATTRIBUTES))) {
                entries.replace(key(entry.dn()), Optional.of(entry));
            }
        }
        return entries.values().stream()
                .flatMap(Optional::stream)
                .flatMap(entry -> read(entry).stream())
                .toList();
    }

    /** The entries, of whatever kind, that are this sender: his address may be a contact address too. */
    Map<String, Entry> senders(String address) {
        var filter = Filter.and(
                Filter.present("uid"),
                Filter.or(
                        Filter.equal("mailPrimaryAddress", address),
                        Filter.equal("mailAlternativeAddress", address),
                        Filter.equal("mail", address)));
        return directory.search(Search.below(base, filter, "uid")).stream()
                .collect(Collectors.toMap(entry -> key(entry.dn()), entry -> entry, (one, same) -> one));
    }

    private static Optional<MailObject> read(Entry entry) {
        if (entry.hasObjectClass(MailingList.OBJECT_CLASS)) {
            return Optional.of(new MailObject.MailingList(
                    entry.dn(), name(entry, "cn"), lower(entry.values("univentionMailMember")), restriction(entry)));
        }
        if (entry.hasObjectClass(SharedFolder.OBJECT_CLASS)) {
            return Optional.of(
                    new MailObject.Folder(entry.dn(), name(entry, "cn"), address(entry), HomeServer.of(entry)));
        }
        if (entry.hasObjectClass("univentionGroup") || entry.hasObjectClass("posixGroup")) {
            return Optional.of(new MailObject.Group(
                    entry.dn(), name(entry, "cn"), entry.values("uniqueMember"), restriction(entry)));
        }
        return entry.hasObjectClass(MailUser.OBJECT_CLASS) ? Optional.of(person(entry)) : Optional.empty();
    }

    private static MailObject.Person person(Entry entry) {
        return new MailObject.Person(
                entry.dn(),
                name(entry, "uid"),
                address(entry),
                Set.copyOf(lower(entry.values("mailAlternativeAddress"))),
                lower(entry.values("mailForwardAddress")),
                entry.first("mailForwardCopyToSelf").filter("1"::equals).isPresent(),
                HomeServer.of(entry));
    }

    private static String name(Entry entry, String attribute) {
        return entry.first(attribute).orElse(entry.dn());
    }

    private static Optional<String> address(Entry entry) {
        return lower(entry.values("mailPrimaryAddress")).stream().findFirst();
    }

    private static Restriction restriction(Entry entry) {
        return new Restriction(
                keys(entry.values("univentionAllowedEmailUsers")), keys(entry.values("univentionAllowedEmailGroups")));
    }

    private static List<String> lower(List<String> values) {
        return values.stream()
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static Set<String> keys(Collection<String> dns) {
        return dns.stream().map(MailObjects::key).collect(Collectors.toSet());
    }

    /** One text for all spellings of a name; what is no name is nobody's. */
    static String key(String dn) {
        try {
            return Dn.normalized(dn);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    static List<List<String>> batches(Collection<String> values) {
        var all = List.copyOf(values);
        var batches = new ArrayList<List<String>>();
        for (int from = 0; from < all.size(); from += BATCH) {
            batches.add(all.subList(from, Math.min(from + BATCH, all.size())));
        }
        return batches;
    }
}
