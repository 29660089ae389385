package org.mailloft.ucr.type;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The values that are set at install: {@code KEY?VALUE} lines. */
public final class Seeds {

    private Seeds() {}

    public static SortedMap<String, String> shipped() throws IOException {
        var seeds = new TreeMap<String, String>();
        try (Stream<Path> files = Files.list(Path.of("share/seeds"))) {
            for (var file : files.toList()) {
                for (var line : Files.readAllLines(file)) {
                    if (!line.isBlank() && !line.startsWith("#")) {
                        int separator = line.indexOf('?');
                        assertFalse(
                                separator < 1 || line.substring(0, separator).contains("="), line);
                        seeds.put(line.substring(0, separator), line.substring(separator + 1));
                    }
                }
            }
        }
        return seeds;
    }
}
