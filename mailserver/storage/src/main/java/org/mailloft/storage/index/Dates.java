package org.mailloft.storage.index;

import java.time.Instant;
import java.util.stream.IntStream;

/**
 * When the messages of a chunk were received: the one column that may be filled in later. Dates that are known never
 * change, so a view is immutable for its readers all the same. Any thread.
 */
final class Dates {

    /** In place of a date that nobody asked for yet; also in index files. */
    static final long UNKNOWN = Instant.MIN.getEpochSecond();

    /** Seconds since 1970. Replaced, never written to. */
    private volatile long[] seconds;

    /** @param seconds since 1970, or {@link #UNKNOWN}; given away */
    Dates(long[] seconds) {
        this.seconds = seconds;
    }

    /** As far as they are known now; not to be written to. */
    long[] seconds() {
        return seconds;
    }

    long of(int n) {
        return seconds[n];
    }

    /** Positions of messages whose date is not known. */
    int[] unknown() {
        var known = seconds;
        return IntStream.range(0, known.length).filter(n -> known[n] == UNKNOWN).toArray();
    }

    /** Fills in dates. Of two who do that at once both have looked at all that was unknown, so either may win. */
    void learn(int[] positions, long[] found) {
        var all = seconds.clone();
        for (int i = 0; i < positions.length; i++) {
            all[positions[i]] = found[i];
        }
        seconds = all;
    }
}
