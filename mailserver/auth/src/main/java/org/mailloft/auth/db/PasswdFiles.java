package org.mailloft.auth.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mailloft.auth.AuthQuery;

/**
 * The file or files of one section: its {@code args} name a path that may have variables, and a format of the user name in
 * it. Thread safe.
 */
final class PasswdFiles {

    /** Of files with variables in their path, so many stay in memory. */
    private static final int MAX_FILES = 100;

    private final Arguments arguments;
    private final Map<Path, PasswdFile> files = new LinkedHashMap<>(16, 0.75f, true);

    PasswdFiles(String args) {
        this.arguments = Arguments.parse(args, "scheme", "username_format");
        if (arguments.rest().isEmpty()) {
            throw new IllegalArgumentException("passwd-file: Missing file path in args");
        }
    }

    String defaultScheme() {
        return arguments.option("scheme", "CRYPT");
    }

    String template() {
        return arguments.option("username_format", "%u") + " " + arguments.rest();
    }

    /** What the file has on this user; a file of variable name that is missing has nobody. */
    Optional<PasswdFile.Entry> entry(AuthQuery query) throws IOException {
        var variables = query.variables();
        var name = variables.expand(arguments.option("username_format", "%u"));
        var path = Path.of(variables.expand(arguments.rest(), PasswdFiles::harmless));
        if (hasVariables() && !Files.exists(path)) {
            return Optional.empty();
        }
        return file(path).entry(name);
    }

    /** The whole file; empty where there is one for each domain. */
    Optional<PasswdFile> single() {
        return hasVariables() ? Optional.empty() : Optional.of(file(Path.of(arguments.rest())));
    }

    private boolean hasVariables() {
        return arguments.rest().contains("%");
    }

    /** For log lines. */
    Path path(AuthQuery query) {
        return Path.of(query.variables().expand(arguments.rest(), PasswdFiles::harmless));
    }

    /** A user name must not lead out of the folder. */
    private static String harmless(String value) {
        return value.replace('/', '_').replaceFirst("^\\.+", "_");
    }

    private synchronized PasswdFile file(Path path) {
        var file = files.computeIfAbsent(path, PasswdFile::new);
        if (files.size() > MAX_FILES) {
            files.remove(files.keySet().iterator().next());
        }
        return file;
    }
}
