package org.mailloft.storage.acl;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailFailure.Reason;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.Namespace;

/** The rights of one user, worked out at every question: files and groups may change at any time. Any thread. */
final class AccessRights {

    private final MailStore store;
    private final AclFiles files;
    private final Function<Boolean, Accessor> accessors;
    private final Entrance entrance;

    /** @param accessors who asks, given whether the mail is his own */
    AccessRights(MailStore store, AclFiles files, Function<Boolean, Accessor> accessors, Entrance entrance) {
        this.store = store;
        this.files = files;
        this.accessors = accessors;
        this.entrance = entrance;
    }

    AclFiles files() {
        return files;
    }

    /** Who asks for the mail of others. */
    Accessor stranger() {
        return accessors.apply(false);
    }

    boolean isOwn(Namespace namespace) {
        return namespace.kind() == Namespace.Kind.PRIVATE
                || namespace.owner().equals(Optional.of(store.user().name()));
    }

    /** The user's rights, whether or not the mailbox exists; none on a name that nothing can have. */
    Rights of(MailboxName mailbox) {
        return of(mailbox, Witness.NONE, Witness.NONE);
    }

    /**
     * As {@link #of(MailboxName)}, watched.
     *
     * @param entries learns of the entries for the mailbox
     * @param defaults learns of those for its namespace
     */
    private Rights of(MailboxName mailbox, Witness entries, Witness defaults) {
        return of(mailbox, UnaryOperator.identity(), entries, defaults);
    }

    /** The rights as they would be. */
    Rights after(MailboxName mailbox, List<AclChange> changes) {
        UnaryOperator<Acl> changed = acl -> {
            var after = acl;
            for (var change : changes) {
                after = after.after(change);
            }
            return after;
        };
        return of(mailbox, changed, Witness.NONE, Witness.NONE);
    }

    private Rights of(MailboxName mailbox, UnaryOperator<Acl> changed, Witness entries, Witness defaults) {
        try {
            var namespace = store.namespaceOf(mailbox);
            var accessor = accessors.apply(isOwn(namespace));
            return files.acl(mailbox)
                    .map(changed)
                    .map(acl -> acl.of(accessor, byDefault(namespace, accessor, defaults), entries))
                    .orElse(Rights.NONE);
        } catch (MailFailure e) {
            if (e.reason() == Reason.NOT_FOUND || e.reason() == Reason.NOT_POSSIBLE) {
                return Rights.NONE;
            }
            throw e;
        }
    }

    private Rights byDefault(Namespace namespace, Accessor accessor, Witness witness) {
        if (accessor.owner()) {
            return Rights.ALL;
        }
        return files.byDefault(namespace).of(accessor, Rights.NONE, witness);
    }

    /** The rights with all that they come from. */
    AccessReasons reasons(MailboxName mailbox) {
        var namespace = store.namespaceOf(mailbox);
        var entries = new ReasonList(entry -> files.placesOf(mailbox, entry));
        var defaults = new ReasonList(entry -> files.placesOf(namespace, entry));
        var rights = of(mailbox, entries, defaults);
        return new AccessReasons(
                rights,
                isOwn(namespace),
                entries.reasons(),
                entries.anyCounts() ? List.of() : defaults.reasons(),
                files.problems(mailbox));
    }

    /** What the user may do here and now: everything, for an administrator in his name. */
    Rights granted(MailboxName mailbox) {
        return entrance == Entrance.ADMINISTRATION ? Rights.ALL : of(mailbox);
    }

    boolean has(MailboxName mailbox, Right right) {
        return entrance == Entrance.ADMINISTRATION || of(mailbox).has(right);
    }

    /** Whether nothing is refused. */
    boolean isAdministration() {
        return entrance == Entrance.ADMINISTRATION;
    }

    boolean matches(AclEntry entry, MailboxName mailbox) {
        return accessors.apply(isOwn(store.namespaceOf(mailbox))).is(entry.identifier());
    }

    /** The right to add messages. */
    Right toAdd() {
        return entrance.toAdd();
    }

    /**
     * Lets pass who has a right.
     *
     * @throws MailFailure with {@code NO_PERMISSION}, or {@code NOT_FOUND} to whom the mailbox may not even be known
     */
    void require(MailboxName mailbox, Right right) {
        if (!has(mailbox, right)) {
            throw refusal(mailbox);
        }
    }

    MailFailure refusal(MailboxName mailbox) {
        return has(mailbox, Right.LOOKUP) && store.exists(mailbox) ? denied() : MailFailure.noSuchMailbox(mailbox);
    }

    static MailFailure denied() {
        return new MailFailure(Reason.NO_PERMISSION, "Permission denied");
    }
}
