package org.mailloft.ucr.cli;

import java.io.IOException;
import java.util.List;

/** {@code ucr apply}: restarts what has to be restarted before a change takes effect. */
record Apply() implements Action {

    @Override
    public int run(Arguments arguments, Host host) throws IOException {
        return new Report(host).of(host.applier().applyPending(), List.of());
    }
}
