package org.mailloft.ucr.cli;

import java.io.IOException;
import java.util.List;
import org.mailloft.ucr.apply.Outcome;

/** {@code ucr update}: takes over changed descriptions, and the defaults in them, and changed templates. */
record Update() implements Action {

    @Override
    public int run(Arguments arguments, Host host) throws IOException {
        return tell(host.applier().update(), host);
    }

    /** Defaults that others see now are told instead of what was written. */
    static int tell(Outcome outcome, Host host) throws IOException {
        if (!(outcome instanceof Outcome.Applied applied)) {
            return new Report(host).of(outcome, List.of());
        }
        for (var change : applied.changes()) {
            if (change.isEffective()) {
                host.err()
                        .print("I: " + change.key() + " will be "
                                + (change.layerAfter().isPresent() ? "set" : "unset") + " in scope \""
                                + change.layer().wireName() + "\"\n");
            }
        }
        var work = new Outcome.Applied(
                List.of(),
                applied.warnings(),
                applied.rendered(),
                applied.programs(),
                applied.services(),
                applied.pending());
        return new Report(host).of(work, List.of());
    }
}
