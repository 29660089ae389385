package org.mailloft.storage;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where it is written down how much mail there is, so that nobody needs to count: for Maildir the file
 * {@code maildirsize}. Other programs may write to it at any moment. One thread at a time.
 */
public interface UsageLedger {

    /** Equal for ledgers that are one and the same, for sessions of the same user above all. */
    Object place();

    /** Differs from an earlier one when the ledger was changed since; empty when there is nothing in it. Cheap. */
    Optional<Object> stamp();

    /** What is in it; empty when there is nothing, or nothing that can be believed. */
    Optional<Entry> read();

    /**
     * Adds a change, if there is something to add it to. A ledger that cannot be written any more is thrown away: the
     * mail itself has changed already.
     *
     * @param known what is in it, as far as the caller knows
     * @return what is in it now; with a stamp that equals no other when somebody else has changed it too, or when it is
     *     time to count anew
     */
    Entry add(Usage change, Entry known);

    /**
     * Counts the messages themselves and writes that down. When it cannot be written, or when messages came and went all
     * the time, nothing is in the ledger afterwards.
     *
     * @param limits to be written down with it
     * @param ignored mailboxes that are not counted
     */
    Entry recount(Usage limits, Predicate<MailboxName> ignored);

    /** Throws away what is in it, so that it is counted anew. */
    void drop();

    /**
     * @param limits as they were when it was last counted; 0 for none
     * @param used with all changes since then
     * @param lines one for the sum when it was counted, and one for each change since
     * @param counted when that was; {@link Instant#EPOCH} when nobody knows
     * @param written when the last change was written down
     * @param stamp of the ledger with just this in it; not equal to any other when the ledger is empty
     */
    record Entry(Usage limits, Usage used, int lines, Instant counted, Instant written, Object stamp) {

        /** After one more change. */
        public Entry plus(Usage change, Instant now, Object newStamp) {
            return new Entry(limits, used.plus(change), lines + 1, counted, now, newStamp);
        }
    }
}
