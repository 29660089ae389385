package org.mailloft.ucr.template;

import java.util.List;

/**
 * A program that reads rendered files: a {@code Type: service} stanza. Each command is a list of words without a shell.
 * In a word, <code>{root}</code> is the root folder and <code>{staged}</code> a view of it in which all targets are the
 * new ones. A command without either only makes sense on the host itself and is left out for any other root; one whose
 * program is not installed is left out too.
 *
 * @param name as in {@link Target#service}
 * @param checks must all end with 0 before the files are swapped; what they print says why not
 * @param running ends with 0 when the service runs; one that does not is not reloaded
 * @param reload takes over new files; ends with 0 once the service has
 * @param restart for settings that a reload does not take over
 * @param waits whether it is not reloaded while such a setting waits for its restart, since it would end with the reload
 */
public record Service(
        String name,
        List<List<String>> checks,
        List<String> running,
        List<String> reload,
        List<String> restart,
        boolean waits) {}
