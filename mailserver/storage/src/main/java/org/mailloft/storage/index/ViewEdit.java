package org.mailloft.storage.index;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailboxView;

/**
 * Collects changes to a view and makes the next one of them. All that one edit changes carries one modification
 * sequence, the next after the highest of the view; an edit that changes nothing spends none (RFC 7162 section 3.1).
 * Messages are addressed by their index in the view the edit started from. One thread.
 */
public final class ViewEdit {

    private final ChunkedView base;
    private final ArrayList<Row> added = new ArrayList<>();
    private final BitSet expunged = new BitSet();
    /** Messages with another key or size, by chunk. */
    private final Map<Integer, List<Rekeyed>> rekeyed = new HashMap<>();
    /** Flags and modification sequences of the chunks touched so far, null where nothing changed. */
    private final long[][] flags;

    private final long[][] modSeqs;
    private ArrayList<String> newKeywords;
    private long uidNext;
    private long highestModSeq;
    private long firstRecentUid;

    public ViewEdit(ChunkedView base) {
        this.base = base;
        this.flags = new long[base.chunks.length][];
        this.modSeqs = new long[base.chunks.length][];
        this.uidNext = base.uidNext();
        this.highestModSeq = base.highestModSeq();
        this.firstRecentUid = base.firstRecentUid();
    }

    /** The view this edit started from. */
    public ChunkedView base() {
        return base;
    }

    /** The UID the next message gets; messages added so far are counted. */
    public long uidNext() {
        return uidNext;
    }

    /** Keyword names, with those this edit added. */
    public List<String> keywords() {
        return newKeywords == null ? base.keywords() : List.copyOf(newKeywords);
    }

    /**
     * Number of a keyword, which is added when the mailbox does not have it yet.
     *
     * @throws MailFailure with {@code LIMIT} when there is no room for another
     */
    public int keyword(String name) {
        int known = keywordIfKnown(name);
        if (known >= 0) {
            return known;
        }
        if (newKeywords == null) {
            newKeywords = new ArrayList<>(base.keywords());
        }
        if (newKeywords.size() == MailboxView.MAX_KEYWORDS) {
            throw new MailFailure(MailFailure.Reason.LIMIT, "Too many different keywords in mailbox");
        }
        newKeywords.add(name);
        return newKeywords.size() - 1;
    }

    private int keywordIfKnown(String name) {
        var names = newKeywords == null ? base.keywords() : newKeywords;
        for (int n = 0; n < names.size(); n++) {
            if (names.get(n).equalsIgnoreCase(name)) {
                return n;
            }
        }
        return -1;
    }

    /** Bits for these flags; keywords the mailbox does not have yet are added. */
    public long bits(Flags wanted) {
        long bits = wanted.systemBits();
        for (var name : wanted.keywords()) {
            bits |= 1L << MailboxView.FIRST_KEYWORD_BIT + keyword(name);
        }
        return bits;
    }

    /** Bits for those of these flags that the mailbox knows. */
    public long knownBits(Flags wanted) {
        long bits = wanted.systemBits();
        for (var name : wanted.keywords()) {
            int n = keywordIfKnown(name);
            bits |= n < 0 ? 0 : 1L << MailboxView.FIRST_KEYWORD_BIT + n;
        }
        return bits;
    }

    /** Adds a message behind all others. */
    public void append(NewMessage message) {
        if (message.uid() < uidNext || message.uid() > 0xFFFF_FFFEL) {
            throw new IllegalArgumentException("UID " + message.uid() + " where " + uidNext + " comes next");
        }
        added.add(new Row(message, spendModSeq()));
        uidNext = message.uid() + 1;
    }

    /**
     * Gives a message these flags; its store bits stay.
     *
     * @return whether it had others before
     */
    public boolean setFlags(int index, long bits) {
        int c = base.chunkOf(index);
        int n = index - base.startOf(c);
        long before = flags[c] == null ? base.chunks[c].flags[n] : flags[c][n];
        long after = bits & ~ChunkedView.STORE_BITS | before & ChunkedView.STORE_BITS;
        if (after == before) {
            return false;
        }
        touch(c);
        flags[c][n] = after;
        modSeqs[c][n] = spendModSeq();
        return true;
    }

    /** Sets the store's own bits of a message. No client sees them, so the modification sequence stays. */
    public void setStoreBits(int index, long bits) {
        int c = base.chunkOf(index);
        int n = index - base.startOf(c);
        touch(c);
        flags[c][n] = flags[c][n] & ~ChunkedView.STORE_BITS | bits & ChunkedView.STORE_BITS;
    }

    private void touch(int c) {
        if (flags[c] == null) {
            flags[c] = base.chunks[c].flags.clone();
            modSeqs[c] = base.chunks[c].modSeqs.clone();
        }
    }

    /**
     * Corrects what the store calls a message, and its sizes. Messages never change, so the modification sequence stays;
     * an {@link IndexFile} learns of it only when it is written anew.
     */
    public void rekey(int index, String key, long size, long physicalSize) {
        int c = base.chunkOf(index);
        rekeyed.computeIfAbsent(c, _ -> new ArrayList<>())
                .add(new Rekeyed(index - base.startOf(c), key, size, physicalSize));
    }

    /** Takes a message out. */
    public void expunge(int index) {
        base.chunkOf(index);
        expunged.set(index);
        spendModSeq();
    }

    /** Raises the UID that the next message gets; lower values change nothing. */
    public void raiseUidNext(long atLeast) {
        uidNext = Math.max(uidNext, atLeast);
    }

    /** Raises the highest modification sequence; lower values change nothing. */
    public void raiseModSeq(long atLeast) {
        highestModSeq = Math.max(highestModSeq, atLeast);
    }

    /** Messages below this UID have been announced to a session. */
    public void firstRecentUid(long uid) {
        firstRecentUid = uid;
    }

    private long spendModSeq() {
        highestModSeq = Math.max(highestModSeq, base.highestModSeq() + 1);
        return highestModSeq;
    }

    /** Sets flags and modification sequence as they were saved. */
    void restore(int index, long allBits, long modSeq) {
        int c = base.chunkOf(index);
        touch(c);
        flags[c][index - base.startOf(c)] = allBits;
        modSeqs[c][index - base.startOf(c)] = modSeq;
    }

    /** Adds messages as they were saved. */
    void restore(Chunk saved) {
        for (int n = 0; n < saved.count(); n++) {
            var message = new NewMessage(
                    saved.uid(n),
                    saved.flags[n],
                    Instant.ofEpochSecond(saved.dates.of(n)),
                    saved.sizes[n],
                    saved.physicalSizes[n],
                    saved.keys.get(n));
            added.add(new Row(message, saved.modSeqs[n]));
        }
    }

    void restoreCounters(long savedUidNext, long savedHighestModSeq, long savedFirstRecentUid) {
        uidNext = savedUidNext;
        highestModSeq = savedHighestModSeq;
        firstRecentUid = savedFirstRecentUid;
    }

    /** The next view; the same one when nothing changed. */
    public ChunkedView build() {
        var chunks = nextChunks();
        boolean sameMessages = java.util.Arrays.equals(chunks, base.chunks);
        if (sameMessages
                && newKeywords == null
                && uidNext == base.uidNext()
                && highestModSeq == base.highestModSeq()
                && firstRecentUid == base.firstRecentUid()) {
            return base;
        }
        return new ChunkedView(
                sameMessages ? base.chunks : chunks,
                keywords(),
                uidNext,
                highestModSeq,
                firstRecentUid,
                base.dateSource());
    }

    private Chunk[] nextChunks() {
        var next = new ArrayList<Chunk>(base.chunks.length + 1 + added.size() / Chunk.CAPACITY);
        for (int c = 0; c < base.chunks.length; c++) {
            var chunk = base.chunks[c];
            var kept = flags[c] == null ? chunk : chunk.withFlags(flags[c], modSeqs[c]);
            for (var row : rekeyed.getOrDefault(c, List.of())) {
                kept = kept.withKey(row.position, row.key, row.size, row.physicalSize);
            }
            int start = base.startOf(c);
            int firstGone = expunged.nextSetBit(start);
            if (firstGone < 0 || firstGone >= start + chunk.count()) {
                next.add(kept);
            } else {
                addRemaining(next, kept, start);
            }
        }
        addNew(next);
        return next.toArray(Chunk[]::new);
    }

    /** Adds what is left of a chunk, joined with the one before when both are small. */
    private void addRemaining(ArrayList<Chunk> next, Chunk chunk, int start) {
        int end = start + chunk.count();
        int remaining = chunk.count() - expunged.get(start, end).cardinality();
        if (remaining == 0) {
            return;
        }
        boolean join = !next.isEmpty() && next.getLast().count() + remaining <= Chunk.CAPACITY / 2;
        var previous = join ? next.removeLast() : null;
        var left = new Chunk.Builder(remaining + (join ? previous.count() : 0));
        if (join) {
            left.add(previous, 0, previous.count());
        }
        for (int from = expunged.nextClearBit(start); from < end; ) {
            int gone = expunged.nextSetBit(from);
            int to = gone < 0 ? end : Math.min(gone, end);
            left.add(chunk, from - start, to - start);
            from = expunged.nextClearBit(to);
        }
        next.add(left.build());
    }

    private void addNew(ArrayList<Chunk> next) {
        for (int done = 0; done < added.size(); ) {
            boolean fillUp = !next.isEmpty() && next.getLast().count() < Chunk.CAPACITY;
            var last = fillUp ? next.removeLast() : null;
            int before = fillUp ? last.count() : 0;
            int more = Math.min(Chunk.CAPACITY - before, added.size() - done);
            var tail = new Chunk.Builder(before + more);
            if (fillUp) {
                tail.add(last, 0, before);
            }
            for (int end = done + more; done < end; done++) {
                tail.add(added.get(done).message, added.get(done).modSeq);
            }
            next.add(tail.build());
        }
    }

    private record Row(NewMessage message, long modSeq) {}

    private record Rekeyed(int position, String key, long size, long physicalSize) {}
}
