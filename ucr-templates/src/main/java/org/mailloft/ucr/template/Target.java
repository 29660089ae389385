package org.mailloft.ucr.template;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One file that is rendered, as its info file and its templates say.
 *
 * @param path where it goes, relative to the root
 * @param sources its template, or those of its parts in the order of their names
 * @param multifile whether it is made of parts
 * @param variables keys that its templates name
 * @param families patterns of further keys, matched from the start of a key
 * @param user owner; empty to keep that of the file that is there, root otherwise; may name a variable as
 *     {@code @%@key@%@}
 * @param group likewise
 * @param mode octal permissions; empty for those of the template
 * @param preinst module that is called before the files are swapped
 * @param postinst module that is called after
 * @param service who reads the file and is reloaded when it changed
 * @param origin the package whose info file it comes from
 */
public record Target(
        Path path,
        List<Path> sources,
        boolean multifile,
        Set<String> variables,
        List<Pattern> families,
        Optional<String> user,
        Optional<String> group,
        Optional<Integer> mode,
        Optional<String> preinst,
        Optional<String> postinst,
        Optional<String> service,
        String origin) {

    /** Whether a change of this key can change the file. */
    public boolean reads(String key) {
        return variables.contains(key)
                || families.stream().anyMatch(family -> family.matcher(key).lookingAt());
    }
}
