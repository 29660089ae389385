package org.mailloft.storage.acl;

import java.util.Set;

/**
 * Somebody at the door of a mailbox.
 *
 * @param user login name
 * @param groups he is in
 * @param owner whether the mailbox is his own
 */
public record Accessor(String user, Set<String> groups, boolean owner) {

    boolean is(AclIdentifier identifier) {
        return switch (identifier.kind()) {
            case ANYONE, AUTHENTICATED -> true;
            case GROUP, GROUP_OVERRIDE -> groups.contains(identifier.name());
            case OWNER -> owner;
            case USER -> user.equals(identifier.name());
        };
    }
}
