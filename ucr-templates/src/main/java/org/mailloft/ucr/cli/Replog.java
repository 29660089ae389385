package org.mailloft.ucr.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.mailloft.ucr.Change;

/** The log from which changes can be made again elsewhere; only kept when {@link #SWITCH} says so. */
final class Replog {

    static final String SWITCH = "ucr/replog/enabled";

    private static final Path FILE = Path.of("var/log/univention/config-registry.replog");

    private Replog() {}

    static void write(Host host, List<Change> changes) {
        var file = host.root().resolve(FILE);
        try {
            if (changes.isEmpty()) {
                return;
            }
            var time = LocalDateTime.ofInstant(host.clock().instant(), ZoneId.systemDefault())
                    .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"));
            var lines = new StringBuilder();
            changes.forEach(change ->
                    lines.append(time).append(": ").append(line(change)).append('\n'));
            append(file, lines.toString());
        } catch (IOException e) {
            // the change is made all the same
            host.err().print("W: " + file + " cannot be written: " + e + "\n");
        }
    }

    private static void append(Path file, String lines) throws IOException {
        if (Files.notExists(file)) {
            Files.createDirectories(file.getParent());
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
        }
        Files.write(file, lines.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    }

    private static String line(Change change) {
        var option =
                switch (change.layer()) {
                    case DEFAULT, NORMAL, CUSTOM -> "";
                    case LDAP -> "--ldap-policy ";
                    case SCHEDULE -> "--schedule ";
                    case FORCED -> "--force ";
                };
        var command = change.layerAfter()
                .map(value -> "set " + option + change.key() + "=" + Shell.quote(value))
                .orElseGet(() -> "unset " + option + "'" + change.key() + "'");
        return command + " old:" + change.layerBefore().orElse("[Previously undefined]");
    }
}
