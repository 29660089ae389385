package org.mailloft.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.mailloft.testing.Program;

/** Our packages, as dev/deb builds them. */
final class Packages {

    /** What of the version says that a package is the later one of the story. */
    private static final String LATER = "+later1";

    private static final Duration EACH = Duration.ofMinutes(1);

    private Packages() {}

    /** The files of a folder; none where there is no such folder. */
    static List<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".deb"))
                    .sorted()
                    .toList();
        }
    }

    static String version(Path file) throws IOException {
        return Program.run(EACH, "dpkg-deb", "--field", file.toString(), "Version")
                .orFail()
                .strip();
    }

    /** The same packages once more, as if built from the next version, in a folder that is made for it. */
    static List<Path> later(List<Path> packages, Path folder) throws IOException {
        Files.createDirectories(folder);
        var made = new ArrayList<Path>();
        for (var file : packages) {
            var tree = folder.resolve("tree");
            Program.run(EACH, "dpkg-deb", "--raw-extract", file.toString(), tree.toString())
                    .orFail();
            var control = tree.resolve("DEBIAN/control");
            var version = version(file);
            Files.writeString(
                    control,
                    Files.readString(control)
                            .replace("Version: " + version, "Version: " + version + LATER)
                            .replace("(= " + version + ")", "(= " + version + LATER + ")"));
            Program.run(EACH, "dpkg-deb", "--root-owner-group", "-Znone", "--build", tree.toString(), folder.toString())
                    .orFail();
            CleanDebian.remove(tree);
        }
        return in(folder);
    }
}
