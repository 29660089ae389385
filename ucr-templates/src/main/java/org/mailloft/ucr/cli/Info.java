package org.mailloft.ucr.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import org.mailloft.ucr.type.Description;
import org.mailloft.ucr.type.Descriptions;

/** {@code ucr info}: all that is known about some variables. A pattern is found by keys that are set. */
record Info() implements Action {

    @Override
    public int leastArguments() {
        return 1;
    }

    @Override
    public Set<Filter> filters() {
        return Set.of(Filter.SORT);
    }

    @Override
    public int run(Arguments arguments, Host host) throws IOException {
        var values = host.registry().values();
        var descriptions = Descriptions.load(host.share(), host.root());
        var entries = new ArrayList<Entry>();
        for (var key : arguments.words()) {
            var value = values.get(key);
            Optional<Description> description =
                    descriptions.of(key).filter(known -> value.isPresent() || !known.isPattern());
            if (value.isEmpty() && description.isEmpty()) {
                host.err().print("W: Unknown key: \"" + key + "\"\n");
                continue;
            }
            var details = new ArrayList<String>();
            if (description.isPresent()) {
                details.add(Described.text(description.get(), host.german()));
                details.add(Described.categories(description.get()));
                details.add(Described.byDefault(description.get()));
                details.add(Described.type(description.get()));
            }
            details.add("");
            entries.add(new Entry(key, key, value.orElse(Search.EMPTY), details));
        }
        arguments.print(entries, host.out());
        return ExitCode.OK;
    }
}
