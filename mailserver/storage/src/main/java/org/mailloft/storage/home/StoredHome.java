package org.mailloft.storage.home;

import java.nio.file.Path;

/**
 * A home that is at no place: a directory with the home and a note in it.
 *
 * @param state other than active
 * @param directory its last name is what commands call it
 */
record StoredHome(HomeState state, Path directory, HomeNote note) {

    static final String NOTE_FILE = "note";

    Path home() {
        return homeIn(directory);
    }

    static Path homeIn(Path directory) {
        return directory.resolve("home");
    }

    String name() {
        return directory.getFileName().toString();
    }

    StoredHome with(HomeNote changed) {
        return new StoredHome(state, directory, changed);
    }
}
