package org.mailloft.storage.home;

import java.nio.file.Path;

/** Who uses homes while they are to be moved, and what remembers homes by their directories. */
public interface HomeUsers {

    /** Where nobody ever is. */
    HomeUsers NONE = new HomeUsers() {
        @Override
        public void sendAway(Place place) {}

        @Override
        public void vacate(Path directory) {}

        @Override
        public void left(Place place, Path home) {}

        @Override
        public void arrived(Place place, Path home) {}

        @Override
        public void renamed(String from, String to) {}
    };

    /** Tells everybody who is logged in there to leave, which may take a moment. */
    void sendAway(Place place);

    /**
     * Lets go of all mailboxes below a directory whose doors are closed; sessions that have one open find it gone.
     *
     * @throws org.mailloft.storage.MailFailure with {@code IN_USE} when somebody keeps one locked
     */
    void vacate(Path directory);

    /** A home is no longer where it was: what was remembered of it there is to be forgotten. */
    void left(Place place, Path home);

    /** A home is in use where it was not before; its doors are open. */
    void arrived(Place place, Path home);

    /** Whoever had one name in the rights that others gave has another one from now on. All doors are open. */
    void renamed(String from, String to);
}
