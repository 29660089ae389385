package org.mailloft.storage.maildir;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.mailloft.storage.disk.FileStatus;

/**
 * How a file or directory looked when it was last read, to notice cheaply that others changed it.
 *
 * <p>A change of a directory in the same instant as ours leaves the same time of modification; so the stamp of a
 * directory taken less than a second after that time is trusted for the moment, but once the second is over the
 * directory is read once more. Files need no such care: they grow, or are replaced by others.
 *
 * @param modified time of last change; {@link Instant#MIN} when there was no file
 * @param size octets
 * @param identity tells one file from another of the same name
 * @param settled whether it is trusted for good
 */
record Stamp(Instant modified, long size, int identity, boolean settled) {

    private static final Duration RESOLUTION = Duration.ofSeconds(1);

    /** Matches nothing: the file must be read. */
    static final Stamp UNKNOWN = new Stamp(Instant.MAX, -1, 0, true);

    private static final Stamp ABSENT = new Stamp(Instant.MIN, 0, 0, true);

    static Stamp of(Optional<FileStatus> status, Instant now) {
        return status.map(found -> of(found, now)).orElse(ABSENT);
    }

    private static Stamp of(FileStatus found, Instant now) {
        boolean settled = !found.directory() || isSettled(found.modified(), now);
        return new Stamp(found.modified(), found.size(), Objects.hashCode(found.key()), settled);
    }

    /** Whether the file must be read again. */
    boolean isOutdated(Optional<FileStatus> status, Instant now) {
        return !isSame(status) || !settled && isSettled(modified, now);
    }

    private boolean isSame(Optional<FileStatus> status) {
        if (status.isEmpty()) {
            return equals(ABSENT);
        }
        var found = status.get();
        return found.modified().equals(modified) && found.size() == size && Objects.hashCode(found.key()) == identity;
    }

    /** A time in the future tells nothing, and would otherwise have the directory read again and again. */
    private static boolean isSettled(Instant modified, Instant now) {
        return Duration.between(modified, now).abs().compareTo(RESOLUTION) > 0;
    }

    void writeTo(DataOutput out) throws IOException {
        boolean plain = !equals(ABSENT) && !equals(UNKNOWN);
        out.writeLong(plain ? modified.getEpochSecond() : equals(ABSENT) ? Long.MIN_VALUE : Long.MAX_VALUE);
        out.writeInt(plain ? modified.getNano() : 0);
        out.writeLong(size);
        out.writeInt(identity);
        out.writeBoolean(settled);
    }

    static Stamp readFrom(DataInput in) throws IOException {
        long seconds = in.readLong();
        int nanos = in.readInt();
        long size = in.readLong();
        int identity = in.readInt();
        boolean settled = in.readBoolean();
        if (seconds == Long.MAX_VALUE) {
            return UNKNOWN;
        }
        return seconds == Long.MIN_VALUE
                ? ABSENT
                : new Stamp(Instant.ofEpochSecond(seconds, nanos), size, identity, settled);
    }
}
