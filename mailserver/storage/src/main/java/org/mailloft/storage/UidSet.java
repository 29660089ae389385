package org.mailloft.storage;

import java.util.Arrays;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;

/** A set of UIDs as sorted ranges that neither touch nor overlap. Immutable; cost depends on ranges, not on UIDs. */
public final class UidSet {

    public static final UidSet EMPTY = new UidSet(new long[0]);
    public static final UidSet ALL = range(1, 0xFFFF_FFFFL);

    /** first0, last0, first1, last1, ... ascending. */
    private final long[] bounds;

    private UidSet(long[] bounds) {
        this.bounds = bounds;
    }

    /** From {@code first} to {@code last}, both included; the other way round means the same. */
    public static UidSet range(long first, long last) {
        return new UidSet(new long[] {Math.min(first, last), Math.max(first, last)});
    }

    public static UidSet of(long... uids) {
        var builder = new Builder();
        for (long uid : uids) {
            builder.add(uid, uid);
        }
        return builder.build();
    }

    public static UidSet of(List<Long> uids) {
        return of(uids.stream().mapToLong(Long::longValue).toArray());
    }

    public boolean isEmpty() {
        return bounds.length == 0;
    }

    public int ranges() {
        return bounds.length / 2;
    }

    public long first(int range) {
        return bounds[2 * range];
    }

    public long last(int range) {
        return bounds[2 * range + 1];
    }

    /** What is in this one, or in the other, or in both. O(ranges of both). */
    public UidSet plus(UidSet other) {
        if (other.isEmpty() || isEmpty()) {
            return isEmpty() ? other : this;
        }
        var sum = new Builder();
        int theirs = 0;
        for (int mine = 0; mine < ranges(); mine++) {
            while (theirs < other.ranges() && other.first(theirs) < first(mine)) {
                sum.add(other.first(theirs), other.last(theirs));
                theirs++;
            }
            sum.add(first(mine), last(mine));
        }
        for (; theirs < other.ranges(); theirs++) {
            sum.add(other.first(theirs), other.last(theirs));
        }
        return sum.build();
    }

    /** What is in this one and not in the other. O(ranges of both). */
    public UidSet minus(UidSet other) {
        if (other.isEmpty() || isEmpty()) {
            return this;
        }
        var left = new Builder();
        int cut = 0;
        for (int range = 0; range < ranges(); range++) {
            long from = first(range);
            while (cut < other.ranges() && other.last(cut) < from) {
                cut++;
            }
            for (int next = cut; next < other.ranges() && other.first(next) <= last(range); next++) {
                if (other.first(next) > from) {
                    left.add(from, other.first(next) - 1);
                }
                from = other.last(next) + 1;
            }
            if (from <= last(range)) {
                left.add(from, last(range));
            }
        }
        return left.build();
    }

    /** O(log ranges). */
    public boolean contains(long uid) {
        int at = Arrays.binarySearch(bounds, uid);
        return at >= 0 || (-at - 1) % 2 == 1;
    }

    /** How many UIDs, existing or not. */
    public long count() {
        long count = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            count += bounds[i + 1] - bounds[i] + 1;
        }
        return count;
    }

    /** Every UID, ascending. Only for sets known to hold existing messages: {@link #ALL} has four thousand million. */
    public PrimitiveIterator.OfLong iterator() {
        return stream().iterator();
    }

    /** See {@link #iterator}. */
    public LongStream stream() {
        var parts = LongStream.empty();
        if (bounds.length == 2) {
            return LongStream.rangeClosed(bounds[0], bounds[1]);
        }
        if (bounds.length > 2) {
            parts = java.util.stream.IntStream.range(0, ranges())
                    .boxed()
                    .flatMapToLong(i -> LongStream.rangeClosed(first(i), last(i)));
        }
        return parts;
    }

    /** IMAP's notation, such as {@code 1:3,7}; empty for the empty set. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (int i = 0; i < bounds.length; i += 2) {
            text.append(i == 0 ? "" : ",").append(bounds[i]);
            if (bounds[i + 1] != bounds[i]) {
                text.append(':').append(bounds[i + 1]);
            }
        }
        return text.toString();
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static UidSet parse(String text) {
        var set = new Builder();
        for (var range : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int colon = range.indexOf(':');
            long first = Long.parseLong(colon < 0 ? range : range.substring(0, colon));
            long last = colon < 0 ? first : Long.parseLong(range.substring(colon + 1));
            if (first < 1 || last < first || last > 0xFFFF_FFFFL) {
                throw new IllegalArgumentException("not UIDs: " + range);
            }
            set.add(first, last);
        }
        return set.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UidSet set && Arrays.equals(bounds, set.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    /** Collects ranges in any order; ascending input costs O(1) each. */
    public static final class Builder {
        private long[] bounds = new long[8];
        private int length;
        private boolean sorted = true;

        public Builder add(long uid) {
            return add(uid, uid);
        }

        /** Adds {@code first} to {@code last}, both included, {@code first <= last}. */
        public Builder add(long first, long last) {
            if (length > 0 && sorted && first >= bounds[length - 2] && first <= bounds[length - 1] + 1) {
                bounds[length - 1] = Math.max(bounds[length - 1], last);
                return this;
            }
            sorted &= length == 0 || first > bounds[length - 1];
            if (length == bounds.length) {
                bounds = Arrays.copyOf(bounds, length * 2);
            }
            bounds[length++] = first;
            bounds[length++] = last;
            return this;
        }

        public UidSet build() {
            if (length == 0) {
                return EMPTY;
            }
            if (sorted) {
                return new UidSet(Arrays.copyOf(bounds, length));
            }
            var ranges = new long[length / 2][];
            for (int i = 0; i < length; i += 2) {
                ranges[i / 2] = new long[] {bounds[i], bounds[i + 1]};
            }
            Arrays.sort(ranges, (a, b) -> Long.compare(a[0], b[0]));
            var merged = new Builder();
            for (var range : ranges) {
                merged.add(range[0], range[1]);
            }
            return merged.build();
        }
    }
}
