package org.mailloft.storage.maildir;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.mailloft.storage.disk.FileStatus;

/**
 * How a file or directory looked when it was last read, to notice cheaply that others changed it. A change in the same
 * instant as ours leaves the same time of modification; so a stamp taken less than a second after that time is trusted
 * for the moment, but once the second is over the file is read once more.
 *
 * @param modified time of last change; {@link Instant#MIN} when there was no file
 * @param size octets
 * @param settled whether it was taken late enough to be trusted for good
 */
record Stamp(Instant modified, long size, boolean settled) {

    private static final Duration RESOLUTION = Duration.ofSeconds(1);

    /** Matches nothing: the file must be read. */
    static final Stamp UNKNOWN = new Stamp(Instant.MAX, -1, true);

    private static final Instant ABSENT = Instant.MIN;

    static Stamp of(Optional<FileStatus> status, Instant now) {
        return status.map(found -> new Stamp(found.modified(), found.size(), isSettled(found.modified(), now)))
                .orElse(new Stamp(ABSENT, 0, true));
    }

    /** Whether the file must be read again. */
    boolean isOutdated(Optional<FileStatus> status, Instant now) {
        boolean same = status.map(found -> found.modified().equals(modified) && found.size() == size)
                .orElse(modified.equals(ABSENT));
        return !same || !settled && isSettled(modified, now);
    }

    /** A time in the future tells nothing, and would otherwise have the file read again and again. */
    private static boolean isSettled(Instant modified, Instant now) {
        return Duration.between(modified, now).abs().compareTo(RESOLUTION) > 0;
    }

    void writeTo(DataOutput out) throws IOException {
        boolean plain = !modified.equals(ABSENT) && !modified.equals(Instant.MAX);
        out.writeLong(plain ? modified.getEpochSecond() : modified.equals(ABSENT) ? Long.MIN_VALUE : Long.MAX_VALUE);
        out.writeInt(plain ? modified.getNano() : 0);
        out.writeLong(size);
        out.writeBoolean(settled);
    }

    static Stamp readFrom(DataInput in) throws IOException {
        long seconds = in.readLong();
        int nanos = in.readInt();
        long size = in.readLong();
        boolean settled = in.readBoolean();
        if (seconds == Long.MAX_VALUE) {
            return UNKNOWN;
        }
        return new Stamp(seconds == Long.MIN_VALUE ? ABSENT : Instant.ofEpochSecond(seconds, nanos), size, settled);
    }
}
