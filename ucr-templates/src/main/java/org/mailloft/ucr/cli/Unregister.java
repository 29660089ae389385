package org.mailloft.ucr.cli;

import java.io.IOException;

/** {@code ucr unregister}: removes the files of packages, all in one change, and puts back what was in their places. */
record Unregister() implements Action {

    @Override
    public int leastArguments() {
        return 1;
    }

    @Override
    public int run(Arguments arguments, Host host) throws IOException {
        var names = arguments.words().toArray(String[]::new);
        return Update.telling(host, () -> host.applier().unregister(names));
    }
}
