package org.mailloft.ucr.template;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads an info file: stanzas of {@code Key: value} lines, a blank line between two, {@code #} lines are comments. In those
 * of others a line that is neither is passed over, and what is not UTF-8 is some letter.
 */
final class InfoFile {

    private static final int MAX_OCTETS = 1 << 20;

    private final Path file;
    private final Path folder;
    private final boolean ours;
    private final List<Stanza> stanzas = new ArrayList<>();
    private List<Stanza.Field> fields = new ArrayList<>();

    private InfoFile(Path file, Path folder, boolean ours) {
        this.file = file;
        this.folder = folder;
        this.ours = ours;
    }

    /**
     * @param folder the {@code templates} folder that it belongs to
     * @param ours whether that is the product's own
     */
    static List<Stanza> read(Path file, Path folder, boolean ours) {
        var info = new InfoFile(file, folder, ours);
        int number = 0;
        for (var line : info.lines()) {
            info.take(line, ++number);
        }
        info.close();
        return info.stanzas;
    }

    private void take(String line, int number) {
        if (line.isBlank()) {
            close();
        } else if (!line.startsWith("#")) {
            int colon = line.indexOf(':');
            var key = colon < 0 ? "" : line.substring(0, colon).strip();
            var value = line.substring(colon + 1).strip();
            if (!key.isEmpty() && !value.isEmpty()) {
                fields.add(new Stanza.Field(key, value, number));
            } else if (ours) {
                throw failure(number, "The line is not \"Key: value\".");
            }
        }
    }

    private void close() {
        if (!fields.isEmpty()) {
            stanzas.add(new Stanza(file, folder, ours, fields));
            fields = new ArrayList<>();
        }
    }

    private List<String> lines() {
        try {
            if (Files.size(file) > MAX_OCTETS) {
                throw failure(0, "The info file is larger than 1 MiB.");
            }
            var text = ours
                    ? Files.readString(file, StandardCharsets.UTF_8)
                    : new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return text.lines().toList();
        } catch (CharacterCodingException e) {
            throw failure(0, "The info file is not in UTF-8.");
        } catch (IOException e) {
            throw failure(0, "The info file cannot be read: " + e.getMessage());
        }
    }

    private TemplateFailure failure(int line, String reason) {
        return new TemplateFailure(file, line, Optional.empty(), reason);
    }
}
