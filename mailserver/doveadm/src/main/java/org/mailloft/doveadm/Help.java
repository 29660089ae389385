package org.mailloft.doveadm;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

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
        lines(group).forEach((name, rest) -> text.append("  ")
                .append(String.format("%-12s", name))
                .append(' ')
                .append(rest)
                .append('\n'));
        return text.toString();
    }

    /** The next word after the group, with arguments where it ends the name and with further words where it doesn't. */
    private static TreeMap<String, String> lines(Optional<String> group) {
        var lines = new TreeMap<String, String>();
        int depth = group.isPresent() ? 1 : 0;
        for (var spec : CommandTable.ALL) {
            var path = spec.path();
            if (group.isEmpty() || path.getFirst().equals(group.get())) {
                boolean last = path.size() == depth + 1;
                lines.merge(path.get(depth), last ? spec.synopsis() : path.get(depth + 1), (a, b) -> (a + "|" + b)
                        .lines()
                        .flatMap(line -> List.of(line.split("\\|")).stream())
                        .distinct()
                        .sorted()
                        .collect(java.util.stream.Collectors.joining("|")));
            }
        }
        return lines;
    }
}
