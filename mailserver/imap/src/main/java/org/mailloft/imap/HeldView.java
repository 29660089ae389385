package org.mailloft.imap;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.ViewChanges;

/**
 * A mailbox as it is now, except that messages which are gone keep their place: what a client sees that could not be
 * told about them yet. The ghosts look as they did when they were last seen.
 */
final class HeldView implements MailboxView {

    private final MailboxView now;
    private final long[] ghostUids;
    /** Index of each ghost in this view. */
    private final int[] ghostIndexes;

    private final long[] ghostBits;
    private final long[] ghostModSeqs;
    private final long[] ghostSizes;
    private final long[] ghostPhysicalSizes;
    private final Instant[] ghostDates;

    /**
     * @param before where the ghosts still are, or were ghosts already
     * @param gone their UIDs, none of them in {@code now}
     */
    HeldView(MailboxView before, MailboxView now, UidSet gone) {
        this.now = now;
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
            ghostIndexes[i] = i - now.indexOf(ghostUids[i]) - 1;
            ghostBits[i] = before.flagBits(index);
            ghostModSeqs[i] = before.modSeq(index);
            ghostSizes[i] = before.size(index);
            ghostPhysicalSizes[i] = before.physicalSize(index);
            ghostDates[i] = before.internalDate(index);
        }
    }

    /** The mailbox without ghosts. */
    MailboxView now() {
        return now;
    }

    @Override
    public int size() {
        return now.size() + ghostUids.length;
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
        int index = now.indexOf(uid);
        int ghostsBefore = -ghost - 1;
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
        for (int i = 0; i < changes.expunged().ranges(); i++) {
            expunged.add(changes.expunged().first(i), changes.expunged().last(i));
        }
        for (long uid : ghostUids) {
            expunged.add(uid);
        }
        return new ViewChanges(expunged.build(), changes.added(), changes.changed());
    }

    /** Which ghost stands at this index; {@code -(ghosts before it) - 1} when it is a message. */
    private int ghost(int index) {
        return Arrays.binarySearch(ghostIndexes, index);
    }
}
