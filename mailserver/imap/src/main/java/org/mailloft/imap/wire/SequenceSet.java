package org.mailloft.imap.wire;

import java.util.Arrays;
import org.mailloft.storage.MailboxView;

/**
 * {@code sequence-set} of RFC 3501: message sequence numbers or UIDs as the client wrote them. Means something only
 * together with a view: {@link #resolve}.
 */
public final class SequenceSet {

    /** Stands for {@code *}: the last message there is. */
    static final long LAST = Long.MAX_VALUE;

    /** first0, last0, first1, last1, ... in the client's order, either way round. */
    private final long[] bounds;

    private SequenceSet(long[] bounds) {
        this.bounds = bounds;
    }

    /** {@code 1:*}. */
    public static SequenceSet all() {
        return new SequenceSet(new long[] {1, LAST});
    }

    /**
     * The messages meant.
     *
     * @param view what the client was told last
     * @param byUid whether the numbers are UIDs; those that do not exist are left out
     * @throws BadSyntax when a sequence number does not exist
     */
    public IndexSet resolve(MailboxView view, boolean byUid) {
        var set = new IndexSet.Builder();
        for (int i = 0; i < bounds.length; i += 2) {
            if (byUid) {
                addUids(view, bounds[i], bounds[i + 1], set);
            } else {
                int first = index(view, bounds[i]);
                int last = index(view, bounds[i + 1]);
                set.add(Math.min(first, last), Math.max(first, last));
            }
        }
        return set.build();
    }

    /** Those of these message sequence numbers that exist: a search finds nothing elsewhere, and that is no error. */
    public IndexSet existing(MailboxView view) {
        var set = new IndexSet.Builder();
        long size = view.size();
        for (int i = 0; i < bounds.length; i += 2) {
            long one = bounds[i] == LAST ? size : bounds[i];
            long other = bounds[i + 1] == LAST ? size : bounds[i + 1];
            long first = Math.min(one, other);
            long last = Math.min(size, Math.max(one, other));
            if (first >= 1 && first <= last) {
                set.add((int) first - 1, (int) last - 1);
            }
        }
        return set.build();
    }

    private static int index(MailboxView view, long number) {
        long sequence = number == LAST ? view.size() : number;
        if (sequence < 1 || sequence > view.size()) {
            throw new BadSyntax("Invalid messageset");
        }
        return (int) sequence - 1;
    }

    /** Section 6.4.8: {@code 559:*} always includes the last message, even when its UID is below 559. */
    private static void addUids(MailboxView view, long one, long other, IndexSet.Builder set) {
        if (view.size() == 0) {
            return;
        }
        long lastUid = view.uid(view.size() - 1);
        long first = one == LAST ? lastUid : one;
        long last = other == LAST ? lastUid : other;
        int from = view.indexOf(Math.min(first, last));
        int to = view.indexOf(Math.max(first, last));
        int fromIndex = from < 0 ? -from - 1 : from;
        int toIndex = to < 0 ? -to - 2 : to;
        if (fromIndex <= toIndex) {
            set.add(fromIndex, toIndex);
        }
    }

    /** As the client would write it. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (int i = 0; i < bounds.length; i += 2) {
            text.append(i == 0 ? "" : ",").append(number(bounds[i]));
            if (bounds[i + 1] != bounds[i]) {
                text.append(':').append(number(bounds[i + 1]));
            }
        }
        return text.toString();
    }

    private static String number(long value) {
        return value == LAST ? "*" : Long.toString(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SequenceSet set && Arrays.equals(bounds, set.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    static final class Builder {
        private long[] bounds = new long[2];
        private int length;

        void add(long first, long last) {
            if (length == bounds.length) {
                bounds = Arrays.copyOf(bounds, length * 2);
            }
            bounds[length++] = first;
            bounds[length++] = last;
        }

        SequenceSet build() {
            return new SequenceSet(Arrays.copyOf(bounds, length));
        }
    }
}
