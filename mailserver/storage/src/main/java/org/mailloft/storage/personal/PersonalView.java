package org.mailloft.storage.personal;

import java.time.Instant;
import java.util.List;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.OwnFlags;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.ViewChanges;

/** A mailbox as one reader sees it: what it says itself, with his own marks over it. */
record PersonalView(MailboxView shared, Marks marks, OwnFlags own) implements MailboxView {

    private static final long SYSTEM_BITS = (1L << FIRST_KEYWORD_BIT) - 1;

    @Override
    public int size() {
        return shared.size();
    }

    @Override
    public long uid(int index) {
        return shared.uid(index);
    }

    @Override
    public int indexOf(long uid) {
        return shared.indexOf(uid);
    }

    @Override
    public long flagBits(int index) {
        long bits = shared.flagBits(index);
        long uid = shared.uid(index);
        if (own.seen()) {
            boolean seen = isSeen(uid, bits);
            bits = seen ? bits | SystemFlag.SEEN.bit() : bits & ~SystemFlag.SEEN.bit();
        }
        return own.keywords() ? bits & SYSTEM_BITS | marks.keywordBits(uid) : bits;
    }

    private boolean isSeen(long uid, long sharedBits) {
        return marks.seen().contains(uid)
                || own.inherited()
                        && (sharedBits & SystemFlag.SEEN.bit()) != 0
                        && !marks.unseen().contains(uid);
    }

    @Override
    public long modSeq(int index) {
        return Math.max(
                marks.modSeqs().of(shared.modSeq(index)), marks.modSeqs().ofMessage(shared.uid(index)));
    }

    @Override
    public Instant internalDate(int index) {
        return shared.internalDate(index);
    }

    @Override
    public long size(int index) {
        return shared.size(index);
    }

    @Override
    public long physicalSize(int index) {
        return shared.physicalSize(index);
    }

    @Override
    public List<String> keywords() {
        return own.keywords() ? marks.keywords() : shared.keywords();
    }

    @Override
    public long uidNext() {
        return shared.uidNext();
    }

    @Override
    public long highestModSeq() {
        return marks.modSeqs().highest(shared.highestModSeq());
    }

    @Override
    public long firstRecentUid() {
        return shared.firstRecentUid();
    }

    int unseen() {
        int count = 0;
        for (int index = 0; index < size(); index++) {
            count += (flagBits(index) & SystemFlag.SEEN.bit()) == 0 ? 1 : 0;
        }
        return count;
    }

    @Override
    public ViewChanges changesTo(MailboxView later) {
        if (!(later instanceof PersonalView after)) {
            return ViewChanges.between(this, later);
        }
        var changes = shared.changesTo(after.shared);
        if (after.marks == marks) {
            return changes;
        }
        var marked =
                after.inBoth(after.marks.modSeqs().changedAfter(marks.modSeqs().last()), this);
        return new ViewChanges(
                changes.expunged(), changes.added(), changes.changed().plus(marked));
    }

    /** Those of the UIDs that are messages here and in the other view. */
    private UidSet inBoth(UidSet uids, PersonalView other) {
        var found = new UidSet.Builder();
        for (int range = 0; range < uids.ranges(); range++) {
            int at = indexOf(uids.first(range));
            for (int index = at < 0 ? -at - 1 : at; index < size() && uid(index) <= uids.last(range); index++) {
                if (other.indexOf(uid(index)) >= 0) {
                    found.add(uid(index));
                }
            }
        }
        return found.build();
    }
}
