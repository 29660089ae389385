package org.mailloft.storage;

/**
 * What happened to a mailbox between two of its views.
 *
 * @param expunged UIDs that the later view no longer has
 * @param added UIDs that only the later view has
 * @param changed UIDs that both have, with another modification sequence in the later one
 */
public record ViewChanges(UidSet expunged, UidSet added, UidSet changed) {

    /**
     * Compares two views of the same mailbox, O(size of both).
     */
    public static ViewChanges between(MailboxView before, MailboxView after) {
        if (before == after) {
            return new ViewChanges(UidSet.EMPTY, UidSet.EMPTY, UidSet.EMPTY);
        }
        var expunged = new UidSet.Builder();
        var added = new UidSet.Builder();
        var changed = new UidSet.Builder();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            long old = i < before.size() ? before.uid(i) : Long.MAX_VALUE;
            long now = j < after.size() ? after.uid(j) : Long.MAX_VALUE;
            if (old < now) {
                expunged.add(old);
                i++;
            } else if (now < old) {
                added.add(now);
                j++;
            } else {
                if (before.modSeq(i) != after.modSeq(j)) {
                    changed.add(now);
                }
                i++;
                j++;
            }
        }
        return new ViewChanges(expunged.build(), added.build(), changed.build());
    }
}
