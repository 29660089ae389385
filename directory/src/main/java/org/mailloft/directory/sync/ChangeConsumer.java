package org.mailloft.directory.sync;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A follower of the directory. All calls come from one thread; an exception ends the current connection, and after a
 * pause the feed begins again at {@link #cookie}.
 */
public interface ChangeConsumer {

    /** The last stored {@link DirectoryChange.Checkpoint}, empty to get everything. */
    Optional<byte[]> cookie();

    /**
     * All entries that the follower has been given and that were not removed since. Some servers name what is left
     * instead of what is gone, so this must survive restarts together with the cookie.
     */
    Set<UUID> known();

    void accept(DirectoryChange change);
}
