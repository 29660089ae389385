package org.mailloft.ucr.cli;

import java.io.IOException;

/** {@code ucr register}: renders the files of packages and takes over their places. */
record Register() implements Action {

    @Override
    public int leastArguments() {
        return 1;
    }

    @Override
    public int run(Arguments arguments, Host host) throws IOException {
        int code = ExitCode.OK;
        for (var name : arguments.words()) {
            int ended = Update.telling(host, () -> host.applier().register(name));
            code = ended == ExitCode.OK ? code : ended;
        }
        return code;
    }
}
