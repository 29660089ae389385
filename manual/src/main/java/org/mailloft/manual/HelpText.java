package org.mailloft.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commands whose {@code --help} is their declaration: after {@code Options:} and {@code Actions:} entries of two blanks and a
 * colon at their end, with their explanation below them, six blanks or more in.
 */
final class HelpText {

    private static final Pattern ENTRY = Pattern.compile(" {2}(\\S.*?):?");
    private static final Pattern OPTION = Pattern.compile("(?<=[\\[| ])(--[a-z][a-z-]*)(?: <([^>]+)>)?");

    private HelpText() {}

    static Program parse(String name, String help) {
        var flags = new ArrayList<Flag>();
        var verbs = new ArrayList<Verb>();
        var section = "";
        var lines = help.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (line.matches("\\S.*:")) {
                section = line;
                continue;
            }
            Matcher entry = ENTRY.matcher(line);
            if (!entry.matches() || entry.group(1).startsWith(" ")) {
                continue;
            }
            var title = entry.group(1);
            var text = explanation(lines.subList(i + 1, lines.size()));
            switch (section) {
                case "Options:" -> flags.add(flag(title, text));
                case "Actions:" ->
                    // "register <package>, unregister <package>" is two
                    Arrays.stream(title.split(", (?=[a-z])")).forEach(one -> verbs.add(verb(one, text)));
                default -> {}
            }
        }
        return new Program(name, flags, "", verbs);
    }

    private static String explanation(List<String> lines) {
        return String.join(
                " ",
                lines.stream()
                        .takeWhile(line -> line.startsWith("      "))
                        .map(String::strip)
                        .toList());
    }

    /** Such as {@code -h | --help}, {@code --root <directory>} or {@code --sort (valid actions: dump, info)}. */
    private static Flag flag(String title, String text) {
        var remark = title.indexOf(" (");
        var spelled = remark < 0 ? title : title.substring(0, remark);
        var value = Pattern.compile(" <([^>]+)>").matcher(spelled);
        var names = List.of(spelled.replaceAll(" <[^>]+>", "").split(" \\| "));
        var whole = remark < 0 ? text : text + title.substring(remark);
        return new Flag(names, value.find() ? Optional.of(value.group(1)) : Optional.empty(), whole);
    }

    private static Verb verb(String title, String text) {
        var parts = title.split(" ", 2);
        var arguments = parts.length == 2 ? parts[1] : "";
        var flags = OPTION.matcher(" " + arguments)
                .results()
                .map(found -> new Flag(List.of(found.group(1)), Optional.ofNullable(found.group(2)), ""))
                .toList();
        return new Verb(parts[0], arguments, flags, text);
    }
}
