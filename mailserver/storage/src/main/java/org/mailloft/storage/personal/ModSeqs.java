package org.mailloft.storage.personal;

import java.util.Arrays;
import org.mailloft.storage.UidSet;

/**
 * Modification sequences as one reader counts them. He must be told of changes in the mailbox and of changes he made for
 * himself in one ascending order (RFC 7162 section 3.1), while nobody else is to notice the latter. So each change of his
 * own is a step: what the mailbox counts up to there stays as it is, what comes later is raised by what the steps add up to.
 * Immutable.
 */
final class ModSeqs {

    static final ModSeqs NONE = new ModSeqs(new long[0], new long[0], new long[0]);

    /** Steps and ranges kept apart at most; beyond that they are joined, and more counts as changed than was. */
    private static final int MAX_STEPS = 1024;

    private static final int MAX_RANGES = 4096;

    /** The mailbox's highest modification sequence at each step, ascending. */
    private final long[] bases;
    /** What is added to all that the mailbox counts beyond a base. */
    private final long[] totals;
    /** First UID, last UID and modification sequence of what the reader changed last, by UID. */
    private final long[] ranges;

    private ModSeqs(long[] bases, long[] totals, long[] ranges) {
        this.bases = bases;
        this.totals = totals;
        this.ranges = ranges;
    }

    /** What the reader is told for what the mailbox counts as {@code base}. */
    long of(long base) {
        int steps = Arrays.binarySearch(bases, base);
        return base + totalBefore(steps >= 0 ? steps : -steps - 1);
    }

    /** What the reader is told when {@code base} is the highest in the mailbox. */
    long highest(long base) {
        int steps = Arrays.binarySearch(bases, base);
        return base + totalBefore(steps >= 0 ? steps + 1 : -steps - 1);
    }

    private long totalBefore(int steps) {
        return steps == 0 ? 0 : totals[steps - 1];
    }

    /** The last the mailbox can count for which the reader is not told more than {@code told}. */
    long base(long told) {
        if (bases.length == 0) {
            return told;
        }
        int step = bases.length;
        while (step > 0 && told - totals[step - 1] <= bases[step - 1]) {
            step--;
        }
        long most = told - totalBefore(step);
        return step < bases.length ? Math.min(most, bases[step]) : most;
    }

    /** When the reader changed this message for himself; 0 for never. */
    long ofMessage(long uid) {
        int low = 0;
        int high = ranges.length / 3 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (ranges[3 * middle + 1] < uid) {
                low = middle + 1;
            } else if (ranges[3 * middle] > uid) {
                high = middle - 1;
            } else {
                return ranges[3 * middle + 2];
            }
        }
        return 0;
    }

    /** Of the last change of the reader's own. */
    long last() {
        return bases.length == 0 ? 0 : bases[bases.length - 1] + totals[totals.length - 1];
    }

    /** What all steps add up to. */
    long total() {
        return totalBefore(totals.length);
    }

    long lastBase() {
        return bases.length == 0 ? 0 : bases[bases.length - 1];
    }

    /** UIDs, whether or not they exist, that the reader changed after this modification sequence. */
    UidSet changedAfter(long modSeq) {
        var changed = new UidSet.Builder();
        for (int at = 0; at < ranges.length; at += 3) {
            if (ranges[at + 2] > modSeq) {
                changed.add(ranges[at], ranges[at + 1]);
            }
        }
        return changed.build();
    }

    /**
     * After one more change.
     *
     * @param base the highest in the mailbox now; not less than before
     * @param total what the steps add up to then; more than before
     */
    ModSeqs after(UidSet uids, long base, long total) {
        boolean sameBase = bases.length > 0 && bases[bases.length - 1] == base;
        int count = sameBase ? bases.length : bases.length + 1;
        var newBases = Arrays.copyOf(bases, count);
        var newTotals = Arrays.copyOf(totals, count);
        newBases[count - 1] = base;
        newTotals[count - 1] = total;
        var changed = new ModSeqs(newBases, newTotals, rangesWith(uids, base + total));
        boolean tooMany = count > MAX_STEPS || changed.ranges.length > 3 * MAX_RANGES;
        return tooMany ? changed.joined() : changed;
    }

    private long[] rangesWith(UidSet uids, long modSeq) {
        var result = new long[3 * (2 * uids.ranges() + ranges.length / 3)];
        int length = 0;
        int next = 0;
        for (int at = 0; at < ranges.length; at += 3) {
            for (; next < uids.ranges() && uids.first(next) < ranges[at]; next++) {
                length = put(result, length, uids.first(next), uids.last(next), modSeq);
            }
            var left = UidSet.range(ranges[at], ranges[at + 1]);
            if (length > 0 && result[length - 2] >= ranges[at] || touches(uids, next, ranges[at + 1])) {
                left = left.minus(uids);
            }
            for (int n = 0; n < left.ranges(); n++) {
                for (; next < uids.ranges() && uids.first(next) < left.first(n); next++) {
                    length = put(result, length, uids.first(next), uids.last(next), modSeq);
                }
                length = put(result, length, left.first(n), left.last(n), ranges[at + 2]);
            }
        }
        for (; next < uids.ranges(); next++) {
            length = put(result, length, uids.first(next), uids.last(next), modSeq);
        }
        return Arrays.copyOf(result, length);
    }

    private static boolean touches(UidSet uids, int next, long last) {
        return next < uids.ranges() && uids.first(next) <= last;
    }

    private static int put(long[] to, int length, long first, long last, long modSeq) {
        to[length] = first;
        to[length + 1] = last;
        to[length + 2] = modSeq;
        return length + 3;
    }

    /** One step and one range instead of many: whoever asks what has changed is told too much, never too little. */
    ModSeqs joined() {
        if (bases.length == 0) {
            return this;
        }
        return restored(bases[0], lastBase(), total(), changedAfter(0));
    }

    /** As it was written down by {@link #joined}. */
    static ModSeqs restored(long firstBase, long lastBase, long total, UidSet changed) {
        boolean one = firstBase == lastBase;
        var bases = one ? new long[] {lastBase} : new long[] {firstBase, lastBase};
        var totals = one ? new long[] {total} : new long[] {total, total};
        var ranges = changed.isEmpty()
                ? new long[0]
                : new long[] {changed.first(0), changed.last(changed.ranges() - 1), lastBase + total};
        return new ModSeqs(bases, totals, ranges);
    }

    /** The lowest base that is told as something else; see {@link #restored}. */
    long firstBase() {
        return bases.length == 0 ? 0 : bases[0];
    }
}
