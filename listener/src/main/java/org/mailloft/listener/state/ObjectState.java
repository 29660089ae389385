package org.mailloft.listener.state;

import java.util.Optional;
import java.util.UUID;

/**
 * What is known of one directory object. Immutable.
 *
 * @param uuid entryUUID, the identity that survives every rename
 * @param dn name of the entry when it was last seen, for people
 * @param inDirectory false for an object that is gone and whose removal is not finished
 * @param wanted by the directory
 * @param done in the mail server
 * @param home where its home was last put, also when nothing is to be there any more; empty if never
 * @param parked why nothing more is tried until the object changes
 */
public record ObjectState(
        UUID uuid,
        String dn,
        boolean inDirectory,
        Wanted wanted,
        Optional<Present> done,
        Optional<Place> home,
        Optional<String> parked) {

    public static ObjectState discovered(UUID uuid, String dn, Wanted wanted) {
        return new ObjectState(uuid, dn, true, wanted, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public ObjectState wants(String dn, Wanted wanted) {
        return new ObjectState(uuid, dn, true, wanted, done, home, Optional.empty());
    }

    public ObjectState gone() {
        return new ObjectState(uuid, dn, false, new Wanted.Nothing(), done, home, Optional.empty());
    }

    public ObjectState did(Optional<Present> done) {
        Optional<Place> place = done.flatMap(Present::place).or(() -> home);
        return new ObjectState(uuid, dn, inDirectory, wanted, done, place, Optional.empty());
    }

    public ObjectState parked(String reason) {
        return new ObjectState(uuid, dn, inDirectory, wanted, done, home, Optional.of(reason));
    }

    /** What is to be there, if anything is. */
    public Optional<Present> target() {
        return wanted instanceof Present present ? Optional.of(present) : Optional.empty();
    }

    /** Whether the mail server is not yet as the directory wants it. */
    public boolean isOpen() {
        return switch (wanted) {
            case Present present -> !done.equals(Optional.of(present));
            case Wanted.Nothing _, Wanted.Elsewhere _ -> done.isPresent();
            case Wanted.Malformed _ -> true;
        };
    }
}
