package org.mailloft.storage;

import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One mailbox, opened by one session. Cheap to open and to hold: what is known about the messages is shared by all who
 * have the same mailbox open. Any thread may call any method; {@link #close} once.
 *
 * <p>What a method changed is durable, as the configured {@code mail_fsync} promises, and visible in {@link #view} of
 * everybody before it returns. UIDs that no longer exist are skipped silently by every method that takes several.
 *
 * <p>When the mailbox is deleted while open, watchers are called, and from then on every method that changes something,
 * {@link #refresh} and {@link #claimRecent} fail with {@link MailFailure.Reason#NOT_FOUND}; {@link #view} stays as it was.
 */
public interface Mailbox extends AutoCloseable {

    MailboxName name();

    /** 32 lower-case hexadecimal digits that stay the same over renames: Dovecot's mailbox GUID. */
    String guid();

    /** UIDVALIDITY, 1 to 4,294,967,295. */
    long uidValidity();

    /** False when opened read only; then every change fails with {@link MailFailure.Reason#NO_PERMISSION}. */
    boolean isWritable();

    /** Which flags this session may change; all of them unless the user lacks a right. */
    default Settable settable() {
        return Settable.ALL;
    }

    /**
     * Makes sure that this session may still look at the messages; cheap. Whoever may not must not be told of them any more.
     *
     * @throws MailFailure with {@code NO_PERMISSION}, or {@code NOT_FOUND} to whom the mailbox may not even be known
     */
    default void requireReadable() {}

    /** The messages as they are now. Never blocks. */
    MailboxView view();

    /**
     * Looks for changes that others made behind our back (another program in the same Maildir) and takes them over.
     * Costs a few system calls when nothing happened.
     */
    void refresh();

    /**
     * Claims the messages that no session has seen yet.
     *
     * @return UID from which on messages are {@code \Recent} to the caller, up to {@link MailboxView#uidNext} of the
     *     view at this moment; a mailbox opened read only claims nothing and just learns the number
     */
    long claimRecent();

    /**
     * Calls {@code onChange} after each change of {@link #view}. The call comes from the thread that made the change,
     * under the mailbox's lock: it must return at once, and only leave a note for its own session.
     *
     * @return closing it ends the notifications
     */
    Watch watch(Runnable onChange);

    /** A message to be written and then handed to {@link #append}; the caller closes it. */
    IncomingMessage receive();

    /**
     * Adds messages, all of them or none, in this order.
     *
     * @return their UIDs, ascending
     */
    List<Long> append(List<Append> messages);

    /**
     * Changes flags.
     *
     * @return UIDs left alone because of {@link FlagChange#unchangedSince}; empty without that condition
     * @throws MailFailure with {@code LIMIT} when a keyword is too long or there are too many of them
     */
    List<Long> store(UidSet uids, FlagChange change);

    /**
     * Copies messages with their flags and dates, all of them or none; {@code target} may belong to another user.
     *
     * @return pairs of the UIDs that were copied, in ascending order of the source
     */
    CopiedUids copy(UidSet uids, Mailbox target);

    /** As {@link #copy}, then removes the originals. A crash in between leaves both, never neither. RFC 6851. */
    CopiedUids move(UidSet uids, Mailbox target);

    /**
     * Removes messages for good.
     *
     * @param uids which of them may go
     * @param onlyDeleted whether only those with {@code \Deleted} go
     * @return the UIDs that were removed by this call
     */
    UidSet expunge(UidSet uids, boolean onlyDeleted);

    /**
     * The message as it was received, lines ended by CRLF. Streams; nothing is held in memory whole unless it is small.
     *
     * @throws MailFailure with {@code EXPUNGED} when it is gone
     */
    InputStream open(long uid);

    /** What {@link #remember} has kept for this message; empty when nothing is known. The array is the caller's. */
    Optional<byte[]> recall(long uid, Derived what);

    /**
     * Keeps something that was computed from a message, so that it need not be read again. Messages never change, so
     * this stays valid for the life of the message. A cache: it may be lost at any time, and is written lazily.
     *
     * @param octets at most 64 KiB, more is not kept; not changed by anybody afterwards
     */
    void remember(long uid, Derived what, byte[] octets);

    /** When the message was saved into this mailbox; not the date it was first received. */
    Instant saveDate(long uid);

    /** The message's GUID: the same in every copy of it within one user's mail. */
    String messageGuid(long uid);

    @Override
    void close();

    /** What can be kept of a message. The ordinal is written to disk: only ever add at the end. */
    enum Derived {
        /** The header block, as received, up to and with the empty line. */
        HEADER,
        /** IMAP's ENVELOPE as it goes over the wire. */
        ENVELOPE,
        /** IMAP's BODYSTRUCTURE as it goes over the wire. */
        BODYSTRUCTURE,
        /** IMAP's BODY as it goes over the wire. */
        BODY
    }

    /**
     * @param content written completely, made by {@link #receive} of this mailbox; taken over by {@link #append}
     * @param flags to have from the start
     * @param internalDate to be shown as the date of arrival
     */
    record Append(IncomingMessage content, Flags flags, Instant internalDate) {}

    /**
     * @param source UIDs in the mailbox that was copied from, ascending
     * @param target UIDs the copies got, ascending; as many as {@code source}
     */
    record CopiedUids(List<Long> source, List<Long> target) {}

    /**
     * Flags that can be changed.
     *
     * @param keywords whether all keywords can
     */
    record Settable(Set<SystemFlag> system, boolean keywords) {
        public static final Settable ALL = new Settable(Set.of(SystemFlag.values()), true);

        public boolean isAll() {
            return equals(ALL);
        }

        /** What is left of some flags. */
        public Flags of(Flags flags) {
            var names = new ArrayList<>(flags.system());
            names.retainAll(system);
            return new Flags(Set.copyOf(names), keywords ? flags.keywords() : Set.of());
        }

        /**
         * Gives messages these flags instead of those they have, and leaves flags that cannot be changed as they are.
         *
         * @param flags only such that can be changed
         * @param unchangedSince see {@link FlagChange}
         * @return UIDs left alone because of that
         */
        public List<Long> replace(Mailbox mailbox, UidSet uids, Flags flags, long unchangedSince) {
            if (isAll()) {
                return mailbox.store(uids, new FlagChange(FlagChange.Mode.REPLACE, flags, unchangedSince));
            }
            var absent = EnumSet.noneOf(SystemFlag.class);
            absent.addAll(system);
            absent.removeAll(flags.system());
            var others = new ArrayList<String>();
            if (keywords) {
                mailbox.view().keywords().stream()
                        .filter(keyword -> !flags.keywords().contains(keyword))
                        .forEach(others::add);
            }
            var removed = new Flags(absent, Set.copyOf(others));
            var conflicts = mailbox.store(uids, new FlagChange(FlagChange.Mode.REMOVE, removed, unchangedSince));
            var left = conflicts.isEmpty() ? uids : uids.minus(UidSet.of(conflicts));
            if (!flags.isEmpty()) {
                mailbox.store(left, new FlagChange(FlagChange.Mode.ADD, flags));
            }
            return conflicts;
        }
    }

    /** An interest in changes. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
