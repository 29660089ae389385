package org.mailloft.storage.index;

import org.mailloft.storage.SystemFlag;

/**
 * A run of neighbouring messages, column by column. Immutable, although the arrays are not copied: whoever makes a
 * chunk gives its arrays away. Views that differ elsewhere share their chunks. Only {@link Dates} may be found out later.
 */
final class Chunk {

    /** Messages in a chunk at most; a change copies at most so many. */
    static final int CAPACITY = 256;

    /** Unsigned. */
    final int[] uids;

    final long[] flags;
    final long[] modSeqs;
    final Dates dates;
    final long[] sizes;
    final long[] physicalSizes;
    final Keys keys;

    /** Messages without {@code \Seen}. */
    final int unseen;
    /** Messages with {@code \Deleted}. */
    final int deleted;
    /** Sum of {@link #sizes}. */
    final long totalSize;

    Chunk(int[] uids, long[] flags, long[] modSeqs, Dates dates, long[] sizes, long[] physicalSizes, Keys keys) {
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

    /** With another key and other sizes for one message. */
    Chunk withKey(int position, String key, long size, long physicalSize) {
        var newSizes = sizes.clone();
        var newPhysicalSizes = physicalSizes.clone();
        newSizes[position] = size;
        newPhysicalSizes[position] = physicalSize;
        var newKeys = new Keys.Builder(count());
        for (int n = 0; n < count(); n++) {
            if (n == position) {
                newKeys.add(key);
            } else {
                newKeys.add(keys, n, n + 1);
            }
        }
        return new Chunk(uids, flags, modSeqs, dates, newSizes, newPhysicalSizes, newKeys.build());
    }

    /** Collects messages for one chunk. */
    static final class Builder {
        private final int[] uids;
        private final long[] flags;
        private final long[] modSeqs;
        private final long[] dates;
        private final long[] sizes;
        private final long[] physicalSizes;
        private final Keys.Builder keys;
        private int count;

        /** @param messages that will be added, exactly */
        Builder(int messages) {
            uids = new int[messages];
            flags = new long[messages];
            modSeqs = new long[messages];
            dates = new long[messages];
            sizes = new long[messages];
            physicalSizes = new long[messages];
            keys = new Keys.Builder(messages);
        }

        boolean isFull() {
            return count == uids.length;
        }

        /** Adds {@code from} up to, but not including, {@code to}. */
        void add(Chunk chunk, int from, int to) {
            int length = to - from;
            System.arraycopy(chunk.uids, from, uids, count, length);
            System.arraycopy(chunk.flags, from, flags, count, length);
            System.arraycopy(chunk.modSeqs, from, modSeqs, count, length);
            System.arraycopy(chunk.dates.seconds(), from, dates, count, length);
            System.arraycopy(chunk.sizes, from, sizes, count, length);
            System.arraycopy(chunk.physicalSizes, from, physicalSizes, count, length);
            keys.add(chunk.keys, from, to);
            count += length;
        }

        void add(NewMessage message, long modSeq) {
            uids[count] = (int) message.uid();
            flags[count] = message.flagBits();
            modSeqs[count] = modSeq;
            dates[count] = message.internalDate().getEpochSecond();
            sizes[count] = message.size();
            physicalSizes[count] = message.physicalSize();
            keys.add(message.key());
            count++;
        }

        Chunk build() {
            if (!isFull()) {
                throw new IllegalStateException(count + " messages of " + uids.length);
            }
            return new Chunk(uids, flags, modSeqs, new Dates(dates), sizes, physicalSizes, keys.build());
        }
    }
}
