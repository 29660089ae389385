package org.mailloft.doveadm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the server of a configuration file listens. Only the two settings that tell it are looked for, in the main file
 * itself: a command must not take the time to understand a whole configuration.
 */
final class ConfiguredSocket {

    private static final Pattern SETTING =
            Pattern.compile("[ \\t]*(base_dir|doveadm_socket_path)[ \\t]*=[ \\t]*\"?([^\"#]*?)\"?[ \\t]*(?:#.*)?");

    private ConfiguredSocket() {}

    /**
     * @return empty when the file does not say where
     * @throws BadUsage when it cannot be read
     */
    static Optional<Path> of(Path file) {
        Optional<Path> base = Optional.empty();
        var socket = "doveadm-server";
        try {
            for (var line : Files.readAllLines(file)) {
                var found = SETTING.matcher(line);
                if (found.matches() && found.group(1).equals("base_dir")) {
                    base = Optional.of(Path.of(found.group(2)));
                } else if (found.matches()) {
                    socket = found.group(2);
                }
            }
        } catch (IOException e) {
            throw new BadUsage("doveadm: Fatal: open(" + file + ") failed: " + e.getMessage(), ExitCode.CONFIGURATION);
        }
        var name = socket;
        return base.map(folder -> folder.resolve(name))
                .or(() -> Optional.of(Path.of(name)).filter(Path::isAbsolute));
    }
}
