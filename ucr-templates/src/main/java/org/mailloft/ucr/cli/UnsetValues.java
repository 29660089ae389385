package org.mailloft.ucr.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mailloft.ucr.Assignment;

/** {@code ucr unset}: removes keys from a layer, all or none. One that is not there is only a warning. */
record UnsetValues() implements Action {

    @Override
    public List<Option> options() {
        return Writing.optionSpecs();
    }

    @Override
    public int leastArguments() {
        return 1;
    }

    @Override
    public int run(Arguments arguments, Host host) throws IOException {
        var assignments = new ArrayList<Assignment>();
        arguments.words().forEach(key -> assignments.add(new Assignment.Unset(key)));
        return Writing.of(arguments, host).run(assignments, host);
    }
}
