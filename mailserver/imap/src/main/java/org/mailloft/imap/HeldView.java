package org.mailloft.imap;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.ViewChanges;

/**
 * A mailbox as it is now, except for what the client could not be told yet: messages that are gone keep their place, and
 * new ones have none. The ghosts look as they did when they were last seen.
 */
final class HeldView implements MailboxView {

    /** Instead of the UID of the first new message that is held back. */
    static final long NOTHING_NEW = Long.MAX_VALUE;

    private final MailboxView now;
    /** How many messages of {@link #now} the client knows of. */
    private final int known;

    private final long newFrom;
    private final long[] ghostUids;
    /** Index of each ghost in this view. */
    private final int[] ghostIndexes;

    private final long[] ghostBits;
    private final long[] ghostModSeqs;
    private final long[] ghostSizes;
    private final long[] ghostPhysicalSizes;
    private final Instant[] ghostDates;

    /**
     * @param before what the client has seen so far
     * @param gone messages to keep, none of them in {@code now}
     * @param newFrom UID of the first message to hold back, or {@link #NOTHING_NEW}
     */
    static MailboxView of(MailboxView before, MailboxView now, UidSet gone, long newFrom) {
        return gone.isEmpty() && newFrom == NOTHING_NEW ? now : new HeldView(before, now, gone, newFrom);
    }

    private HeldView(MailboxView before, MailboxView now, UidSet gone, long newFrom) {
        this.now = now;
        this.newFrom = newFrom;
        this.known = newFrom == NOTHING_NEW ? now.size() : insertionPoint(now, newFrom);
        ghostUids = gone.stream().toArray();
        int count = ghostUids.length;
        ghostIndexes = new int[count];
        ghostBits = new long[count];
        ghostModSeqs = new long[count];
        ghostSizes = new long[count];
        ghostPhysicalSizes = new long[count];
        ghostDates = new Instant[count];
        for (int i = 0; i < count; i++) {
            int index = before.indexOf(ghostUids[i]);
            ghostIndexes[i] = i + insertionPoint(now, ghostUids[i]);
            ghostBits[i] = before.flagBits(index);
            ghostModSeqs[i] = before.modSeq(index);
            ghostSizes[i] = before.size(index);
            ghostPhysicalSizes[i] = before.physicalSize(index);
            ghostDates[i] = before.internalDate(index);
        }
    }

    private static int insertionPoint(MailboxView view, long uid) {
        int index = view.indexOf(uid);
        return index >= 0 ? index : -index - 1;
    }

    @Override
    public int size() {
        return known + ghostUids.length;
    }

    @Override
    public long uid(int index) {
        int ghost = ghost(index);
        return ghost >= 0 ? ghostUids[ghost] : now.uid(index + ghost + 1);
    }

    @Override
    public int indexOf(long uid) {
        int ghost = Arrays.binarySearch(ghostUids, uid);
        if (ghost >= 0) {
            return ghostIndexes[ghost];
        }
        if (uid >= newFrom) {
            return -size() - 1;
        }
        int ghostsBefore = -ghost - 1;
        int index = now.indexOf(uid);
        return index >= 0 ? index + ghostsBefore : index - ghostsBefore;
    }

    @Override
    public long flagBits(int index) {
        int ghost = ghost(index);
        return ghost >= 0 ? ghostBits[ghost] : now.flagBits(index + ghost + 1);
    }

    @Override
    public long modSeq(int index) {
        int ghost = ghost(index);
        return ghost >= 0 ? ghostModSeqs[ghost] : now.modSeq(index + ghost + 1);
    }

    @Override
    public Instant internalDate(int index) {
        int ghost = ghost(index);
        return ghost >= 0 ? ghostDates[ghost] : now.internalDate(index + ghost + 1);
    }

    @Override
    public long size(int index) {
        int ghost = ghost(index);
        return ghost >= 0 ? ghostSizes[ghost] : now.size(index + ghost + 1);
    }

    @Override
    public long physicalSize(int index) {
        int ghost = ghost(index);
        return ghost >= 0 ? ghostPhysicalSizes[ghost] : now.physicalSize(index + ghost + 1);
    }

    @Override
    public List<String> keywords() {
        return now.keywords();
    }

    @Override
    public long uidNext() {
        return now.uidNext();
    }

    @Override
    public long highestModSeq() {
        return now.highestModSeq();
    }

    @Override
    public long firstRecentUid() {
        return now.firstRecentUid();
    }

    @Override
    public ViewChanges changesTo(MailboxView later) {
        var changes = now.changesTo(later);
        var expunged = new UidSet.Builder();
        addBelow(newFrom, changes.expunged(), expunged);
        for (long uid : ghostUids) {
            expunged.add(uid);
        }
        var changed = new UidSet.Builder();
        addBelow(newFrom, changes.changed(), changed);
        var added = changes.added();
        if (newFrom != NOTHING_NEW) {
            var all = new UidSet.Builder();
            for (int index = insertionPoint(later, newFrom); index < later.size(); index++) {
                all.add(later.uid(index));
            }
            added = all.build();
        }
        return new ViewChanges(expunged.build(), added, changed.build());
    }

    private static void addBelow(long limit, UidSet from, UidSet.Builder to) {
        for (int i = 0; i < from.ranges() && from.first(i) < limit; i++) {
            to.add(from.first(i), Math.min(from.last(i), limit - 1));
        }
    }

    /** Which ghost stands at this index; {@code -(ghosts before it) - 1} when it is a message. */
    private int ghost(int index) {
        return Arrays.binarySearch(ghostIndexes, index);
    }
}
