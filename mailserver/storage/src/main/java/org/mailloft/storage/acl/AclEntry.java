package org.mailloft.storage.acl;

import java.util.Comparator;
import java.util.Optional;

/**
 * The rights of one identifier.
 *
 * @param global whether it comes from the server's own file, which users cannot change
 * @param granted empty when nothing is said; that is not the same as no rights at all
 * @param denied taken away again from what is granted here or by entries before
 */
public record AclEntry(AclIdentifier identifier, boolean global, Optional<Rights> granted, Optional<Rights> denied) {

    /** Local ones first, then by identifier: the order in which they are applied. */
    static final Comparator<AclEntry> ORDER =
            Comparator.comparing(AclEntry::global).thenComparing(AclEntry::identifier);

    public static AclEntry granting(AclIdentifier identifier, Rights rights) {
        return new AclEntry(identifier, false, Optional.of(rights), Optional.empty());
    }

    public static AclEntry denying(AclIdentifier identifier, Rights rights) {
        return new AclEntry(identifier, false, Optional.empty(), Optional.of(rights));
    }

    boolean saysNothing() {
        return granted.isEmpty() && denied.isEmpty();
    }

    /** Both entries of the same identifier in one; the other wins where both say something. */
    AclEntry with(AclEntry other) {
        return new AclEntry(identifier, global, other.granted.or(() -> granted), other.denied.or(() -> denied));
    }

    AclEntry asGlobal() {
        return new AclEntry(identifier, true, granted, denied);
    }
}
