package org.mailloft.listener;

import java.util.Optional;
import java.util.UUID;

/**
 * What is known of one directory object. Immutable.
 *
 * @param dn name of the entry when it was last seen, for people
 * @param inDirectory false for an object that is gone and whose removal is not finished
 * @param wanted by the directory
 * @param done in the mail server
 * @param parked why nothing more is tried until the object changes
 */
record ObjectState(
        UUID uuid,
        String dn,
        boolean inDirectory,
        Wanted wanted,
        Optional<Wanted.Mailbox> done,
        Optional<String> parked) {

    static ObjectState discovered(UUID uuid, String dn, Wanted wanted) {
        return new ObjectState(uuid, dn, true, wanted, Optional.empty(), Optional.empty());
    }

    ObjectState wants(String dn, Wanted wanted) {
        return new ObjectState(uuid, dn, true, wanted, done, Optional.empty());
    }

    ObjectState gone() {
        return new ObjectState(uuid, dn, false, new Wanted.Nothing(), done, Optional.empty());
    }

    ObjectState did(Optional<Wanted.Mailbox> done) {
        return new ObjectState(uuid, dn, inDirectory, wanted, done, Optional.empty());
    }

    ObjectState parked(String reason) {
        return new ObjectState(uuid, dn, inDirectory, wanted, done, Optional.of(reason));
    }

    /** Whether the mail server is not yet as the directory wants it. */
    boolean isOpen() {
        return switch (wanted) {
            case Wanted.Mailbox mailbox -> !done.equals(Optional.of(mailbox));
            case Wanted.Nothing _ -> done.isPresent();
            case Wanted.Malformed _ -> true;
        };
    }
}
