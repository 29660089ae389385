package org.mailloft.ucr.cli;

import java.io.IOException;
import java.util.Set;

/** {@code ucr get}: the value that counts; nothing at all when there is none. */
record Get() implements Action {

    @Override
    public int leastArguments() {
        return 1;
    }

    @Override
    public Set<Filter> filters() {
        return Set.of(Filter.SHELL);
    }

    @Override
    public int run(Arguments arguments, Host host) throws IOException {
        var key = arguments.words().getFirst();
        var value = host.registry().values().get(key);
        if (value.isPresent()) {
            boolean shell = arguments.filters().contains(Filter.SHELL);
            var text = shell ? Shell.name(key) + "=" + Shell.quote(value.get()) : value.get();
            host.out().print(text + "\n");
        }
        return ExitCode.OK;
    }
}
