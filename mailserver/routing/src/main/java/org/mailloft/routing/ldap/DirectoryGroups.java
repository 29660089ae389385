package org.mailloft.routing.ldap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailloft.directory.Directory;
import org.mailloft.directory.DirectoryFailure;
import org.mailloft.directory.DirectoryUnavailable;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Filter;
import org.mailloft.directory.Search;
import org.mailloft.routing.Groups;
import org.mailloft.routing.Limits;
import org.mailloft.routing.Membership;

/**
 * Groups of a UCS domain: somebody is in those that name his entry ({@code uniqueMember}) or his login name
 * ({@code memberUid}), and in those that these are in. Asked anew every time. Any thread.
 */
public final class DirectoryGroups implements Groups {

    private static final Filter GROUP =
            Filter.or(Filter.equal("objectClass", "univentionGroup"), Filter.equal("objectClass", "posixGroup"));

    private final Directory directory;
    private final String base;
    private final Limits limits;

    /** A group and how one is in it. */
    private record Found(Entry group, List<String> way) {}

    /**
     * @param directory stays the caller's
     * @param base name of the entry below which everything is
     */
    public DirectoryGroups(Directory directory, String base, Limits limits) {
        this.directory = directory;
        this.base = base;
        this.limits = limits;
    }

    @Override
    public Membership of(String user) {
        try {
            var attribute = user.indexOf('@') < 0 ? "uid" : "mailPrimaryAddress";
            var filter = Filter.and(Filter.present("uid"), Filter.equal(attribute, user));
            var ways = new LinkedHashMap<String, List<String>>();
            for (var person : directory.search(Search.below(base, filter, "uid"))) {
                all(person).values().forEach(found -> ways.putIfAbsent(found.way.getLast(), found.way));
            }
            return new Membership(ways);
        } catch (DirectoryUnavailable | DirectoryFailure e) {
            throw new Unanswered(e.getMessage());
        }
    }

    @Override
    public void flush() {
        // nothing is kept
    }

    /**
     * Whether an entry is in one of these groups, directly or through others.
     *
     * @param groups normalized names
     */
    boolean isInOneOf(Entry person, Set<String> groups) {
        return all(person).keySet().stream().anyMatch(groups::contains);
    }

    /** By normalized name, nearest first. A group that is in itself is found once. */
    private Map<String, Found> all(Entry person) {
        var found = new LinkedHashMap<String, Found>();
        var filters = new ArrayList<>(List.of(Filter.equal("uniqueMember", person.dn())));
        person.values("uid").forEach(uid -> filters.add(Filter.equal("memberUid", uid)));
        var nearest = new LinkedHashMap<String, Found>();
        for (var group : groups(Filter.or(filters))) {
            nearest.put(MailObjects.key(group.dn()), new Found(group, List.of(name(group))));
        }
        while (!nearest.isEmpty()) {
            found.putAll(nearest);
            if (found.size() > limits.objects()) {
                throw new DirectoryFailure(
                        DirectoryFailure.Reason.LIMIT_EXCEEDED, person.dn() + " is in more groups than are looked at");
            }
            nearest = above(nearest);
            nearest.keySet().removeAll(new HashSet<>(found.keySet()));
        }
        return found;
    }

    /** The groups that these are direct members of. */
    private LinkedHashMap<String, Found> above(Map<String, Found> members) {
        var above = new LinkedHashMap<String, Found>();
        var names = members.values().stream().map(found -> found.group.dn()).toList();
        for (var batch : MailObjects.batches(names)) {
            var filter = Filter.or(
                    batch.stream().map(dn -> Filter.equal("uniqueMember", dn)).toList());
            for (var group : groups(filter)) {
                var member = group.values("uniqueMember").stream()
                        .map(MailObjects::key)
                        .filter(members::containsKey)
                        .findFirst();
                member.ifPresent(key -> {
                    var way = new ArrayList<>(members.get(key).way);
                    way.add(name(group));
                    above.putIfAbsent(MailObjects.key(group.dn()), new Found(group, List.copyOf(way)));
                });
            }
        }
        return above;
    }

    private List<Entry> groups(Filter members) {
        var search = Search.below(base, Filter.and(GROUP, members), "cn", "uniqueMember");
        return directory.search(search.limitedTo(limits.objects()));
    }

    private static String name(Entry group) {
        return group.first("cn").orElse(group.dn());
    }
}
