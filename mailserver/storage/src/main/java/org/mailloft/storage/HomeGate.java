package org.mailloft.storage;

import java.nio.file.Path;

/** Keeps everybody out of directories of mail while they are moved. Any thread. */
public interface HomeGate {

    /** Always open. */
    HomeGate OPEN = (_, _) -> () -> {};

    /**
     * Begins something that must not go on while the directory is moved; it is moved when all have left.
     *
     * @param user whose mail it is
     * @throws MailFailure with {@code UNAVAILABLE} when it is being moved, or his mail has been moved away from there
     */
    Pass enter(MailUser user, Path directory);

    /** Whoever has one is inside. */
    @FunctionalInterface
    interface Pass extends AutoCloseable {
        @Override
        void close();
    }
}
