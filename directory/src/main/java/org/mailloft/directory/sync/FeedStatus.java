package org.mailloft.directory.sync;

import java.time.Instant;
import java.util.Optional;

/**
 * How following the directory goes.
 *
 * @param since when this state began
 * @param lastError why the connection before this one ended
 */
public record FeedStatus(State state, Instant since, Optional<String> lastError) {

    public enum State {
        /** Between two attempts, or trying. */
        DISCONNECTED,
        /** Catching up. */
        REFRESHING,
        /** Up to date. */
        FOLLOWING,
        CLOSED
    }
}
