package org.mailloft.ucr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Values that a package sets when it is installed, unless they are there: {@code seeds/PACKAGE.seeds} of the share
 * folder, one {@code key?value} a line, {@code #} begins a comment line.
 */
public final class Seeds {

    private Seeds() {}

    /**
     * @param share the product's share folder
     * @return none where the package has no such file
     * @throws IOException when a line is neither
     */
    public static List<Assignment> of(Path share, String packageName) throws IOException {
        var file = share.resolve("seeds").resolve(packageName + ".seeds");
        var seeds = new ArrayList<Assignment>();
        if (Files.notExists(file)) {
            return List.of();
        }
        for (var line : Files.readAllLines(file)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int at = line.indexOf('?');
            if (at < 1) {
                throw new IOException(file + ": not KEY?VALUE: " + line);
            }
            seeds.add(new Assignment.SetIfAbsent(line.substring(0, at), line.substring(at + 1)));
        }
        return List.copyOf(seeds);
    }
}
