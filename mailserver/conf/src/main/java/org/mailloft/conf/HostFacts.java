package org.mailloft.conf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The variables every template knows: process and host. */
final class HostFacts {
    private HostFacts() {}

    static Optional<String> value(String key) {
        return switch (key) {
            case "pid" -> Optional.of(Long.toString(ProcessHandle.current().pid()));
            case "uid", "gid" -> Optional.of(processOwner(key));
            case "hostname" -> Optional.of(hostname());
            default -> Optional.empty();
        };
    }

    /** The kernel's node name. */
    static String hostname() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException _) {
            return "localhost";
        }
    }

    private static String processOwner(String attribute) {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:" + attribute)
                    .toString();
        } catch (IOException | UnsupportedOperationException _) {
            return "";
        }
    }
}
