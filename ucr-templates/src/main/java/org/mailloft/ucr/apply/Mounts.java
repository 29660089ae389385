package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which files something is mounted on: they can be written, but nothing can take their place. See proc(5), mountinfo. */
final class Mounts {

    private static final Path TABLE = Path.of("/proc/self/mountinfo");
    private static final int MOUNT_POINT = 4;
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

    private Optional<Set<Path>> points = Optional.empty();

    boolean isMounted(Path file) throws IOException {
        if (points.isEmpty()) {
            points = Optional.of(read());
        }
        return points.get().contains(file.toRealPath(java.nio.file.LinkOption.NOFOLLOW_LINKS));
    }

    private static Set<Path> read() throws IOException {
        var points = new HashSet<Path>();
        if (Files.isReadable(TABLE)) {
            for (var line : Files.readAllLines(TABLE)) {
                var fields = line.split(" ");
                points.add(Path.of(OCTAL.matcher(fields[MOUNT_POINT])
                        .replaceAll(code -> String.valueOf((char) Integer.parseInt(code.group(1), 8)))));
            }
        }
        return points;
    }
}
