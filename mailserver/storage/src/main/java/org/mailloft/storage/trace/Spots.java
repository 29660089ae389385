package org.mailloft.storage.trace;

import org.mailloft.storage.Mailbox;
import org.mailloft.storage.UidSet;

/**
 * Messages in a mailbox.
 *
 * @param mailbox its name at that time, as the user saw it
 * @param guid of the mailbox, which stays when it is renamed
 * @param uidValidity in which the UIDs mean something
 * @param uids at least one
 */
public record Spots(String mailbox, String guid, long uidValidity, UidSet uids) {

    /** One message of an open mailbox. */
    public static Spots of(Mailbox mailbox, long uid) {
        return new Spots(mailbox.name().value(), mailbox.guid(), mailbox.uidValidity(), UidSet.of(uid));
    }

    /** Whether a single message is among these. */
    public boolean contains(Spots one) {
        return guid.equals(one.guid) && uidValidity == one.uidValidity && uids.contains(one.uids.first(0));
    }

    /** The message whose UID is at the same place here as another one is there: how pairs of COPYUID belong together. */
    Spots pairOf(Spots one, Spots others) {
        long position = 0;
        long wanted = one.uids.first(0);
        for (int range = 0; range < others.uids.ranges(); range++) {
            if (wanted <= others.uids.last(range)) {
                position += wanted - others.uids.first(range);
                break;
            }
            position += others.uids.last(range) - others.uids.first(range) + 1;
        }
        return new Spots(mailbox, guid, uidValidity, UidSet.of(at(position)));
    }

    private long at(long position) {
        long left = position;
        for (int range = 0; range < uids.ranges(); range++) {
            long count = uids.last(range) - uids.first(range) + 1;
            if (left < count) {
                return uids.first(range) + left;
            }
            left -= count;
        }
        throw new IllegalArgumentException(uids + " has no place " + position);
    }
}
