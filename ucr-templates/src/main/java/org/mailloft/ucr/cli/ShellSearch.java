package org.mailloft.ucr.cli;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code ucr shell}: some keys, or all, for a shell; the old way to say {@code --shell search}. */
record ShellSearch() implements Action {

    @Override
    public List<Option> options() {
        return new Search().options();
    }

    @Override
    public Set<Filter> filters() {
        return Filter.ALL;
    }

    @Override
    public int run(Arguments arguments, Host host) throws IOException {
        var filters = new HashSet<>(arguments.filters());
        filters.add(Filter.SHELL);
        var keys = arguments.words().stream().map(key -> "^" + key + "$").toList();
        return new Search().run(new Arguments(arguments.options(), keys, filters), host);
    }
}
