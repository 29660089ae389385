package org.mailloft.storage.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.mailloft.storage.disk.Disk;

/** The file in a home that says whose it is. */
final class HomeLabels {

    private static final String FILE_NAME = "mailloft-id";
    private static final int MAX_ID_CHARACTERS = 255;

    private final SmallFiles files;
    private final Disk disk;

    HomeLabels(Disk disk) {
        this.disk = disk;
        this.files = new SmallFiles(disk);
    }

    /**
     * As labels have it.
     *
     * @throws BadPlace when it cannot be the name of a file either
     */
    static String id(String text) {
        var id = text.strip().toLowerCase(Locale.ROOT);
        if (!id.matches("[a-z0-9][a-z0-9._=-]*") || id.length() > MAX_ID_CHARACTERS) {
            throw new BadPlace("'" + text.replaceAll("\\p{Cntrl}", "?") + "' is no id");
        }
        return id;
    }

    /** Empty for a home without a label, and for one that is not there. */
    Optional<String> read(Path home) throws IOException {
        try {
            var text = new String(disk.readAll(home.resolve(FILE_NAME)), StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(text.toLowerCase(Locale.ROOT));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** For a home in which nothing is yet: may be lost in a power failure until {@link #force}. */
    void writeLazily(Path home, String id) throws IOException {
        files.replaceLazily(home.resolve(FILE_NAME), id + "\n");
    }

    /** Makes a home durable, with its label. */
    void force(Path home) throws IOException {
        files.force(home.resolve(FILE_NAME));
    }

    /** Durable when it returns. */
    void write(Path home, String id) throws IOException {
        files.replace(home.resolve(FILE_NAME), id + "\n");
    }
}
