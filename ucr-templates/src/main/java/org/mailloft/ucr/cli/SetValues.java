package org.mailloft.ucr.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailloft.ucr.Assignment;
import org.mailloft.ucr.BadKey;
import org.mailloft.ucr.Keys;

/** {@code ucr set}: {@code key=value} always, {@code key?value} when the layer does not have the key; all or none. */
record SetValues() implements Action {

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
        for (var word : arguments.words()) {
            var assignment = assignment(word);
            if (assignment.isEmpty()) {
                host.err().print("W: Missing value for config registry variable '" + word + "'\n");
            }
            assignment.ifPresent(assignments::add);
        }
        for (var assignment : assignments) {
            if (losesLineEnds(assignment)) {
                host.err().print("W: The line ends in the value of '" + assignment.key() + "' are removed\n");
            }
        }
        if (refusesKey(assignments, host)) {
            return ExitCode.FAILED;
        }
        return assignments.isEmpty() ? ExitCode.OK : Writing.of(arguments, host).run(assignments, host);
    }

    private static Optional<Assignment> assignment(String word) {
        for (int i = 0; i < word.length(); i++) {
            switch (word.charAt(i)) {
                case '=' -> {
                    return Optional.of(new Assignment.Set(word.substring(0, i), word.substring(i + 1)));
                }
                case '?' -> {
                    return Optional.of(new Assignment.SetIfAbsent(word.substring(0, i), word.substring(i + 1)));
                }
                default -> {}
            }
        }
        return Optional.empty();
    }

    /** The files of the registry have one line for each variable. At the ends of a value nobody misses them. */
    private static boolean losesLineEnds(Assignment assignment) {
        // no pattern switch, see Report
        var value = assignment instanceof Assignment.Set set
                ? set.value()
                : assignment instanceof Assignment.SetIfAbsent other ? other.value() : "";
        var inner = value.strip();
        return inner.indexOf('\n') >= 0 || inner.indexOf('\r') >= 0;
    }

    /** Names every key that cannot be one, not only the first. */
    private static boolean refusesKey(List<Assignment> assignments, Host host) {
        boolean refused = false;
        for (var assignment : assignments) {
            try {
                Keys.check(assignment.key());
            } catch (BadKey e) {
                refused = true;
                host.out().print("Not setting " + assignment.key() + "\n");
                host.err().print(e.getMessage() + "\n");
            }
        }
        if (refused) {
            host.err().print(Report.nothingChanged(assignments.size()) + "\n");
        }
        return refused;
    }
}
