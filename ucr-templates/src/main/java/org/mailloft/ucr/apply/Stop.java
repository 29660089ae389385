package org.mailloft.ucr.apply;

import java.util.List;
import java.util.Optional;

/** Why a change goes no further. */
final class Stop extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<Outcome.Reason> reasons;

    Stop(List<Outcome.Reason> reasons) {
        super(reasons.getFirst().text(), null, false, false);
        this.reasons = List.copyOf(reasons);
    }

    Stop(Outcome.Reason reason) {
        this(List.of(reason));
    }

    List<Outcome.Reason> reasons() {
        return reasons;
    }

    /** A reason that has no place in a file. */
    static Outcome.Reason because(String text) {
        return new Outcome.Reason(Optional.empty(), Optional.empty(), Optional.empty(), text);
    }
}
