package org.mailloft.routing.ldap;

import java.util.Set;

/**
 * Who may write to a group or list.
 *
 * @param users normalized names of entries
 * @param groups normalized names of entries; whoever is in one, through other groups too, may write
 */
record Restriction(Set<String> users, Set<String> groups) {

    /** Nobody named means everybody may. */
    boolean isOpen() {
        return users.isEmpty() && groups.isEmpty();
    }
}
