package org.mailloft.storage;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All mail that one user can reach, opened for one session. Any thread may use it; {@link #close} once.
 *
 * <p>Names are checked once, in {@link MailboxName}; every method here may throw {@link MailFailure}.
 */
public interface MailStore extends AutoCloseable {

    MailUser user();

    /** The namespaces this user has, in configuration order; at least one, exactly one with the INBOX. */
    List<Namespace> namespaces();

    /**
     * The namespace a mailbox is in; for mail of another user the one that holds only his.
     *
     * @throws MailFailure with {@code NOT_FOUND} when there is none
     */
    default Namespace namespaceOf(MailboxName name) {
        return new Namespaces(namespaces()).of(name);
    }

    /**
     * All mailboxes of another user, by the names they have here; not those of {@link #list}.
     *
     * @param owner login name; whoever does not exist has no mailboxes
     */
    default List<MailboxName> shared(String owner) {
        return List.of();
    }

    /**
     * Every mailbox the user may see, and the parents above them that exist only by name, ordered by name with INBOX
     * first. Mailboxes that the configuration wants to exist ({@code auto=create}) are among them from the start.
     */
    List<MailboxEntry> list();

    /**
     * The mailboxes of one namespace that can be opened, in no order. Other than {@link #list} it makes none, so it is safe
     * to ask about a user who has never been here.
     *
     * @param namespace one of {@link #namespaces}
     */
    default List<MailboxName> mailboxesIn(Namespace namespace) {
        return list().stream()
                .filter(MailboxEntry::selectable)
                .map(MailboxEntry::name)
                .filter(name -> namespaceOf(name).equals(namespace))
                .toList();
    }

    /** Names subscribed to, whether or not they still exist, and always those that the configuration subscribes to. */
    Set<MailboxName> subscriptions();

    /** Subscribing to a mailbox that does not exist fails with {@code NOT_FOUND}. */
    void subscribe(MailboxName name);

    /** As {@link #subscribe}, to a mailbox that a layer outside of this store knows to exist. */
    void noteSubscription(MailboxName name);

    /** Does nothing when there was no subscription. */
    void unsubscribe(MailboxName name);

    /**
     * Ends every subscription to a mailbox and to those below it. Makes nothing, so that it is safe for a user who has
     * never been here.
     *
     * @return how many there were
     */
    default int unsubscribeAll(MailboxName name) {
        char separator = new Namespaces(namespaces()).inbox().separator();
        var gone = subscriptions().stream()
                .filter(other -> other.equals(name) || other.isBelow(name, separator))
                .toList();
        gone.forEach(this::unsubscribe);
        return gone.size();
    }

    boolean exists(MailboxName name);

    void create(MailboxName name);

    /** Removes the mailbox and its messages; sessions that have it open find it gone. Children stay. */
    void delete(MailboxName name);

    /**
     * Renames the mailbox and everything below it; subscriptions stay as they are. Renaming INBOX moves its messages
     * into a new mailbox and leaves INBOX empty, with its children (RFC 3501 section 6.3.5).
     */
    void rename(MailboxName from, MailboxName to);

    /** Counters of a mailbox without opening it for the session. */
    MailboxStatus status(MailboxName name);

    /** @param writable whether the session means to change it */
    Mailbox open(MailboxName name, boolean writable);

    /**
     * Where it is written down how much mail there is in these namespaces together; a store of layers passes it on.
     *
     * @param counted some of {@link #namespaces}, at least one; the ledger lies with the first
     */
    UsageLedger usageLedger(List<Namespace> counted);

    /** A file that lies with the messages of a mailbox, whether or not it exists. */
    SideFile sideFile(MailboxName mailbox, String fileName);

    /** A file that lies above all mailboxes of a namespace, where no mailbox has its own. */
    SideFile rootFile(Namespace namespace, String fileName);

    /**
     * Flags of a mailbox that are this user's own, and where they are kept; empty where all flags are everybody's. A layer
     * around this store brings them together with the others.
     */
    default Optional<OwnFlags> ownFlags(MailboxName mailbox) {
        return Optional.empty();
    }

    /** What a mailbox is called on disk, as such files name it. */
    String storedName(MailboxName mailbox);

    /** Limits on this user's mail, in the order of the configuration; a store of layers passes them on. */
    default List<QuotaRoot> quotaRoots() {
        return List.of();
    }

    /**
     * Finds out early whether a message would fit. What counts is {@link Mailbox#append}, others may be faster.
     *
     * @param octets of the message; 0 to ask whether there is more than allowed already
     * @throws MailFailure with {@code OVER_QUOTA} or {@code LIMIT}
     */
    default void checkRoom(MailboxName name, long octets) {}

    @Override
    void close();
}
