package org.mailloft.ucr.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ucr commit}: makes files anew; without names all of them, and runs all scripts and modules. */
record Commit() implements Action {

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");

    @Override
    public int run(Arguments arguments, Host host) throws IOException {
        var files = arguments.words().stream().map(name -> inRoot(name, host)).toList();
        return new Report(host).of(host.applier().commit(files), List.of());
    }

    /** Absolute as seen inside the root; a name may also be that of the file where it really is. */
    private static String inRoot(String name, Host host) {
        var path = Path.of(expand(name, host)).toAbsolutePath().normalize();
        var root = host.root().toAbsolutePath().normalize();
        return path.startsWith(root) ? "/" + root.relativize(path) : path.toString();
    }

    private static String expand(String name, Host host) {
        var home = host.environment().getOrDefault("HOME", "");
        var path = name.equals("~") || name.startsWith("~/") ? home + name.substring(1) : name;
        return VARIABLE.matcher(path).replaceAll(found -> {
            var variable = found.group(1) == null ? found.group(2) : found.group(1);
            return Matcher.quoteReplacement(host.environment().getOrDefault(variable, found.group()));
        });
    }
}
