package org.mailloft.storage.acl;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.mailloft.storage.FlagChange;
import org.mailloft.storage.Flags;
import org.mailloft.storage.ForwardingMailbox;
import org.mailloft.storage.IncomingMessage;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;

/** A mailbox that checks a right before each operation; rights may come and go while it is open. */
final class AclMailbox extends ForwardingMailbox {

    private final MailboxName name;
    private final AccessRights rights;

    /** @param name that the user has for it, where the mailbox itself knows that of its owner */
    AclMailbox(MailboxName name, Mailbox inner, AccessRights rights) {
        super(inner);
        this.name = name;
        this.rights = rights;
    }

    /** Whether there is anything to change with these rights. */
    static boolean mayChange(Rights granted, Right toAdd) {
        return List.of(Right.WRITE, Right.WRITE_SEEN, Right.WRITE_DELETED, Right.EXPUNGE, toAdd).stream()
                .anyMatch(granted::has);
    }

    @Override
    public MailboxName name() {
        return name;
    }

    @Override
    public boolean isWritable() {
        return inner.isWritable() && mayChange(rights.granted(name), rights.toAdd());
    }

    @Override
    public Settable settable() {
        return settable(rights.granted(name));
    }

    private static Settable settable(Rights granted) {
        var flags = EnumSet.noneOf(SystemFlag.class);
        for (var flag : SystemFlag.values()) {
            if (granted.has(rightToSet(flag))) {
                flags.add(flag);
            }
        }
        return new Settable(flags, granted.has(Right.WRITE));
    }

    private static Right rightToSet(SystemFlag flag) {
        return switch (flag) {
            case SEEN -> Right.WRITE_SEEN;
            case DELETED -> Right.WRITE_DELETED;
            case ANSWERED, FLAGGED, DRAFT -> Right.WRITE;
        };
    }

    @Override
    public void requireReadable() {
        rights.require(name, Right.READ);
    }

    @Override
    public void refresh() {
        requireReadable();
        inner.refresh();
    }

    @Override
    public long claimRecent() {
        rights.require(name, Right.READ);
        return inner.claimRecent();
    }

    @Override
    public IncomingMessage receive() {
        rights.require(name, rights.toAdd());
        return inner.receive();
    }

    /** Flags that the user could not set afterwards are not set now. */
    @Override
    public List<Long> append(List<Append> messages) {
        rights.require(name, rights.toAdd());
        var settable = settable();
        if (rights.toAdd() == Right.POST || settable.isAll()) {
            return inner.append(messages);
        }
        var allowed = new ArrayList<Append>(messages.size());
        for (var message : messages) {
            allowed.add(new Append(message.content(), settable.of(message.flags()), message.internalDate()));
        }
        return inner.append(allowed);
    }

    /** Flags without the right to them stay as they are, without a word: RFC 4314 section 4. */
    @Override
    public List<Long> store(UidSet uids, FlagChange change) {
        rights.require(name, Right.READ);
        var settable = settable();
        if (settable.isAll()) {
            return inner.store(uids, change);
        }
        var flags = settable.of(change.flags());
        if (change.mode() != FlagChange.Mode.REPLACE) {
            return flags.isEmpty()
                    ? List.of()
                    : inner.store(uids, new FlagChange(change.mode(), flags, change.unchangedSince()));
        }
        return settable.replace(inner, uids, flags, change.unchangedSince());
    }

    @Override
    public CopiedUids copy(UidSet uids, Mailbox target) {
        rights.require(name, Right.READ);
        return target instanceof AclMailbox into
                ? into.settled(inner.copy(uids, into.ready()))
                : inner.copy(uids, target);
    }

    /** Needs what removing the originals one by one would need. */
    @Override
    public CopiedUids move(UidSet uids, Mailbox target) {
        rights.require(name, Right.READ);
        rights.require(name, Right.WRITE_DELETED);
        rights.require(name, Right.EXPUNGE);
        return target instanceof AclMailbox into
                ? into.settled(inner.move(uids, into.ready()))
                : inner.move(uids, target);
    }

    private Mailbox ready() {
        rights.require(name, rights.toAdd());
        return inner;
    }

    /** Copies keep only those flags that the user could have set here. */
    private CopiedUids settled(CopiedUids copied) {
        var settable = settable();
        if (!settable.isAll() && !copied.target().isEmpty()) {
            var system = EnumSet.allOf(SystemFlag.class);
            system.removeAll(settable.system());
            var keywords = settable.keywords() ? Set.<String>of() : Set.copyOf(view().keywords());
            inner.store(
                    UidSet.of(copied.target()), new FlagChange(FlagChange.Mode.REMOVE, new Flags(system, keywords)));
        }
        return copied;
    }

    @Override
    public UidSet expunge(UidSet uids, boolean onlyDeleted) {
        rights.require(name, Right.READ);
        rights.require(name, Right.EXPUNGE);
        return inner.expunge(uids, onlyDeleted);
    }

    @Override
    public InputStream open(long uid) {
        rights.require(name, Right.READ);
        return inner.open(uid);
    }
}
