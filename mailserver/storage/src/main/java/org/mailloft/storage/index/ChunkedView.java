package org.mailloft.storage.index;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.ViewChanges;

/**
 * A view whose messages lie in chunks, most of them shared with the views before and after it. Looking up a message
 * takes O(log messages), comparing two views is in proportion to the chunks that differ. {@link ViewEdit} makes the
 * next one.
 */
public final class ChunkedView implements MailboxView {

    /** Flag bits between system flags and keywords, for the store's own use: never seen by protocols. */
    public static final long STORE_BITS = 0xE0;

    /** A new mailbox: no messages, next UID 1, modification sequence 1. */
    public static final ChunkedView EMPTY = new ChunkedView(new Chunk[0], List.of(), 1, 1, 1, DateSource.NONE);

    final Chunk[] chunks;
    /** {@code starts[c]} is the index of the first message of chunk {@code c}; the last element is the size. */
    private final int[] starts;

    private final List<String> keywords;
    private final long uidNext;
    private final long highestModSeq;
    private final long firstRecentUid;
    private final DateSource dateSource;

    ChunkedView(
            Chunk[] chunks,
            List<String> keywords,
            long uidNext,
            long highestModSeq,
            long firstRecentUid,
            DateSource dateSource) {
        this.chunks = chunks;
        this.starts = new int[chunks.length + 1];
        for (int c = 0; c < chunks.length; c++) {
            starts[c + 1] = starts[c] + chunks[c].count();
        }
        this.keywords = keywords;
        this.uidNext = uidNext;
        this.highestModSeq = highestModSeq;
        this.firstRecentUid = firstRecentUid;
        this.dateSource = dateSource;
    }

    /** The same messages; their dates, where they are not known, are asked from this source. So are those of later views. */
    public ChunkedView withDatesFrom(DateSource source) {
        return new ChunkedView(chunks, keywords, uidNext, highestModSeq, firstRecentUid, source);
    }

    DateSource dateSource() {
        return dateSource;
    }

    @Override
    public int size() {
        return starts[chunks.length];
    }

    @Override
    public long uid(int index) {
        int c = chunkOf(index);
        return chunks[c].uid(index - starts[c]);
    }

    @Override
    public int indexOf(long uid) {
        int low = 0;
        int high = chunks.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (chunks[middle].lastUid() < uid) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (chunks.length == 0) {
            return -1;
        }
        int n = chunks[low].find(uid);
        return n >= 0 ? starts[low] + n : n - starts[low];
    }

    @Override
    public long flagBits(int index) {
        return allBits(index) & ~STORE_BITS;
    }

    /** The bits of {@link #STORE_BITS} that the store has set on the message. */
    public long storeBits(int index) {
        return allBits(index) & STORE_BITS;
    }

    /** Flags as stored: for protocols and for the store itself. */
    long allBits(int index) {
        int c = chunkOf(index);
        return chunks[c].flags[index - starts[c]];
    }

    @Override
    public long modSeq(int index) {
        int c = chunkOf(index);
        return chunks[c].modSeqs[index - starts[c]];
    }

    @Override
    public Instant internalDate(int index) {
        int c = chunkOf(index);
        int n = index - starts[c];
        if (chunks[c].dates.of(n) == Dates.UNKNOWN) {
            learnDates(c);
        }
        return Instant.ofEpochSecond(chunks[c].dates.of(n));
    }

    /** All of the chunk at once: whoever wants one date mostly wants those beside it too. */
    private void learnDates(int chunk) {
        var dates = chunks[chunk].dates;
        int[] positions = dates.unknown();
        int[] indexes = IntStream.of(positions).map(n -> starts[chunk] + n).toArray();
        dates.learn(positions, dateSource.received(this, indexes));
    }

    @Override
    public long size(int index) {
        int c = chunkOf(index);
        return chunks[c].sizes[index - starts[c]];
    }

    @Override
    public long physicalSize(int index) {
        int c = chunkOf(index);
        return chunks[c].physicalSizes[index - starts[c]];
    }

    /** What the store calls the message. */
    public String key(int index) {
        int c = chunkOf(index);
        return chunks[c].keys.get(index - starts[c]);
    }

    @Override
    public List<String> keywords() {
        return keywords;
    }

    @Override
    public long uidNext() {
        return uidNext;
    }

    @Override
    public long highestModSeq() {
        return highestModSeq;
    }

    @Override
    public long firstRecentUid() {
        return firstRecentUid;
    }

    /** Messages without {@code \Seen}. O(chunks), as the other sums. */
    public int unseen() {
        int sum = 0;
        for (var chunk : chunks) {
            sum += chunk.unseen;
        }
        return sum;
    }

    /** Messages with {@code \Deleted}. */
    public int deleted() {
        int sum = 0;
        for (var chunk : chunks) {
            sum += chunk.deleted;
        }
        return sum;
    }

    /** Octets of all messages with CRLF line ends. */
    public long totalSize() {
        long sum = 0;
        for (var chunk : chunks) {
            sum += chunk.totalSize;
        }
        return sum;
    }

    /** Messages that no session has claimed yet. */
    public int recent() {
        int at = indexOf(firstRecentUid);
        return size() - (at >= 0 ? at : -at - 1);
    }

    /** Indexes of the messages in {@code uids}, ascending. */
    public int[] indexes(UidSet uids) {
        var indexes = IntStream.builder();
        for (int range = 0; range < uids.ranges(); range++) {
            int first = indexOf(uids.first(range));
            int last = indexOf(uids.last(range));
            int end = last >= 0 ? last : -last - 2;
            for (int index = first >= 0 ? first : -first - 1; index <= end; index++) {
                indexes.add(index);
            }
        }
        return indexes.build().toArray();
    }

    /** Number of the keyword, whatever its case, or -1. */
    public int keyword(String name) {
        for (int n = 0; n < keywords.size(); n++) {
            if (keywords.get(n).equalsIgnoreCase(name)) {
                return n;
            }
        }
        return -1;
    }

    @Override
    public ViewChanges changesTo(MailboxView later) {
        return later instanceof ChunkedView view ? compare(view, false) : ViewChanges.between(this, later);
    }

    /** As {@link #changesTo}; messages of which only {@link #STORE_BITS} differ count as changed too. */
    ViewChanges storedChangesTo(ChunkedView later) {
        return compare(later, true);
    }

    /** Walks both views in step; a chunk that both have is always reached in both at the same moment, and skipped. */
    private ViewChanges compare(ChunkedView later, boolean storeBitsToo) {
        var expunged = new UidSet.Builder();
        var added = new UidSet.Builder();
        var changed = new UidSet.Builder();
        var before = new Cursor(chunks);
        var after = new Cursor(later.chunks);
        while (!before.atEnd() || !after.atEnd()) {
            if (before.skipShared(after)) {
                continue;
            }
            long old = before.uid();
            long now = after.uid();
            if (old < now) {
                expunged.add(old);
                before.next();
            } else if (now < old) {
                added.add(now);
                after.next();
            } else {
                if (before.modSeq() != after.modSeq() || storeBitsToo && before.bits() != after.bits()) {
                    changed.add(now);
                }
                before.next();
                after.next();
            }
        }
        return new ViewChanges(expunged.build(), added.build(), changed.build());
    }

    int startOf(int chunk) {
        return starts[chunk];
    }

    /** Which chunk the message at {@code index} is in. */
    int chunkOf(int index) {
        if (index < 0 || index >= starts[chunks.length]) {
            throw new IndexOutOfBoundsException("message " + index + " of " + size());
        }
        int low = 0;
        int high = chunks.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= index) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** A place in a row of chunks. */
    private static final class Cursor {
        private final Chunk[] chunks;
        private int chunk;
        private int at;

        Cursor(Chunk[] chunks) {
            this.chunks = chunks;
        }

        boolean atEnd() {
            return chunk == chunks.length;
        }

        long uid() {
            return atEnd() ? Long.MAX_VALUE : chunks[chunk].uid(at);
        }

        long modSeq() {
            return chunks[chunk].modSeqs[at];
        }

        long bits() {
            return chunks[chunk].flags[at];
        }

        void next() {
            if (++at == chunks[chunk].count()) {
                at = 0;
                chunk++;
            }
        }

        boolean skipShared(Cursor other) {
            if (atEnd() || other.atEnd() || at != 0 || other.at != 0 || chunks[chunk] != other.chunks[other.chunk]) {
                return false;
            }
            chunk++;
            other.chunk++;
            return true;
        }
    }
}
