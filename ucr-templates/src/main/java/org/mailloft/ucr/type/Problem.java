package org.mailloft.ucr.type;

import java.nio.file.Path;

/**
 * Something in a {@code registry.info} file that cannot be used. The rest of the file and all others are.
 *
 * @param line in the file, from 1; 0 when the file as a whole is meant
 * @param text a sentence without the above
 */
public record Problem(Path file, int line, String text) {

    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + text;
    }
}
