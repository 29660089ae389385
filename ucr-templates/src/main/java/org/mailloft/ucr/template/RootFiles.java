package org.mailloft.ucr.template;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Files of the root that templates name: secrets, and what the administrator adds to a file. */
final class RootFiles {

    private static final int MAX_OCTETS = 1 << 20;

    private final Path root;

    RootFiles(Path root) {
        this.root = root;
    }

    /** Empty when there is no such file. */
    Optional<String> firstLine(String name) {
        return content(name).map(text -> text.lines().findFirst().orElse(""));
    }

    /** Empty when there is no such file. */
    Optional<String> content(String name) {
        var file = Path.of(name);
        if (!file.isAbsolute() || !file.equals(file.normalize())) {
            throw Stop.because("\"" + name + "\" is not an absolute path without dots.");
        }
        var place = root.resolve(Path.of("/").relativize(file));
        try {
            if (Files.size(place) > MAX_OCTETS) {
                throw Stop.because(name + " is larger than 1 MiB.");
            }
            return Optional.of(Files.readString(place, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (CharacterCodingException e) {
            throw Stop.because(name + " is not in UTF-8.");
        } catch (IOException e) {
            throw Stop.because(name + " cannot be read: " + e.getMessage());
        }
    }
}
