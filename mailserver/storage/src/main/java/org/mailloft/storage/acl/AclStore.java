package org.mailloft.storage.acl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.mailloft.storage.ForwardingStore;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailFailure.Reason;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxEntry;
import org.mailloft.storage.MailboxListing;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.MailboxStatus;
import org.mailloft.storage.Namespace;
import org.mailloft.storage.Namespaces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All mail that one user can reach, and of it what he may: the only place where rights are checked. RFC 4314 section 4. */
final class AclStore extends ForwardingStore {

    private static final Logger LOG = LoggerFactory.getLogger(AclStore.class);

    private final AccessRights rights;
    private final AccessControl control;

    AclStore(MailStore inner, AccessRights rights, AccessControl control) {
        super(inner);
        this.rights = rights;
        this.control = control;
    }

    AccessControl accessControl() {
        return control;
    }

    @Override
    public List<MailboxName> shared(String owner) {
        return inner.shared(owner).stream()
                .filter(name -> rights.has(name, Right.LOOKUP))
                .toList();
    }

    @Override
    public List<MailboxName> mailboxesIn(Namespace namespace) {
        return inner.mailboxesIn(namespace).stream()
                .filter(name -> rights.has(name, Right.LOOKUP))
                .toList();
    }

    /** One's own and public mailboxes, and those that others share; parents that may not be seen exist by name only. */
    @Override
    public List<MailboxEntry> list() {
        var own = inner.list();
        var visible = new ArrayList<MailboxName>();
        var specialUse = new HashMap<MailboxName, List<String>>();
        for (var entry : own) {
            specialUse.put(entry.name(), entry.specialUse());
            if (entry.selectable() && rights.has(entry.name(), Right.LOOKUP)) {
                visible.add(entry.name());
            }
        }
        int mine = visible.size();
        for (var owner : rights.files().ownersFor(rights.stranger())) {
            visible.addAll(sharedIfPossible(owner));
        }
        boolean unchanged = visible.size() == mine
                && mine == own.stream().filter(MailboxEntry::selectable).count();
        return unchanged ? own : MailboxListing.of(visible, separator(), specialUse::get);
    }

    /** That the mail of one other user cannot be opened must not hide everybody else's. */
    private List<MailboxName> sharedIfPossible(String owner) {
        try {
            return shared(owner);
        } catch (RuntimeException e) {
            LOG.error("Mailboxes shared by {} cannot be listed: {}", owner, e.toString());
            return List.of();
        }
    }

    private char separator() {
        return new Namespaces(namespaces()).inbox().separator();
    }

    @Override
    public void subscribe(MailboxName name) {
        rights.require(name, Right.LOOKUP);
        inner.subscribe(name);
    }

    @Override
    public boolean exists(MailboxName name) {
        return rights.has(name, Right.LOOKUP) && inner.exists(name);
    }

    /** Needs the right on the mailbox above, whose entries the new one gets. */
    @Override
    public void create(MailboxName name) {
        if (inner.namespaceOf(name).kind() != Namespace.Kind.PRIVATE && exists(name)) {
            throw new MailFailure(Reason.EXISTS, "Mailbox already exists");
        }
        var above = above(name);
        requireCreate(name, above);
        inner.create(name);
        rights.files().isNew(name);
        above.ifPresent(parent -> rights.files().inherit(parent, name));
    }

    private void requireCreate(MailboxName name, Optional<MailboxName> above) {
        // Where nothing is above, what holds for new mailboxes is what holds for one without a file.
        if (!rights.has(above.orElse(name), Right.CREATE)) {
            throw AccessRights.denied();
        }
    }

    /** The nearest mailbox above that exists, in the same namespace. */
    private Optional<MailboxName> above(MailboxName name) {
        var namespace = inner.namespaceOf(name);
        var parent = name.parent(namespace.separator());
        while (parent.isPresent() && inner.namespaceOf(parent.get()).equals(namespace)) {
            if (inner.exists(parent.get())) {
                return parent;
            }
            parent = parent.get().parent(namespace.separator());
        }
        return Optional.empty();
    }

    @Override
    public void delete(MailboxName name) {
        rights.require(name, Right.DELETE);
        var namespace = inner.namespaceOf(name);
        boolean inbox = namespace.owner().isPresent()
                && name.value().length() < namespace.prefix().length();
        if (inbox) {
            throw new MailFailure(Reason.NOT_POSSIBLE, "INBOX can't be deleted.");
        }
        inner.delete(name);
        rights.files().moved(List.of(name));
    }

    /** Needs the right to delete the one and to create the other. */
    @Override
    public void rename(MailboxName from, MailboxName to) {
        var source = inner.namespaceOf(from);
        var target = inner.namespaceOf(to);
        boolean allPrivate = source.kind() == Namespace.Kind.PRIVATE && target.kind() == Namespace.Kind.PRIVATE;
        if (!source.equals(target) && !allPrivate) {
            if (!exists(from)) {
                throw MailFailure.noSuchMailbox(from);
            }
            throw new MailFailure(Reason.NOT_POSSIBLE, "Renaming not supported across non-private namespaces");
        }
        rights.require(from, Right.DELETE);
        requireCreate(to, above(to));
        var names = new ArrayList<>(List.of(from, to));
        for (var child : rights.files().withChildren(from)) {
            names.add(child);
            names.add(new MailboxName(to + child.value().substring(from.value().length())));
        }
        inner.rename(from, to);
        rights.files().moved(names);
    }

    @Override
    public MailboxStatus status(MailboxName name) {
        rights.require(name, Right.READ);
        return inner.status(name);
    }

    /** To read it or to add something to it: which of both is checked when it is done. */
    @Override
    public Mailbox open(MailboxName name, boolean writable) {
        var granted = rights.granted(name);
        if (!granted.has(Right.READ) && !granted.has(rights.toAdd())) {
            throw rights.refusal(name);
        }
        boolean changes = writable && AclMailbox.mayChange(granted, rights.toAdd());
        return new AclMailbox(name, inner.open(name, changes), rights);
    }

    /** Refuses early, before a client sends its message. */
    @Override
    public void checkRoom(MailboxName name, long octets) {
        rights.require(name, rights.toAdd());
        inner.checkRoom(name, octets);
    }
}
