package org.mailloft.ucr.template;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A program that is called when one of its variables changes: a {@code Type: script} or {@code Type: module} stanza.
 *
 * @param name as in the info file
 * @param program what to run
 * @param variables patterns of keys, matched from the start of a key
 * @param origin the package whose info file it comes from
 */
public record Hook(String name, Path program, List<Pattern> variables, String origin) {

    /** Whether a change of this key is its business. */
    public boolean reads(String key) {
        return variables.stream().anyMatch(pattern -> pattern.matcher(key).lookingAt());
    }
}
