package org.mailloft.storage.maildir;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.mailloft.conf.TabEscape;

/**
 * Content of a {@code subscriptions} file. Version 2, which new files get, has the header {@code V TAB 2}, an empty line,
 * then a line for each name with its levels between tabs. Version 1 has only names, levels divided by dots. A file stays
 * in the version it has. Immutable.
 *
 * @param tabbed whether this is version 2
 * @param names in the order of the file, each a list of levels in modified UTF-7
 */
record Subscriptions(boolean tabbed, List<List<String>> names) {

    static final String FILE_NAME = "subscriptions";

    private static final String HEADER = "V\t2\n\n";

    /** What there is without a file. */
    static final Subscriptions NONE = new Subscriptions(true, List.of());

    /** Empty and repeated lines are passed over. */
    static Subscriptions parse(byte[] file) {
        var text = new String(file, StandardCharsets.UTF_8);
        boolean tabbed = text.startsWith(HEADER);
        Set<List<String>> names = new LinkedHashSet<>();
        for (var line : text.substring(tabbed ? HEADER.length() : 0).split("\n")) {
            if (!line.isEmpty()) {
                names.add(tabbed ? tabbed(line) : List.of(line.split("\\.", -1)));
            }
        }
        return new Subscriptions(tabbed || text.isEmpty(), List.copyOf(names));
    }

    private static List<String> tabbed(String line) {
        var levels = new ArrayList<String>();
        for (var level : line.split("\t", -1)) {
            levels.add(TabEscape.unescape(level));
        }
        return List.copyOf(levels);
    }

    byte[] octets() {
        var out = new StringBuilder(tabbed ? HEADER : "");
        for (var name : names) {
            out.append(tabbed ? tabbed(name) : String.join(".", name)).append('\n');
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String tabbed(List<String> name) {
        return String.join("\t", name.stream().map(TabEscape::escape).toList());
    }

    /** With this name at the end, or the same when it is there already. */
    Subscriptions with(List<String> name) {
        if (names.contains(name)) {
            return this;
        }
        var more = new ArrayList<>(names);
        more.add(List.copyOf(name));
        return new Subscriptions(tabbed, List.copyOf(more));
    }

    /** Without this name, or the same when it is not there. */
    Subscriptions without(List<String> name) {
        return names.contains(name)
                ? new Subscriptions(
                        tabbed,
                        names.stream().filter(other -> !other.equals(name)).toList())
                : this;
    }
}
