package org.mailloft.storage.acl;

import java.util.Set;
import java.util.function.Supplier;

/**
 * Somebody at the door of a mailbox.
 *
 * @param user login name
 * @param memberOf the groups he is in; asked only where an entry is about a group, because the answer may be far away
 * @param owner whether the mailbox is his own
 */
public record Accessor(String user, Supplier<Set<String>> memberOf, boolean owner) {

    /** Somebody whose groups are known. */
    public Accessor(String user, Set<String> groups, boolean owner) {
        this(user, () -> groups, owner);
    }

    Set<String> groups() {
        return memberOf.get();
    }

    boolean is(AclIdentifier identifier) {
        return switch (identifier.kind()) {
            case ANYONE, AUTHENTICATED -> true;
            case GROUP, GROUP_OVERRIDE -> groups().contains(identifier.name());
            case OWNER -> owner;
            case USER -> user.equals(identifier.name());
        };
    }
}
