package org.mailloft.storage.acl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.mailloft.storage.acl.AccessReasons.Effect;
import org.mailloft.storage.acl.AccessReasons.Place;
import org.mailloft.storage.acl.AccessReasons.Reason;

/** Writes down what became of each entry. For one decision. */
final class ReasonList implements Witness {

    private final Function<AclEntry, List<Place>> places;
    private final List<Seen> seen = new ArrayList<>();

    /** An entry, and which of its two halves still hold. */
    private static final class Seen {
        private final AclEntry entry;
        private final Effect effect;
        private boolean grants;
        private boolean denies;

        Seen(AclEntry entry, Effect effect) {
            this.entry = entry;
            this.effect = effect;
            this.grants = entry.granted().isPresent();
            this.denies = entry.denied().isPresent();
        }

        Effect effect() {
            return effect == Effect.COUNTS && !grants && !denies ? Effect.REPLACED : effect;
        }
    }

    /** @param places where an entry is written */
    ReasonList(Function<AclEntry, List<Place>> places) {
        this.places = places;
    }

    @Override
    public void passedOver(AclEntry entry) {
        seen.add(new Seen(entry, Effect.ABOUT_OTHERS));
    }

    @Override
    public void exempt(AclEntry entry) {
        seen.add(new Seen(entry, Effect.OWNER_EXEMPT));
    }

    @Override
    public void counts(AclEntry entry, boolean replacesGranted, boolean replacesDenied) {
        for (var before : seen) {
            before.grants &= !replacesGranted;
            before.denies &= !replacesDenied;
        }
        seen.add(new Seen(entry, Effect.COUNTS));
    }

    boolean anyCounts() {
        return seen.stream().anyMatch(entry -> entry.effect == Effect.COUNTS);
    }

    List<Reason> reasons() {
        return seen.stream()
                .map(one -> new Reason(one.entry, one.effect(), places.apply(one.entry)))
                .toList();
    }
}
