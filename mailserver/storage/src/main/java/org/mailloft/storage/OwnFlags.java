package org.mailloft.storage;

import java.util.Optional;

/**
 * What each reader of a mailbox has for himself instead of sharing it with the others.
 *
 * @param seen whether {@code \Seen} is each reader's own
 * @param keywords whether keywords are
 * @param inherited whether a message that a reader has said nothing about is as seen as the mailbox has it; else it is
 *     unseen
 * @param journal where this reader's are kept
 * @param before what is known from another program's time, for as long as there is no journal
 */
public record OwnFlags(boolean seen, boolean keywords, boolean inherited, Journal journal, Before before) {

    /** Knows what another program has kept for this reader. */
    public interface Before {
        Before NOTHING = _ -> Optional.empty();

        /** Empty when there is nothing, or it is about a mailbox with another UIDVALIDITY. */
        Optional<Earlier> of(long uidValidity);
    }

    /**
     * @param seen messages that were read
     * @param unseen messages that were not, whatever the mailbox says
     */
    public record Earlier(UidSet seen, UidSet unseen) {}

    public OwnFlags {
        if (!seen && !keywords) {
            throw new IllegalArgumentException("nothing is the reader's own");
        }
    }
}
