package org.mailloft.storage.acl;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailFailure.Reason;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.Namespace;

/** Seeing and changing who has which rights: what the commands of RFC 4314 do. */
public final class AccessControl {

    private static final String NO_ADMIN = "You lack administrator privileges on this mailbox.";

    /** Who has one of these may ask for his rights: "Any" in the table of RFC 4314. */
    private static final Set<Right> SHOWING =
            Set.of(Right.LOOKUP, Right.READ, Right.INSERT, Right.CREATE, Right.DELETE, Right.ADMIN);

    private final MailStore store;
    private final AccessRights rights;
    private final AclFiles files;
    private final boolean anyoneAllowed;

    AccessControl(MailStore store, AccessRights rights, AclFiles files, boolean anyoneAllowed) {
        this.store = store;
        this.rights = rights;
        this.files = files;
        this.anyoneAllowed = anyoneAllowed;
    }

    /** Of a store that checks rights. */
    public static Optional<AccessControl> of(MailStore store) {
        return store instanceof AclStore acl ? Optional.of(acl.accessControl()) : Optional.empty();
    }

    /** The user's own rights; without any of those that show him the mailbox it does not exist for him. RFC 4314 section 4. */
    public Rights rightsOn(MailboxName mailbox) {
        var mine = rights.of(mailbox);
        if (SHOWING.stream().noneMatch(mine::has) || !store.exists(mailbox)) {
            throw MailFailure.noSuchMailbox(mailbox);
        }
        return mine;
    }

    /** Everything that is said about a mailbox, to whom has the right to know. */
    public Acl acl(MailboxName mailbox) {
        requireAdmin(mailbox);
        return files.acl(mailbox).orElseThrow(() -> MailFailure.noSuchMailbox(mailbox));
    }

    /**
     * Changes the rights of one identifier. Nobody takes the right to change them from himself in his own mail.
     *
     * @throws MailFailure with {@code NO_PERMISSION} when the user may not, or nobody may give rights to everybody
     */
    public void change(MailboxName mailbox, AclChange change) {
        requireAdmin(mailbox);
        boolean everybody = change.identifier().equals(AclIdentifier.ANYONE)
                || change.identifier().equals(AclIdentifier.AUTHENTICATED);
        if (everybody && !anyoneAllowed && !rights.isAdministration()) {
            throw new MailFailure(
                    Reason.NO_PERMISSION, "'" + change.identifier().text() + "' identifier is disallowed.");
        }
        var kept = List.of(keepingAdmin(mailbox, change));
        boolean his = ownerOf(mailbox).equals(Optional.of(store.user().name()));
        if (his && !rights.isAdministration() && !rights.after(mailbox, kept).has(Right.ADMIN)) {
            throw new MailFailure(Reason.NO_PERMISSION, "You would lose administrator privileges on this mailbox.");
        }
        files.update(mailbox, kept);
    }

    /**
     * Changes the rights of several identifiers in one step, as an administrator. What the server's own file says is
     * looked at anew.
     *
     * @return whether anything was otherwise before
     */
    public boolean changeAll(MailboxName mailbox, List<AclChange> changes) {
        if (!rights.isAdministration()) {
            throw AccessRights.denied();
        }
        files.forgetGlobal();
        return files.update(mailbox, changes);
    }

    private AclChange keepingAdmin(MailboxName mailbox, AclChange change) {
        boolean himself = ownerOf(mailbox)
                .map(owner -> change.identifier().equals(AclIdentifier.OWNER)
                        || change.identifier().equals(AclIdentifier.user(owner)))
                .orElse(false);
        if (!himself || rights.isAdministration()) {
            return change;
        }
        var admin = Rights.of(Right.ADMIN);
        boolean gives = change.mode() == AclChange.Mode.REPLACE;
        boolean takes = change.mode() == AclChange.Mode.REMOVE;
        if (change.denied() ? !takes : takes) {
            return new AclChange(
                    change.identifier(),
                    change.denied(),
                    change.mode(),
                    change.rights().minus(admin));
        }
        return gives && !change.denied()
                ? new AclChange(
                        change.identifier(),
                        false,
                        change.mode(),
                        change.rights().plus(admin))
                : change;
    }

    /**
     * Lets only those pass who may change rights.
     *
     * @throws MailFailure {@code NO_PERMISSION} without the right, {@code NOT_FOUND} when there is no such mailbox or the user
     *     must not know that there is
     */
    public void requireAdmin(MailboxName mailbox) {
        if (!rights.has(mailbox, Right.ADMIN)) {
            throw rights.has(mailbox, Right.LOOKUP) && store.exists(mailbox)
                    ? new MailFailure(Reason.NO_PERMISSION, NO_ADMIN)
                    : MailFailure.noSuchMailbox(mailbox);
        }
        if (!store.exists(mailbox)) {
            throw MailFailure.noSuchMailbox(mailbox);
        }
    }

    /** Login name of the user whose mail it is; empty for what belongs to nobody. */
    public Optional<String> ownerOf(MailboxName mailbox) {
        var namespace = store.namespaceOf(mailbox);
        return namespace.kind() == Namespace.Kind.PRIVATE
                ? Optional.of(store.user().name())
                : namespace.owner();
    }

    /** Whether this owner shares anything with the user, so that his mailboxes are looked at for a listing. */
    public boolean isKnownSharer(String owner) {
        return files.ownersFor(rights.stranger()).contains(owner);
    }

    /** What the user would have as a client, also when that is nothing. */
    public Rights rightsHeldOn(MailboxName mailbox) {
        return rights.of(mailbox);
    }

    /**
     * Why the user has the rights he has as a client, whether or not the mailbox exists.
     *
     * @throws MailFailure with {@code NOT_FOUND} for a name that is in no namespace
     */
    public AccessReasons reasons(MailboxName mailbox) {
        return rights.reasons(mailbox);
    }

    /** What the user would have as a client after changes, which are not made. */
    public Rights rightsAfter(MailboxName mailbox, List<AclChange> changes) {
        return rights.after(mailbox, changes);
    }

    /** Whether an entry is about this user. */
    public boolean matches(AclEntry entry, MailboxName mailbox) {
        return rights.matches(entry, mailbox);
    }

    /**
     * Entries about one user name are about another from now on, in all mailboxes of a namespace; those that somebody
     * prescribes stay.
     */
    public void rename(Namespace namespace, String from, String to) {
        files.rename(namespace, AclIdentifier.user(from), AclIdentifier.user(to));
    }

    /** Writes down anew which of this user's mailboxes others may see. */
    public void publish() {
        files.publish(MailboxName.INBOX);
    }
}
