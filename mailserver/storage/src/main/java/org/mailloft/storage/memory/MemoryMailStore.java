package org.mailloft.storage.memory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailloft.storage.AutoMailbox;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailFailure.Reason;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxEntry;
import org.mailloft.storage.MailboxListing;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.MailboxStatus;
import org.mailloft.storage.Namespace;
import org.mailloft.storage.OwnFlags;
import org.mailloft.storage.SideFile;
import org.mailloft.storage.UsageLedger;

/** What one session sees of an {@link Account}. */
record MemoryMailStore(
        MailUser user, Account account, Account everybodys, List<AutoMailbox> autoMailboxes, boolean hasOwnFlags)
        implements MailStore {

    @Override
    public List<Namespace> namespaces() {
        return account.namespaces().all();
    }

    @Override
    public List<MailboxEntry> list() {
        char separator = account.namespaces().inbox().separator();
        var names = new ArrayList<>(account.names());
        names.addAll(everybodys.names());
        return MailboxListing.of(names, separator, this::specialUse);
    }

    /** Where a mailbox is; a name that no namespace has is nowhere, which both say. */
    private Account place(MailboxName name) {
        boolean common = isIn(name).map(MemoryMailStore::isPublic).orElse(false);
        return common ? everybodys : account;
    }

    private Optional<Namespace> isIn(MailboxName name) {
        try {
            return Optional.of(namespaceOf(name));
        } catch (MailFailure _) {
            return Optional.empty();
        }
    }

    private static boolean isPublic(Namespace namespace) {
        return namespace.kind() == Namespace.Kind.PUBLIC;
    }

    @Override
    public Optional<OwnFlags> ownFlags(MailboxName mailbox) {
        return hasOwnFlags && place(mailbox) == everybodys
                ? Optional.of(new OwnFlags(true, true, true, account.journal(mailbox), OwnFlags.Before.NOTHING))
                : Optional.empty();
    }

    private List<String> specialUse(MailboxName name) {
        return autoMailboxes.stream()
                .filter(mailbox -> mailbox.name().equals(name))
                .findFirst()
                .map(AutoMailbox::specialUse)
                .orElse(List.of());
    }

    @Override
    public Set<MailboxName> subscriptions() {
        var names = new HashSet<>(account.subscriptions());
        autoMailboxes.stream()
                .filter(mailbox -> mailbox.auto() == AutoMailbox.Auto.SUBSCRIBE)
                .map(AutoMailbox::name)
                .forEach(names::add);
        return names;
    }

    @Override
    public void subscribe(MailboxName name) {
        place(name).find(name);
        account.noteSubscription(name);
    }

    @Override
    public void noteSubscription(MailboxName name) {
        account.noteSubscription(name);
    }

    @Override
    public void unsubscribe(MailboxName name) {
        account.unsubscribe(name);
    }

    @Override
    public boolean exists(MailboxName name) {
        return place(name).exists(name);
    }

    @Override
    public void create(MailboxName name) {
        place(name).create(name);
    }

    @Override
    public void delete(MailboxName name) {
        place(name).delete(name);
    }

    @Override
    public void rename(MailboxName from, MailboxName to) {
        if (place(from) != place(to)) {
            throw new MailFailure(Reason.NOT_POSSIBLE, "Can't rename mailbox across namespaces.");
        }
        place(from).rename(from, to);
    }

    @Override
    public MailboxStatus status(MailboxName name) {
        var box = place(name).find(name);
        var view = box.index().view();
        return new MailboxStatus(
                view.size(),
                view.recent(),
                view.unseen(),
                view.deleted(),
                view.uidNext(),
                box.uidValidity(),
                view.highestModSeq(),
                view.totalSize(),
                box.guid());
    }

    @Override
    public Mailbox open(MailboxName name, boolean writable) {
        return new OpenBox(name, place(name).find(name), writable);
    }

    @Override
    public UsageLedger usageLedger(List<Namespace> counted) {
        return (isPublic(counted.getFirst()) ? everybodys : account).ledger(counted);
    }

    @Override
    public SideFile sideFile(MailboxName mailbox, String fileName) {
        return place(mailbox).sideFile(mailbox, fileName);
    }

    @Override
    public SideFile rootFile(Namespace namespace, String fileName) {
        return (isPublic(namespace) ? everybodys : account)
                .sideFile(new MailboxName("/" + namespace.prefix()), fileName);
    }

    @Override
    public String storedName(MailboxName mailbox) {
        return mailbox.value();
    }

    @Override
    public void close() {
        // Nothing is held for the session.
    }
}
