package org.mailloft.storage.home;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The directories that belong to a home.
 *
 * @param home the one with the label in it
 * @param mail root of the Maildir++: the home itself or below it, unless {@code beside} has it
 * @param beside what lies elsewhere, by its {@link Role}
 */
record HomeFolders(Place place, Path home, Path mail, Map<Role, Path> beside) {

    /** What is not below the home, where the configuration wants it so. */
    enum Role {
        MAIL,
        CONTROL,
        INDEX
    }

    List<Path> all() {
        var all = new ArrayList<Path>();
        all.add(home);
        all.addAll(beside.values());
        return all;
    }

    /** Where something beside the home waits while the home is kept under a name; on the same file system. */
    Path stored(Role role, String name) {
        return beside.get(role).resolveSibling(".stored-" + name);
    }
}
