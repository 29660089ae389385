package org.mailloft.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.mailloft.auth.AuthRequest;
import org.mailloft.auth.Authentication;
import org.mailloft.auth.LookupResult;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.acl.AclLayer;

/**
 * The groups of users who are logged in, asked for again now and then, so that who leaves a group loses its rights in
 * sessions that are open. While the databases do not answer, what was known stays.
 */
final class GroupMembership implements Function<MailUser, Set<String>> {

    private static final Duration BELIEVED = Duration.ofSeconds(10);

    /** Users remembered at most; beyond that everybody is asked for anew. */
    private static final int MAX_USERS = 100_000;

    private final Authentication users;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(Set<String> groups, Instant until) {}

    GroupMembership(Authentication users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    @Override
    public Set<String> apply(MailUser user) {
        var now = clock.instant();
        var last = known.get(user.name());
        if (last != null && now.isBefore(last.until)) {
            return last.groups;
        }
        if (known.size() >= MAX_USERS) {
            known.clear();
        }
        var groups = lookup(user, last);
        known.put(user.name(), new Known(groups, now.plus(BELIEVED)));
        return groups;
    }

    private Set<String> lookup(MailUser user, Known last) {
        return switch (users.lookup(user.name(), AuthRequest.internal("acl"))) {
            case LookupResult.Found(var found) -> AclLayer.groupsIn(found.fields());
            case LookupResult.Unknown _ -> Set.of();
            case LookupResult.Unavailable _ -> last == null ? AclLayer.groupsIn(user.fields()) : last.groups;
        };
    }
}
