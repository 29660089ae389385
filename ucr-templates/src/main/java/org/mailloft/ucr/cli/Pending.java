package org.mailloft.ucr.cli;

import java.io.IOException;

/** {@code ucr pending}: services that have to be restarted, and the variables that wait for it. */
record Pending() implements Action {

    @Override
    public int run(Arguments arguments, Host host) throws IOException {
        for (var pending : host.applier().pending()) {
            host.out().print(pending.service() + ": " + String.join(", ", pending.variables()) + "\n");
        }
        return ExitCode.OK;
    }
}
