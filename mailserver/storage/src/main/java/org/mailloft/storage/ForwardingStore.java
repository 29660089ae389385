package org.mailloft.storage;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A store that hands everything on to the one below it; a layer overrides what it has a say in. */
public abstract class ForwardingStore implements MailStore {

    protected final MailStore inner;

    /** @param inner closed with this one */
    protected ForwardingStore(MailStore inner) {
        this.inner = inner;
    }

    @Override
    public MailUser user() {
        return inner.user();
    }

    @Override
    public List<Namespace> namespaces() {
        return inner.namespaces();
    }

    @Override
    public Namespace namespaceOf(MailboxName name) {
        return inner.namespaceOf(name);
    }

    @Override
    public List<MailboxName> shared(String owner) {
        return inner.shared(owner);
    }

    @Override
    public List<MailboxEntry> list() {
        return inner.list();
    }

    @Override
    public List<MailboxName> mailboxesIn(Namespace namespace) {
        return inner.mailboxesIn(namespace);
    }

    @Override
    public Set<MailboxName> subscriptions() {
        return inner.subscriptions();
    }

    @Override
    public void subscribe(MailboxName name) {
        inner.subscribe(name);
    }

    @Override
    public void noteSubscription(MailboxName name) {
        inner.noteSubscription(name);
    }

    @Override
    public void unsubscribe(MailboxName name) {
        inner.unsubscribe(name);
    }

    @Override
    public int unsubscribeAll(MailboxName name) {
        return inner.unsubscribeAll(name);
    }

    @Override
    public boolean exists(MailboxName name) {
        return inner.exists(name);
    }

    @Override
    public void create(MailboxName name) {
        inner.create(name);
    }

    @Override
    public void delete(MailboxName name) {
        inner.delete(name);
    }

    @Override
    public void rename(MailboxName from, MailboxName to) {
        inner.rename(from, to);
    }

    @Override
    public MailboxStatus status(MailboxName name) {
        return inner.status(name);
    }

    @Override
    public Mailbox open(MailboxName name, boolean writable) {
        return inner.open(name, writable);
    }

    @Override
    public UsageLedger usageLedger(List<Namespace> counted) {
        return inner.usageLedger(counted);
    }

    @Override
    public SideFile sideFile(MailboxName mailbox, String fileName) {
        return inner.sideFile(mailbox, fileName);
    }

    @Override
    public SideFile rootFile(Namespace namespace, String fileName) {
        return inner.rootFile(namespace, fileName);
    }

    @Override
    public Optional<OwnFlags> ownFlags(MailboxName mailbox) {
        return inner.ownFlags(mailbox);
    }

    @Override
    public String storedName(MailboxName mailbox) {
        return inner.storedName(mailbox);
    }

    @Override
    public List<QuotaRoot> quotaRoots() {
        return inner.quotaRoots();
    }

    @Override
    public void checkRoom(MailboxName name, long octets) {
        inner.checkRoom(name, octets);
    }

    @Override
    public void close() {
        inner.close();
    }
}
