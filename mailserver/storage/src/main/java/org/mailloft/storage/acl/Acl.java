package org.mailloft.storage.acl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.mailloft.storage.acl.AclIdentifier.Kind;

/**
 * Who has which rights on a mailbox. Immutable.
 *
 * @param entries one for each identifier and source, in the order they are applied
 */
public record Acl(List<AclEntry> entries) {

    public static final Acl NONE = new Acl(List.of());

    public Acl {
        entries = List.copyOf(entries);
    }

    /** Entries in any order; several of one identifier become one. */
    static Acl of(Collection<AclEntry> entries) {
        var merged = new TreeMap<AclEntry, AclEntry>(AclEntry.ORDER);
        for (var entry : entries) {
            merged.merge(entry, entry, AclEntry::with);
        }
        return new Acl(List.copyOf(merged.values()));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Those that lie with the mailbox. */
    Acl local() {
        return new Acl(entries.stream().filter(entry -> !entry.global()).toList());
    }

    Acl plus(Acl more) {
        if (more.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(entries);
        all.addAll(more.entries);
        return of(all);
    }

    /** With entries that lie with the mailbox and are about one identifier being about another. */
    Acl renamed(AclIdentifier from, AclIdentifier to) {
        return of(entries.stream()
                .map(entry -> !entry.global() && entry.identifier().equals(from)
                        ? new AclEntry(to, false, entry.granted(), entry.denied())
                        : entry)
                .toList());
    }

    /** After a change to what lies with the mailbox. */
    Acl after(AclChange change) {
        var entries = new ArrayList<>(this.entries);
        var before = entries.stream()
                .filter(entry -> !entry.global() && entry.identifier().equals(change.identifier()))
                .findFirst();
        before.ifPresent(entries::remove);
        var granted = before.flatMap(AclEntry::granted);
        var denied = before.flatMap(AclEntry::denied);
        var after = change.denied()
                ? new AclEntry(change.identifier(), false, granted, change.applyTo(denied))
                : new AclEntry(change.identifier(), false, change.applyTo(granted), denied);
        if (!after.saysNothing()) {
            entries.add(after);
        }
        return of(entries);
    }

    /**
     * What somebody may do, as Dovecot works it out. Entries replace what those before them gave, except among several
     * groups of one kind, which add up. The owner begins with his rights by default, and what others have by local
     * entries for anyone or for groups takes nothing from him.
     *
     * @param byDefault rights of somebody about whom no entry says anything
     */
    public Rights of(Accessor accessor, Rights byDefault) {
        return of(accessor, byDefault, Witness.NONE);
    }

    /** As {@link #of(Accessor, Rights)}, and tells the witness about each entry in order. */
    Rights of(Accessor accessor, Rights byDefault, Witness witness) {
        var granted = Optional.<Rights>empty();
        var denied = Rights.NONE;
        boolean ownerApplied = false;
        AclEntry previous = null;
        for (var entry : entries) {
            var kind = entry.identifier().kind();
            boolean beforeOwner = !entry.global() && kind.compareTo(Kind.OWNER) < 0;
            if (!accessor.is(entry.identifier())) {
                witness.passedOver(entry);
                continue;
            }
            if (accessor.owner() && beforeOwner) {
                witness.exempt(entry);
                continue;
            }
            if (accessor.owner() && !ownerApplied) {
                ownerApplied = true;
                granted = Optional.of(byDefault);
            }
            boolean adds =
                    previous != null && previous.identifier().kind() == kind && previous.global() == entry.global();
            if (entry.granted().isPresent()) {
                var rights = entry.granted().get();
                granted = Optional.of(adds ? granted.orElse(Rights.NONE).plus(rights) : rights);
            }
            boolean clears = entry.denied().isEmpty() && entry.global() && (previous == null || !previous.global());
            if (entry.denied().isPresent()) {
                var rights = entry.denied().get();
                denied = adds ? denied.plus(rights) : rights;
            } else if (clears) {
                denied = Rights.NONE;
            }
            witness.counts(
                    entry, entry.granted().isPresent() && !adds, entry.denied().isPresent() && !adds || clears);
            previous = entry;
        }
        if (previous == null) {
            return byDefault;
        }
        return granted.orElse(Rights.NONE).minus(denied);
    }

    /** Identifiers of others who may see the mailbox. */
    List<AclIdentifier> seenBy(String owner) {
        return entries.stream()
                .filter(entry -> isVisibleTo(entry, owner))
                .map(AclEntry::identifier)
                .toList();
    }

    private static boolean isVisibleTo(AclEntry entry, String owner) {
        boolean own =
                entry.identifier().kind() == Kind.OWNER || entry.identifier().equals(AclIdentifier.user(owner));
        return !own
                && entry.granted().filter(rights -> rights.has(Right.LOOKUP)).isPresent();
    }
}
