package org.mailloft.doveadm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds commands by their words, and tells which there are. */
final class Help {

    private Help() {}

    /** The command whose words the arguments begin with. */
    static Optional<CommandSpec> find(List<String> args) {
        return CommandTable.ALL.stream()
                .filter(spec -> args.size() >= spec.path().size()
                        && args.subList(0, spec.path().size()).equals(spec.path()))
                .findFirst();
    }

    /** What can follow the arguments: of a group its commands, else of everything. */
    static String usage(List<String> args) {
        var group = args.stream().findFirst().filter(word -> CommandTable.ALL.stream()
                .anyMatch(
                        spec -> spec.path().size() > 1 && spec.path().getFirst().equals(word)));
        var text = new StringBuilder("usage: doveadm [-Dv] [-f <formatter>] ");
        group.ifPresent(word -> text.append(word).append(' '));
        text.append("<command> [<args>]\n");
        entries(group)
                .forEach((word, rest) -> text.append(String.format("  %-12s %s%n", word, String.join("|", rest))));
        return text.toString();
    }

    /** Each word that can come next, with the arguments of a command or the words that can follow in a group. */
    private static Map<String, Set<String>> entries(Optional<String> group) {
        int depth = group.isPresent() ? 1 : 0;
        var entries = new TreeMap<String, Set<String>>();
        for (var spec : CommandTable.ALL) {
            var path = spec.path();
            if (group.isEmpty() || path.getFirst().equals(group.get())) {
                boolean ends = path.size() == depth + 1;
                entries.computeIfAbsent(path.get(depth), _ -> new TreeSet<>())
                        .add(ends ? spec.synopsis() : path.get(depth + 1));
            }
        }
        return entries;
    }
}
