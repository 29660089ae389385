package org.mailloft.ucr.cli;

import java.io.IOException;
import java.util.List;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.apply.Outcome;

/** {@code ucr update}: takes over changed descriptions, and the defaults in them, and changed templates. */
record Update() implements Action {

    @Override
    public int run(Arguments arguments, Host host) throws IOException {
        return telling(host, () -> host.applier().update());
    }

    /** Something that may replace the defaults. */
    interface Work {
        Outcome run() throws IOException;
    }

    /** Tells which defaults can be seen to have changed, then how it ended. */
    static int telling(Host host, Work work) throws IOException {
        var before = host.registry().values();
        var outcome = work.run();
        var after = host.registry().values();
        var keys = before.keys();
        keys.addAll(after.keys());
        for (var key : keys) {
            if (!before.get(key).equals(after.get(key))) {
                host.err()
                        .print("I: " + key + " will be " + (after.get(key).isPresent() ? "set" : "unset")
                                + " in scope \"" + Layer.DEFAULT.wireName() + "\"\n");
            }
        }
        return new Report(host).of(outcome, List.of());
    }
}
