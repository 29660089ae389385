package org.mailloft.ucr.cli;

import java.io.IOException;
import java.util.List;

/** {@code ucr undo}: takes back the last change. */
record Undo() implements Action {

    @Override
    public int run(Arguments arguments, Host host) throws IOException {
        return new Report(host).of(host.applier().undo(), List.of());
    }
}
