package org.mailloft.imap.wire;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.UidSet;

/** Messages of one view by their indexes, as sorted ranges that neither touch nor overlap. Immutable. */
public final class IndexSet {

    public static final IndexSet EMPTY = new IndexSet(new int[0]);

    /** first0, last0, first1, last1, ... ascending. */
    private final int[] bounds;

    private IndexSet(int[] bounds) {
        this.bounds = bounds;
    }

    public boolean isEmpty() {
        return bounds.length == 0;
    }

    public int ranges() {
        return bounds.length / 2;
    }

    public int first(int range) {
        return bounds[2 * range];
    }

    public int last(int range) {
        return bounds[2 * range + 1];
    }

    public boolean contains(int index) {
        int at = Arrays.binarySearch(bounds, index);
        return at >= 0 || (-at - 1) % 2 == 1;
    }

    public int count() {
        int count = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            count += bounds[i + 1] - bounds[i] + 1;
        }
        return count;
    }

    /** Every index, ascending. */
    public void forEach(IntConsumer action) {
        for (int i = 0; i < bounds.length; i += 2) {
            for (int index = bounds[i]; index <= bounds[i + 1]; index++) {
                action.accept(index);
            }
        }
    }

    /** The UIDs of these messages. */
    public UidSet uids(MailboxView view) {
        var uids = new UidSet.Builder();
        forEach(index -> uids.add(view.uid(index)));
        return uids.build();
    }

    /** Collects ranges in any order. */
    public static final class Builder {
        private long[] ranges = new long[4];
        private int length;

        public Builder add(int first, int last) {
            if (length == ranges.length) {
                ranges = Arrays.copyOf(ranges, length * 2);
            }
            ranges[length++] = (long) first << 32 | last;
            return this;
        }

        public IndexSet build() {
            if (length == 0) {
                return EMPTY;
            }
            Arrays.sort(ranges, 0, length);
            var bounds = new int[2 * length];
            int filled = 0;
            for (int i = 0; i < length; i++) {
                int first = (int) (ranges[i] >> 32);
                int last = (int) ranges[i];
                if (filled > 0 && first <= bounds[filled - 1] + 1) {
                    bounds[filled - 1] = Math.max(bounds[filled - 1], last);
                } else {
                    bounds[filled++] = first;
                    bounds[filled++] = last;
                }
            }
            return new IndexSet(Arrays.copyOf(bounds, filled));
        }
    }
}
