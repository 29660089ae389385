package org.mailloft.storage.shared;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailFailure.Reason;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxEntry;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.MailboxStatus;
import org.mailloft.storage.Namespace;
import org.mailloft.storage.OwnFlags;
import org.mailloft.storage.QuotaRoot;
import org.mailloft.storage.SideFile;
import org.mailloft.storage.UsageLedger;

/**
 * A user's mail and that of others. What is below another user's prefix is looked up in that user's own store, opened as
 * if he had logged in, so that it has his index, his locks and his quota; the prefix itself is his INBOX.
 */
final class SharedStore implements MailStore {

    private final MailStore own;
    private final List<SharedSettings> settings;
    private final Function<String, Optional<MailStore>> opener;
    /** Of others, by their login names. Guarded by its own monitor. */
    private final Map<String, MailStore> others = new HashMap<>();

    private final SharedLayer.OwnPlaces ownPlaces;

    SharedStore(
            MailStore own,
            List<SharedSettings> settings,
            Function<String, Optional<MailStore>> opener,
            SharedLayer.OwnPlaces ownPlaces) {
        this.own = own;
        this.ownPlaces = ownPlaces;
        this.settings = settings;
        this.opener = opener;
    }

    /** Where a mailbox really is. */
    private record Place(MailStore store, MailboxName name) {}

    @Override
    public MailUser user() {
        return own.user();
    }

    @Override
    public List<Namespace> namespaces() {
        var all = new ArrayList<>(own.namespaces());
        settings.forEach(shared -> all.add(shared.root()));
        return List.copyOf(all);
    }

    @Override
    public Namespace namespaceOf(MailboxName name) {
        return foreign(name).orElseGet(() -> own.namespaceOf(name));
    }

    /** The namespace of the other user a name is about; empty for one's own mail. */
    private Optional<Namespace> foreign(MailboxName name) {
        for (var shared : settings) {
            var namespace = shared.namespaceOf(name.value());
            if (namespace.isPresent()) {
                return namespace;
            }
            var asPrefix = name.value() + shared.root().separator();
            if (asPrefix.startsWith(shared.root().prefix())) {
                return Optional.of(shared.root());
            }
        }
        return Optional.empty();
    }

    private Place place(MailboxName name) {
        var namespace = foreign(name);
        if (namespace.isEmpty()) {
            return new Place(own, name);
        }
        var owner = namespace.get().owner().orElseThrow(() -> MailFailure.noSuchMailbox(name));
        var store = storeOf(owner).orElseThrow(() -> MailFailure.noSuchMailbox(name));
        return new Place(store, inside(store, namespace.get(), name));
    }

    private Optional<MailStore> storeOf(String owner) {
        if (owner.equals(own.user().name())) {
            return Optional.of(own);
        }
        synchronized (others) {
            var known = Optional.ofNullable(others.get(owner));
            var store = known.isPresent() ? known : opener.apply(owner);
            store.ifPresent(opened -> others.put(owner, opened));
            return store;
        }
    }

    /** What the owner calls a mailbox. */
    private static MailboxName inside(MailStore store, Namespace namespace, MailboxName name) {
        if (name.value().length() < namespace.prefix().length()) {
            return MailboxName.INBOX;
        }
        var below = name.value().substring(namespace.prefix().length());
        var home = inboxOf(store);
        return MailboxName.of(
                below.equalsIgnoreCase("INBOX")
                        ? below
                        : home.prefix() + below.replace(namespace.separator(), home.separator()),
                home.separator());
    }

    private static Namespace inboxOf(MailStore store) {
        return store.namespaces().stream().filter(Namespace::inbox).findFirst().orElseThrow();
    }

    @Override
    public List<MailboxName> shared(String owner) {
        var names = new ArrayList<MailboxName>();
        var store = owner.equals(own.user().name()) ? Optional.<MailStore>empty() : storeOf(owner);
        if (store.isPresent()) {
            var home = inboxOf(store.get());
            for (var shared : settings) {
                var namespace = shared.namespaceFor(owner);
                for (var name : store.get().mailboxesIn(home)) { // who looks makes nothing there
                    names.add(outside(namespace, home, name));
                }
            }
        }
        return names;
    }

    /** What we call the owner's mailbox. */
    private static MailboxName outside(Namespace namespace, Namespace home, MailboxName name) {
        if (name.equals(MailboxName.INBOX)) {
            return new MailboxName(
                    namespace.prefix().substring(0, namespace.prefix().length() - 1));
        }
        var below = name.value().substring(home.prefix().length());
        return new MailboxName(namespace.prefix() + below.replace(home.separator(), namespace.separator()));
    }

    /** Only one's own; see {@link #shared}. */
    @Override
    public List<MailboxEntry> list() {
        return own.list();
    }

    /** In the namespace of all others nothing is without its owner's name; see {@link #shared}. */
    @Override
    public List<MailboxName> mailboxesIn(Namespace namespace) {
        return namespace.kind() == Namespace.Kind.SHARED ? List.of() : own.mailboxesIn(namespace);
    }

    @Override
    public Set<MailboxName> subscriptions() {
        return own.subscriptions();
    }

    @Override
    public void subscribe(MailboxName name) {
        if (foreign(name).isEmpty()) {
            own.subscribe(name);
        } else if (exists(name)) {
            own.noteSubscription(name);
        } else {
            throw MailFailure.noSuchMailbox(name);
        }
    }

    @Override
    public void noteSubscription(MailboxName name) {
        own.noteSubscription(name);
    }

    @Override
    public void unsubscribe(MailboxName name) {
        own.unsubscribe(name);
    }

    @Override
    public int unsubscribeAll(MailboxName name) {
        return own.unsubscribeAll(name);
    }

    @Override
    public boolean exists(MailboxName name) {
        try {
            var place = place(name);
            return place.store.exists(place.name);
        } catch (MailFailure e) {
            if (e.reason() == Reason.NOT_FOUND || e.reason() == Reason.NOT_POSSIBLE) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void create(MailboxName name) {
        var place = placeOfNew(name);
        place.store.create(place.name);
    }

    /** Where nobody is who could have it, nothing can be made. */
    private Place placeOfNew(MailboxName name) {
        try {
            return place(name);
        } catch (MailFailure e) {
            throw e.reason() == Reason.NOT_FOUND ? new MailFailure(Reason.NO_PERMISSION, "Permission denied") : e;
        }
    }

    @Override
    public void delete(MailboxName name) {
        var place = place(name);
        place.store.delete(place.name);
    }

    @Override
    public void rename(MailboxName from, MailboxName to) {
        if (!namespaceOf(from).equals(namespaceOf(to))
                && (foreign(from).isPresent() || foreign(to).isPresent())) {
            throw new MailFailure(Reason.NOT_POSSIBLE, "Renaming not supported across non-private namespaces");
        }
        var place = place(from);
        if (place.store != own && place.name.equals(MailboxName.INBOX)) {
            throw new MailFailure(Reason.NOT_POSSIBLE, "Renaming INBOX isn't supported.");
        }
        place.store.rename(place.name, place(to).name);
    }

    @Override
    public MailboxStatus status(MailboxName name) {
        var place = place(name);
        try {
            return place.store.status(place.name);
        } catch (MailFailure e) {
            throw called(name, e);
        }
    }

    @Override
    public Mailbox open(MailboxName name, boolean writable) {
        var place = place(name);
        try {
            return place.store.open(place.name, writable);
        } catch (MailFailure e) {
            throw called(name, e);
        }
    }

    /** A mailbox that is not there is not there under the name it was asked for. */
    private static MailFailure called(MailboxName name, MailFailure failure) {
        return failure.reason() == Reason.NOT_FOUND ? MailFailure.noSuchMailbox(name) : failure;
    }

    @Override
    public UsageLedger usageLedger(List<Namespace> counted) {
        return own.usageLedger(counted);
    }

    @Override
    public SideFile sideFile(MailboxName mailbox, String fileName) {
        var place = place(mailbox);
        return place.store.sideFile(place.name, fileName);
    }

    @Override
    public SideFile rootFile(Namespace namespace, String fileName) {
        if (namespace.owner().isEmpty()) {
            return own.rootFile(namespace, fileName);
        }
        var store = storeOf(namespace.owner().get()).orElseThrow();
        return store.rootFile(inboxOf(store), fileName);
    }

    /** The owner's flags are the mailbox's own, by whichever name he comes to it. */
    @Override
    public Optional<OwnFlags> ownFlags(MailboxName mailbox) {
        for (var shared : settings) {
            var owner = shared.namespaceOf(mailbox.value()).flatMap(Namespace::owner);
            if (owner.isPresent()) {
                return owner.get().equals(user().name())
                        ? Optional.empty()
                        : ownPlaces.of(user(), shared.location(), owner.get(), storedName(mailbox));
            }
        }
        return own.ownFlags(mailbox);
    }

    @Override
    public String storedName(MailboxName mailbox) {
        var place = place(mailbox);
        return place.store.storedName(place.name);
    }

    /** One's own; others' limits are nobody else's business, but they hold. */
    @Override
    public List<QuotaRoot> quotaRoots() {
        return own.quotaRoots();
    }

    @Override
    public void checkRoom(MailboxName name, long octets) {
        var place = place(name);
        place.store.checkRoom(place.name, octets);
    }

    @Override
    public void close() {
        synchronized (others) {
            others.values().forEach(MailStore::close);
            others.clear();
        }
        own.close();
    }
}
