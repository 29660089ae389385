package org.mailloft.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What quota warnings say: a directory with one file for each threshold, {@code 95.txt}, and {@code subject.txt}, in UTF-8.
 * {@code $PERCENT} stands for the number. Read anew for each warning.
 */
record WarningTexts(Path directory) {

    private static final String DEFAULT_SUBJECT = "Quota-Warning";

    /** The text for this threshold; empty when there is none. */
    Optional<String> text(String threshold) throws IOException {
        return threshold.matches("[A-Za-z0-9_-]{1,32}")
                ? read(threshold + ".txt", threshold).filter(text -> !text.isBlank())
                : Optional.empty();
    }

    /** One line. */
    String subject(String threshold) throws IOException {
        return read("subject.txt", threshold)
                .flatMap(text -> text.lines().map(String::strip).findFirst())
                .filter(line -> !line.isEmpty())
                .orElse(DEFAULT_SUBJECT);
    }

    private Optional<String> read(String file, String threshold) throws IOException {
        try {
            var octets = Files.readAllBytes(directory.resolve(file));
            return Optional.of(new String(octets, StandardCharsets.UTF_8).replace("$PERCENT", threshold));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }
}
