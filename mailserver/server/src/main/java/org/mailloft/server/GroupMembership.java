package org.mailloft.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.mailloft.auth.AuthRequest;
import org.mailloft.auth.Authentication;
import org.mailloft.auth.LookupResult;
import org.mailloft.routing.Groups;
import org.mailloft.routing.Membership;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.acl.AclLayer;

/**
 * The groups of users who are logged in: those of the directory, and those that the user database names in
 * {@code acl_groups}. Asked for again now and then, and when somebody says that groups have changed, so that who leaves a
 * group loses its rights in sessions that are open. While the databases do not answer, what was known stays.
 */
final class GroupMembership implements Groups, Function<MailUser, Set<String>> {

    private static final Duration BELIEVED = Duration.ofSeconds(10);

    /** Users remembered at most; beyond that everybody is asked for anew. */
    private static final int MAX_USERS = 100_000;

    private final Authentication users;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final AtomicLong age = new AtomicLong();
    private volatile Groups directory = Groups.NONE;

    /** @param age of everything known, when it was asked for */
    private record Known(Membership groups, Instant until, long age) {}

    GroupMembership(Authentication users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    /** From now on this directory is asked. */
    void become(Groups other) {
        directory = other;
        flush();
    }

    @Override
    public Set<String> apply(MailUser user) {
        return of(user.name(), user.fields()).names();
    }

    @Override
    public Membership of(String user) {
        return of(user, Map.of());
    }

    /** What is known counts as old from now on; it is only used while there is nothing newer. */
    @Override
    public void flush() {
        age.incrementAndGet();
    }

    private Membership of(String user, Map<String, String> fields) {
        var now = clock.instant();
        var last = known.get(user);
        long current = age.get();
        if (last != null && last.age == current && now.isBefore(last.until)) {
            return last.groups;
        }
        if (known.size() >= MAX_USERS) {
            known.clear();
        }
        var groups = lookup(user, last == null ? named(fields) : last.groups);
        known.put(user, new Known(groups, now.plus(BELIEVED), current));
        return groups;
    }

    private Membership lookup(String user, Membership last) {
        return switch (users.lookup(user, AuthRequest.internal("acl"))) {
            case LookupResult.Found(var found) -> {
                try {
                    yield both(named(found.fields()), directory.of(found.name()));
                } catch (Unanswered _) {
                    yield last;
                }
            }
            case LookupResult.Unknown _ -> Membership.EMPTY;
            case LookupResult.Unavailable _ -> last;
        };
    }

    private static Membership named(Map<String, String> fields) {
        var ways = new LinkedHashMap<String, List<String>>();
        AclLayer.groupsIn(fields).forEach(name -> ways.put(name, List.of(name)));
        return new Membership(ways);
    }

    private static Membership both(Membership one, Membership other) {
        if (one.ways().isEmpty()) {
            return other;
        }
        var ways = new LinkedHashMap<>(one.ways());
        other.ways().forEach(ways::putIfAbsent);
        return new Membership(ways);
    }
}
