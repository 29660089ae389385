package org.mailloft.storage.acl;

import java.util.Optional;

/**
 * A change to the rights of one identifier.
 *
 * @param denied whether it is about what is denied, not what is granted
 */
public record AclChange(AclIdentifier identifier, boolean denied, Mode mode, Rights rights) {

    public enum Mode {
        REPLACE,
        ADD,
        /** Leaves an entry without rights when none are left. */
        REMOVE,
        /** Leaves no entry. */
        CLEAR
    }

    /** What is granted or denied afterwards. */
    Optional<Rights> applyTo(Optional<Rights> before) {
        return switch (mode) {
            case REPLACE -> before.isEmpty() && rights.isEmpty() ? before : Optional.of(rights);
            case ADD -> Optional.of(before.orElse(Rights.NONE).plus(rights));
            case REMOVE -> before.map(had -> had.minus(rights));
            case CLEAR -> Optional.empty();
        };
    }
}
