package org.mailloft.ucr.cli;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ucr commit}: makes files anew; without names all of them, and runs all scripts and modules. */
record Commit() implements Action {

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");

    @Override
    public int run(Arguments arguments, Host host) throws IOException {
        var files = arguments.words().stream().map(name -> expand(name, host)).toList();
        return new Report(host).of(host.applier().commit(files), List.of());
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
