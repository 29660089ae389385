package org.mailloft.ucr.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Options and arguments of a verb, or of {@code ucr} itself.
 *
 * @param options those that were given, by {@link Option#name}, with their values; a flag's is empty
 * @param words what follows the options
 * @param filters those given before the verb
 */
record Arguments(Map<String, String> options, List<String> words, Set<Filter> filters) {

    /** An option that is not known, or has no value although it needs one. */
    static final class BadOption extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient boolean known;

        BadOption(String option, boolean known) {
            super(option, null, false, false);
            this.known = known;
        }

        /** False when there is no such option, true when its value is missing. */
        boolean isKnown() {
            return known;
        }
    }

    /**
     * Reads options up to the first argument that is none, or up to {@code --}.
     *
     * @param prefix what makes an argument an option
     * @throws BadOption with the option as it was typed
     */
    static Arguments parse(List<Option> known, String prefix, List<String> args, Set<Filter> filters) {
        var options = new HashMap<String, String>();
        int next = 0;
        while (next < args.size() && args.get(next).startsWith(prefix)) {
            var typed = args.get(next++);
            if (typed.equals("--")) {
                break;
            }
            int equals = typed.indexOf('=');
            var name = equals < 0 ? typed : typed.substring(0, equals);
            var option = find(known, name);
            if (option.isEmpty() || equals >= 0 && !option.get().takesValue()) {
                throw new BadOption(typed, false);
            }
            var value = equals < 0 ? "" : typed.substring(equals + 1);
            if (option.get().takesValue() && equals < 0) {
                if (next == args.size()) {
                    throw new BadOption(typed, true);
                }
                value = args.get(next++);
            }
            options.put(option.get().name(), value);
        }
        return new Arguments(options, args.subList(next, args.size()), filters);
    }

    private static Optional<Option> find(List<Option> known, String name) {
        for (var option : known) {
            if (option.names().contains(name)) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(options.get(option));
    }

    private String sortedBy(Entry entry) {
        return filters.contains(Filter.KEYS_ONLY) ? entry.key() : entry.text();
    }

    /** Prints entries in order of their text, as the filters say. */
    void print(List<Entry> entries, PrintStream out) {
        boolean keysOnly = filters.contains(Filter.KEYS_ONLY);
        var sorted = new ArrayList<>(entries);
        sorted.sort((one, other) -> sortedBy(one).compareTo(sortedBy(other)));
        for (var entry : sorted) {
            if (filters.contains(Filter.SHELL)) {
                out.print(Shell.name(entry.key()) + "=" + Shell.quote(keysOnly ? "" : entry.value()) + "\n");
            } else {
                out.print((keysOnly ? entry.key() : entry.text()) + "\n");
            }
        }
    }
}
