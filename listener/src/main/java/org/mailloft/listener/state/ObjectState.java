package org.mailloft.listener.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What is known of one directory object. Immutable.
 *
 * @param uuid entryUUID, the identity that survives every rename
 * @param dn name of the entry when it was last seen, for people
 * @param inDirectory false for an object that is gone and whose removal is not finished
 * @param wanted by the directory
 * @param done in the mail server
 * @param homes every place where its home may be: usually one, more while it is taken from one to another. Nobody else
 *     gets a place that is named here
 * @param left where its home was before it gave these places up; it may still be there, or be put aside
 * @param parked why nothing more is tried until something changes
 */
public record ObjectState(
        UUID uuid,
        String dn,
        boolean inDirectory,
        Wanted wanted,
        Optional<Present> done,
        List<Place> homes,
        List<Place> left,
        Optional<String> parked) {

    public ObjectState {
        homes = List.copyOf(homes);
        left = List.copyOf(left);
    }

    public static ObjectState discovered(UUID uuid, String dn, Wanted wanted) {
        return new ObjectState(uuid, dn, true, wanted, Optional.empty(), List.of(), List.of(), Optional.empty());
    }

    public ObjectState wants(String dn, Wanted wanted) {
        return new ObjectState(uuid, dn, true, wanted, done, homes, left, Optional.empty());
    }

    public ObjectState gone() {
        return new ObjectState(uuid, dn, false, new Wanted.Nothing(), done, homes, left, Optional.empty());
    }

    /** From now on its home may also be at the place that is wanted. */
    ObjectState begins() {
        var places = new ArrayList<>(homes);
        targetPlace().filter(place -> !places.contains(place)).ifPresent(places::add);
        return new ObjectState(uuid, dn, inDirectory, wanted, done, places, left, parked);
    }

    /** All of this is there in the mail server, and nothing else. */
    public ObjectState did(Optional<Present> done) {
        return did(done, List.of());
    }

    /**
     * The same.
     *
     * @param emptied places that nothing was left at
     */
    public ObjectState did(Optional<Present> done, List<Place> emptied) {
        Optional<Place> place = done.flatMap(Present::place);
        return new ObjectState(
                uuid,
                dn,
                inDirectory,
                wanted,
                done,
                place.stream().toList(),
                done.isPresent()
                        ? List.of()
                        : mayBeAt().stream().filter(at -> !emptied.contains(at)).toList(),
                Optional.empty());
    }

    public ObjectState parked(String reason) {
        return new ObjectState(uuid, dn, inDirectory, wanted, done, homes, left, Optional.of(reason));
    }

    /** What is to be there, if anything is. */
    public Optional<Present> target() {
        return wanted instanceof Present present ? Optional.of(present) : Optional.empty();
    }

    public Optional<Place> targetPlace() {
        return target().flatMap(Present::place);
    }

    /** Whether the mail server is not yet as the directory wants it. */
    public boolean isOpen() {
        return switch (wanted) {
            case Present present ->
                !done.equals(Optional.of(present))
                        || !homes.equals(present.place().stream().toList());
            case Wanted.Nothing _, Wanted.Elsewhere _ -> done.isPresent() || !homes.isEmpty();
            case Wanted.Malformed _ -> true;
        };
    }

    /** Whether nothing of it is anywhere, and nothing will be. */
    boolean isOver() {
        return !inDirectory && !isOpen() && left.isEmpty();
    }

    /** Whether it has this place and will give it up. */
    public boolean isLeaving(Place place) {
        return homes.contains(place)
                && !(wanted instanceof Wanted.Malformed)
                && !targetPlace().equals(Optional.of(place));
    }

    /** Every place where its home may be, its own no longer or still. */
    public List<Place> mayBeAt() {
        return Stream.concat(homes.stream(), left.stream()).distinct().toList();
    }
}
