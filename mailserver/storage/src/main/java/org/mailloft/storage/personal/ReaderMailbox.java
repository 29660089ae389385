package org.mailloft.storage.personal;

import org.mailloft.storage.ForwardingMailbox;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.UidSet;

/**
 * A mailbox of a reader; here one whose flags are everybody's. Copies get the flags that the reader saw on the originals,
 * each where the target keeps it.
 */
class ReaderMailbox extends ForwardingMailbox {

    ReaderMailbox(Mailbox inner) {
        super(inner);
    }

    @Override
    public CopiedUids copy(UidSet uids, Mailbox target) {
        if (!(target instanceof ReaderMailbox into)) {
            return inner.copy(uids, target);
        }
        var seenHere = view();
        var copied = inner.copy(uids, into.inner);
        if (isPersonal() || into.isPersonal()) {
            new CopiedFlags(seenHere, copied).settle(into);
        }
        return copied;
    }

    @Override
    public CopiedUids move(UidSet uids, Mailbox target) {
        if (!(target instanceof ReaderMailbox into)) {
            return inner.move(uids, target);
        }
        var seenHere = view();
        var moved = inner.move(uids, into.inner);
        if (isPersonal() || into.isPersonal()) {
            new CopiedFlags(seenHere, moved).settle(into);
        }
        return moved;
    }

    /** What all readers share. */
    Mailbox shared() {
        return inner;
    }

    boolean isPersonal() {
        return false;
    }
}
