package org.mailloft.manual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What bash completes for a command. The script is {@code completion.bash} with a table of what may follow which words; see there
 * for what the table's entries mean.
 */
record Completion(Program program) {

    String text() {
        var function = "_mailloft_" + program.name().replaceFirst("^mailloft-", "");
        return template()
                .replace("@COMMAND@", program.name())
                .replace("@FUNCTION@", function)
                .replace("@TABLE@\n", table());
    }

    private String table() {
        var table = new StringBuilder();
        for (var path : paths()) {
            var verb = program.verbs().stream()
                    .filter(candidate -> candidate.words().equals(path))
                    .findFirst();
            var flags = path.isEmpty() ? program.flags() : verb.map(Verb::flags).orElse(List.of());
            var arguments = path.isEmpty()
                    ? program.arguments()
                    : verb.map(Verb::arguments).orElse("");
            var entries = new LinkedHashSet<String>(next(path));
            flags.forEach(flag -> flag.names().forEach(name -> entries.add(entry(name, flag))));
            entries.add("*" + kind(firstArgument(arguments)));
            var words = entries.stream().map(Completion::quoted).collect(Collectors.joining(" "));
            table.append("    " + quoted(path) + ") printf '%s\\n' " + words + " ;;\n");
        }
        return table.toString();
    }

    /** Everything that another word can follow: nothing, groups, verbs. */
    private Set<String> paths() {
        var paths = new TreeSet<String>();
        paths.add("");
        for (var verb : program.verbs()) {
            var words = verb.path();
            for (int length = 1; length <= words.size(); length++) {
                paths.add(String.join(" ", words.subList(0, length)));
            }
        }
        return paths;
    }

    private Set<String> next(String path) {
        int depth = path.isEmpty() ? 0 : path.split(" ").length;
        return program.verbs().stream()
                .filter(verb -> verb.path().size() > depth
                        && String.join(" ", verb.path().subList(0, depth)).equals(path))
                .map(verb -> verb.path().get(depth))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String entry(String name, Flag flag) {
        return flag.value().map(value -> name + "=" + kind(value)).orElse(name);
    }

    /** {@code mailbox} in {@code [-u <user>] <mailbox> [<right>]}: the first that is not the value of an option. */
    private static String firstArgument(String arguments) {
        var label = Pattern.compile("(?<![-\\w] )<([^<>]+)>(=?)").matcher(arguments);
        return label.find() ? label.group(1) + label.group(2) : "";
    }

    /** What to complete a value with, by what its declaration calls it. */
    private static String kind(String label) {
        if (label.matches("[-\\w]+(\\|[-\\w]+)+")) {
            return label;
        }
        return switch (label) {
            case "file" -> "@file";
            case "directory", "folder" -> "@directory";
            case "user", "user mask" -> "@user";
            case "key" -> "@key";
            case "key=" -> "@assignment";
            case "setting" -> "@setting";
            default -> label.matches(".*(file|path)") ? "@file" : "?";
        };
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }

    private static String template() {
        try (var in = Completion.class.getResourceAsStream("completion.bash")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
