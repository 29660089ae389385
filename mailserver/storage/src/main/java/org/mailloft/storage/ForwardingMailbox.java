package org.mailloft.storage;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A mailbox that hands everything on to the one below it; a layer overrides what it has a say in. */
public abstract class ForwardingMailbox implements Mailbox {

    protected final Mailbox inner;

    /** @param inner closed with this one */
    protected ForwardingMailbox(Mailbox inner) {
        this.inner = inner;
    }

    @Override
    public MailboxName name() {
        return inner.name();
    }

    @Override
    public String guid() {
        return inner.guid();
    }

    @Override
    public long uidValidity() {
        return inner.uidValidity();
    }

    @Override
    public boolean isWritable() {
        return inner.isWritable();
    }

    @Override
    public Settable settable() {
        return inner.settable();
    }

    @Override
    public void requireReadable() {
        inner.requireReadable();
    }

    @Override
    public MailboxView view() {
        return inner.view();
    }

    @Override
    public void refresh() {
        inner.refresh();
    }

    @Override
    public long claimRecent() {
        return inner.claimRecent();
    }

    @Override
    public Watch watch(Runnable onChange) {
        return inner.watch(onChange);
    }

    @Override
    public IncomingMessage receive() {
        return inner.receive();
    }

    @Override
    public List<Long> append(List<Append> messages) {
        return inner.append(messages);
    }

    @Override
    public List<Long> store(UidSet uids, FlagChange change) {
        return inner.store(uids, change);
    }

    /** Stores copy into their own kind: a layer takes its own off the target first, and leaves others as they are. */
    @Override
    public CopiedUids copy(UidSet uids, Mailbox target) {
        return inner.copy(uids, target);
    }

    /** See {@link #copy}. */
    @Override
    public CopiedUids move(UidSet uids, Mailbox target) {
        return inner.move(uids, target);
    }

    @Override
    public UidSet expunge(UidSet uids, boolean onlyDeleted) {
        return inner.expunge(uids, onlyDeleted);
    }

    @Override
    public InputStream open(long uid) {
        return inner.open(uid);
    }

    @Override
    public Optional<byte[]> recall(long uid, Derived what) {
        return inner.recall(uid, what);
    }

    @Override
    public void remember(long uid, Derived what, byte[] octets) {
        inner.remember(uid, what, octets);
    }

    @Override
    public Instant saveDate(long uid) {
        return inner.saveDate(uid);
    }

    @Override
    public String messageGuid(long uid) {
        return inner.messageGuid(uid);
    }

    @Override
    public void close() {
        inner.close();
    }
}
