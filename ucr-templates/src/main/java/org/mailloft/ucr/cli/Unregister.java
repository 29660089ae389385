package org.mailloft.ucr.cli;

import java.io.IOException;

/** {@code ucr unregister}: removes the files of packages and puts back what was in their places. */
record Unregister() implements Action {

    @Override
    public int leastArguments() {
        return 1;
    }

    @Override
    public int run(Arguments arguments, Host host) throws IOException {
        int code = ExitCode.OK;
        for (var name : arguments.words()) {
            int ended = Update.telling(host, () -> host.applier().unregister(name));
            code = ended == ExitCode.OK ? code : ended;
        }
        return code;
    }
}
