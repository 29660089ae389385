package org.mailloft.storage.memory;

import java.util.List;
import java.util.Set;
import org.mailloft.storage.AutoMailbox;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxEntry;
import org.mailloft.storage.MailboxListing;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.MailboxStatus;
import org.mailloft.storage.Namespace;
import org.mailloft.storage.SideFile;
import org.mailloft.storage.UsageLedger;

/** What one session sees of an {@link Account}. */
record MemoryMailStore(MailUser user, Account account, List<AutoMailbox> autoMailboxes) implements MailStore {

    @Override
    public List<Namespace> namespaces() {
        return account.namespaces().all();
    }

    @Override
    public List<MailboxEntry> list() {
        char separator = account.namespaces().inbox().separator();
        return MailboxListing.of(account.names(), separator, this::specialUse);
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
        return account.subscriptions();
    }

    @Override
    public void subscribe(MailboxName name) {
        account.subscribe(name);
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
        return account.exists(name);
    }

    @Override
    public void create(MailboxName name) {
        account.create(name);
    }

    @Override
    public void delete(MailboxName name) {
        account.delete(name);
    }

    @Override
    public void rename(MailboxName from, MailboxName to) {
        account.rename(from, to);
    }

    @Override
    public MailboxStatus status(MailboxName name) {
        var box = account.find(name);
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
        return new OpenBox(name, account.find(name), writable);
    }

    @Override
    public UsageLedger usageLedger(List<Namespace> counted) {
        return account.ledger(counted);
    }

    @Override
    public SideFile sideFile(MailboxName mailbox, String fileName) {
        return account.sideFile(mailbox, fileName);
    }

    @Override
    public SideFile rootFile(Namespace namespace, String fileName) {
        return account.sideFile(new MailboxName("/" + namespace.prefix()), fileName);
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
