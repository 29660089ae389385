package org.mailloft.storage.index;

import java.util.Arrays;
import org.mailloft.storage.SystemFlag;

/**
 * A run of neighbouring messages, column by column. Immutable, although the arrays are not copied: whoever makes a
 * chunk gives its arrays away. Views that differ elsewhere share their chunks.
 */
final class Chunk {

    /** Messages in a chunk at most; a change copies at most so many. */
    static final int CAPACITY = 256;

    /** Unsigned. */
    final int[] uids;

    final long[] flags;
    final long[] modSeqs;
    /** Seconds since 1970. */
    final long[] dates;

    final long[] sizes;
    final long[] physicalSizes;
    final Keys keys;

    /** Messages without {@code \Seen}. */
    final int unseen;
    /** Messages with {@code \Deleted}. */
    final int deleted;
    /** Sum of {@link #sizes}. */
    final long totalSize;

    Chunk(int[] uids, long[] flags, long[] modSeqs, long[] dates, long[] sizes, long[] physicalSizes, Keys keys) {
        this.uids = uids;
        this.flags = flags;
        this.modSeqs = modSeqs;
        this.dates = dates;
        this.sizes = sizes;
        this.physicalSizes = physicalSizes;
        this.keys = keys;
        int seen = 0;
        int doomed = 0;
        long total = 0;
        for (int n = 0; n < flags.length; n++) {
            seen += (flags[n] & SystemFlag.SEEN.bit()) != 0 ? 1 : 0;
            doomed += (flags[n] & SystemFlag.DELETED.bit()) != 0 ? 1 : 0;
            total += sizes[n];
        }
        this.unseen = flags.length - seen;
        this.deleted = doomed;
        this.totalSize = total;
    }

    int count() {
        return uids.length;
    }

    long uid(int n) {
        return Integer.toUnsignedLong(uids[n]);
    }

    long firstUid() {
        return uid(0);
    }

    long lastUid() {
        return uid(uids.length - 1);
    }

    /** Position of {@code uid} in this chunk, or {@code -(insertion point) - 1}. */
    int find(long uid) {
        int low = 0;
        int high = uids.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long there = uid(middle);
            if (there < uid) {
                low = middle + 1;
            } else if (there > uid) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return -low - 1;
    }

    Chunk withFlags(long[] newFlags, long[] newModSeqs) {
        return new Chunk(uids, newFlags, newModSeqs, dates, sizes, physicalSizes, keys);
    }

    /** Collects messages for one chunk. */
    static final class Builder {
        private final int[] uids = new int[CAPACITY];
        private final long[] flags = new long[CAPACITY];
        private final long[] modSeqs = new long[CAPACITY];
        private final long[] dates = new long[CAPACITY];
        private final long[] sizes = new long[CAPACITY];
        private final long[] physicalSizes = new long[CAPACITY];
        private final Keys.Builder keys = new Keys.Builder();
        private int count;

        boolean isFull() {
            return count == CAPACITY;
        }

        void add(Chunk from, int n) {
            add(from.uids[n], from.flags[n], from.modSeqs[n], from.dates[n], from.sizes[n], from.physicalSizes[n]);
            keys.add(from.keys, n);
        }

        void add(NewMessage message, long modSeq) {
            add(
                    (int) message.uid(),
                    message.flagBits(),
                    modSeq,
                    message.internalDate().getEpochSecond(),
                    message.size(),
                    message.physicalSize());
            keys.add(message.key());
        }

        private void add(int uid, long bits, long modSeq, long date, long size, long physicalSize) {
            uids[count] = uid;
            flags[count] = bits;
            modSeqs[count] = modSeq;
            dates[count] = date;
            sizes[count] = size;
            physicalSizes[count] = physicalSize;
            count++;
        }

        Chunk build() {
            return new Chunk(
                    Arrays.copyOf(uids, count),
                    Arrays.copyOf(flags, count),
                    Arrays.copyOf(modSeqs, count),
                    Arrays.copyOf(dates, count),
                    Arrays.copyOf(sizes, count),
                    Arrays.copyOf(physicalSizes, count),
                    keys.build());
        }
    }
}
