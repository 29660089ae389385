package org.mailloft.ucr.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Set;

/** {@code ucr dump}: all values that count. */
record Dump() implements Action {

    @Override
    public Set<Filter> filters() {
        return Filter.ALL;
    }

    @Override
    public int run(Arguments arguments, Host host) throws IOException {
        var values = host.registry().values();
        var entries = new ArrayList<Entry>();
        for (var key : values.keys()) {
            entries.add(new Entry(key, values.get(key).orElse("")));
        }
        arguments.print(entries, host.out());
        return ExitCode.OK;
    }
}
