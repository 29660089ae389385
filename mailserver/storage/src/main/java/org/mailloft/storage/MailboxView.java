package org.mailloft.storage;

import java.time.Instant;
import java.util.List;

/**
 * The messages of a mailbox at one moment, in ascending UID order. Immutable, shared by all sessions, read without
 * locks. A message is addressed by its index, 0 to {@code size() - 1}; what IMAP calls a message sequence number is the
 * index plus one in the view that the client was last told about.
 *
 * <p>Two views of the same mailbox are compared with {@link #changesTo}; sessions learn that way what to tell.
 */
public interface MailboxView {

    int size();

    /** UID of the message at {@code index}, 1 to 4,294,967,294. */
    long uid(int index);

    /** Index of the message with this UID, or {@code -(insertion point) - 1} when there is none. */
    int indexOf(long uid);

    /**
     * System flags and keywords as bits: bit {@link SystemFlag#bit} for a system flag, bit
     * {@code FIRST_KEYWORD_BIT + n} for keyword {@code n} of {@link #keywords}.
     */
    long flagBits(int index);

    /** Modification sequence of the message's last change of flags, or of its arrival. RFC 7162. */
    long modSeq(int index);

    /**
     * When the message was received: IMAP's INTERNALDATE. The store may have to look at the file when this is asked for
     * the first time, also when the view is an old one.
     *
     * @throws java.io.UncheckedIOException when the disk fails
     */
    Instant internalDate(int index);

    /** Octets of the message with every line ended by CRLF: IMAP's RFC822.SIZE. */
    long size(int index);

    /** Octets of the message as it is stored: what quota counts. */
    long physicalSize(int index);

    /** Keyword names; position is the number of the keyword. Names are only ever added while a mailbox is open. */
    List<String> keywords();

    /** The UID that the next message will get at least. */
    long uidNext();

    /** The highest modification sequence given out in this mailbox so far; at least 1. */
    long highestModSeq();

    /** Messages from this UID on have not been announced to any session yet: they are {@code \Recent} to the next. */
    long firstRecentUid();

    /**
     * What happened between this view and a later one of the same mailbox. Implementations whose views share structure
     * answer in proportion to what changed, not to the size of the mailbox.
     */
    default ViewChanges changesTo(MailboxView later) {
        return ViewChanges.between(this, later);
    }

    /** First bit that stands for a keyword in {@link #flagBits}. */
    int FIRST_KEYWORD_BIT = 8;

    /** Keywords a mailbox can have: {@code 64 - FIRST_KEYWORD_BIT}. */
    int MAX_KEYWORDS = 56;

    /** Flags of the message at {@code index} by name; for single messages, not for loops over a mailbox. */
    default Flags flags(int index) {
        long bits = flagBits(index);
        var system = java.util.EnumSet.noneOf(SystemFlag.class);
        for (var flag : SystemFlag.values()) {
            if ((bits & flag.bit()) != 0) {
                system.add(flag);
            }
        }
        var names = new java.util.ArrayList<String>();
        var keywords = keywords();
        for (int n = 0; n < keywords.size(); n++) {
            if ((bits & 1L << (FIRST_KEYWORD_BIT + n)) != 0) {
                names.add(keywords.get(n));
            }
        }
        return new Flags(system, java.util.Set.copyOf(names));
    }

    default boolean has(int index, SystemFlag flag) {
        return (flagBits(index) & flag.bit()) != 0;
    }
}
