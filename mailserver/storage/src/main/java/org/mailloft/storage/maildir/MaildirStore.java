package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
import org.mailloft.storage.Namespaces;
import org.mailloft.storage.OwnFlags;
import org.mailloft.storage.SideFile;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.UsageLedger;

/** One user's mailboxes in Maildir++, opened for one session. */
final class MaildirStore implements MailStore {

    private final MailUser user;
    private final Site site;
    private final OpenMailboxes open;
    private final List<UserNamespace> spaces;
    private final Namespaces namespaces;
    private final UserSubscriptions subscriptions;
    private final AutoMailboxes autoMailboxes;

    MaildirStore(MailUser user, Site site, OpenMailboxes open, List<UserNamespace> spaces) {
        this.user = user;
        this.site = site;
        this.open = open;
        this.spaces = spaces;
        this.subscriptions = new UserSubscriptions(site, spaces);
        this.autoMailboxes = new AutoMailboxes(spaces, subscriptions, this::create);
        this.namespaces =
                new Namespaces(spaces.stream().map(UserNamespace::namespace).toList());
    }

    @Override
    public MailUser user() {
        return user;
    }

    @Override
    public List<Namespace> namespaces() {
        return namespaces.all();
    }

    private UserNamespace space(MailboxName name) {
        var namespace = namespaces.of(name);
        return spaces.stream()
                .filter(space -> space.namespace().equals(namespace))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public List<MailboxEntry> list() {
        return onDisk(() -> {
            autoMailboxes.make();
            var names = new HashSet<MailboxName>();
            names.add(MailboxName.INBOX);
            for (var space : spaces) {
                names.addAll(space.tree().list());
            }
            return MailboxListing.of(names, namespaces.inbox().separator(), autoMailboxes::specialUse);
        });
    }

    @Override
    public List<MailboxName> mailboxesIn(Namespace namespace) {
        return onDisk(() -> {
            var tree = spaces.stream()
                    .filter(space -> space.namespace().equals(namespace))
                    .findFirst()
                    .orElseThrow()
                    .tree();
            var names = new ArrayList<>(tree.list());
            if (namespace.inbox()) {
                names.add(MailboxName.INBOX);
            }
            return names;
        });
    }

    @Override
    public Set<MailboxName> subscriptions() {
        return onDisk(() -> {
            autoMailboxes.make();
            var names = subscriptions.read();
            names.addAll(autoMailboxes.subscribed());
            return names;
        });
    }

    @Override
    public void subscribe(MailboxName name) {
        onDisk(() -> {
            mustExist(name);
            subscriptions.change(space(name), name, true);
            return null;
        });
    }

    @Override
    public void noteSubscription(MailboxName name) {
        onDisk(() -> {
            subscriptions.change(space(name), name, true);
            return null;
        });
    }

    @Override
    public void unsubscribe(MailboxName name) {
        onDisk(() -> {
            subscriptions.change(space(name), name, false);
            return null;
        });
    }

    @Override
    public int unsubscribeAll(MailboxName name) {
        return onDisk(() -> {
            var gone = subscriptions.read().stream()
                    .filter(other -> other.equals(name)
                            || other.isBelow(name, namespaces.inbox().separator()))
                    .toList();
            for (var subscribed : gone) {
                subscriptions.change(space(subscribed), subscribed, false);
            }
            return gone.size();
        });
    }

    @Override
    public boolean exists(MailboxName name) {
        return onDisk(() -> isThere(name));
    }

    private boolean isThere(MailboxName name) throws IOException {
        if (name.equals(MailboxName.INBOX)) {
            return true;
        }
        if (autoMailboxes.contains(name)) {
            autoMailboxes.make();
        }
        try {
            return space(name).tree().exists(name);
        } catch (MailFailure e) {
            if (e.reason() == Reason.NOT_POSSIBLE || e.reason() == Reason.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private void mustExist(MailboxName name) throws IOException {
        if (!isThere(name)) {
            throw MailFailure.noSuchMailbox(name);
        }
    }

    @Override
    public void create(MailboxName name) {
        onDisk(name, () -> {
            var space = space(name);
            if (name.equals(MailboxName.INBOX)) {
                throw new MailFailure(Reason.EXISTS, "Mailbox already exists");
            }
            if ((name.value() + space.namespace().separator())
                    .equals(space.namespace().prefix())) {
                throw new MailFailure(Reason.NOT_POSSIBLE, "Invalid mailbox name: Name is empty");
            }
            if (autoMailboxes.contains(name)) {
                autoMailboxes.make();
            }
            create(space, name);
            return null;
        });
    }

    /** Makes the mailbox and opens it once, which gives it its UIDVALIDITY. */
    private void create(UserNamespace space, MailboxName name) throws IOException {
        if (name.equals(MailboxName.INBOX)) {
            space.tree().createInbox();
        } else {
            space.tree().create(name);
            space.tree().force();
        }
        acquire(space, name);
        release(space, name);
    }

    private SharedMaildir acquire(UserNamespace space, MailboxName name) throws IOException {
        var folder = space.layout().folder(name);
        try {
            return open.acquire(
                    folder.mail(),
                    () -> SharedMaildir.open(
                            site, name, folder, () -> space.tree().nextUidValidity()));
        } catch (NoSuchFileException e) {
            if (!space.tree().exists(name)) {
                throw MailFailure.noSuchMailbox(name);
            }
            throw e;
        }
    }

    private void release(UserNamespace space, MailboxName name) {
        open.release(space.layout().folder(name).mail());
    }

    @Override
    public void delete(MailboxName name) {
        onDisk(name, () -> {
            if (name.equals(MailboxName.INBOX)) {
                throw new MailFailure(Reason.NOT_POSSIBLE, "INBOX can't be deleted.");
            }
            mustExist(name);
            var space = space(name);
            var shared = acquire(space, name);
            try (var change = shared.state().begin()) {
                space.tree().hide(name);
                change.markGone();
                space.tree().removeFiles(name);
            } finally {
                release(space, name);
            }
            return null;
        });
    }

    @Override
    public void rename(MailboxName from, MailboxName to) {
        onDisk(from, () -> {
            var space = space(from);
            char separator = space.namespace().separator();
            if (to.equals(from)) {
                throw new MailFailure(Reason.EXISTS, "Can't rename mailbox to itself.");
            }
            space(to).layout().folder(to); // is the name possible?
            if (!space.equals(space(to))) {
                throw new MailFailure(Reason.NOT_POSSIBLE, "Can't rename mailbox across namespaces.");
            }
            if (to.isBelow(from, separator) && !from.equals(MailboxName.INBOX)) {
                throw new MailFailure(Reason.NOT_POSSIBLE, "Can't rename mailbox under its own child.");
            }
            if (autoMailboxes.contains(from)) {
                autoMailboxes.make();
            }
            if (from.equals(MailboxName.INBOX)) {
                renameInbox(to);
            } else {
                rename(space, from, to);
            }
            return null;
        });
    }

    private void renameInbox(MailboxName to) {
        if (exists(to)) {
            throw new MailFailure(Reason.EXISTS, "Target mailbox already exists");
        }
        create(to);
        try (var inbox = open(MailboxName.INBOX, true);
                var target = open(to, true)) {
            inbox.move(UidSet.ALL, target);
        }
    }

    private void rename(UserNamespace space, MailboxName from, MailboxName to) throws IOException {
        char separator = space.namespace().separator();
        var existing = new TreeSet<>(space.tree().list());
        existing.add(MailboxName.INBOX);
        var moving = existing.stream()
                .filter(name -> name.equals(from) || name.isBelow(from, separator))
                .toList();
        if (moving.isEmpty()) {
            throw MailFailure.noSuchMailbox(from);
        }
        if (existing.contains(to) || moving.stream().anyMatch(name -> existing.contains(renamed(name, from, to)))) {
            throw new MailFailure(Reason.EXISTS, "Target mailbox already exists");
        }
        var possible = new ArrayList<MailboxName>();
        for (var name : moving) {
            var target = renamed(name, from, to);
            space.layout().folder(target);
            possible.add(target);
        }
        for (int i = 0; i < moving.size(); i++) {
            renameOne(space, moving.get(i), possible.get(i));
        }
        space.tree().force();
    }

    /** Sessions that have it open find it gone under its old name. */
    private void renameOne(UserNamespace space, MailboxName from, MailboxName to) throws IOException {
        var shared = acquire(space, from);
        try (var change = shared.state().begin()) {
            space.tree().rename(from, to);
            change.markGone();
        } finally {
            release(space, from);
        }
    }

    private static MailboxName renamed(MailboxName name, MailboxName from, MailboxName to) {
        return new MailboxName(to.value() + name.value().substring(from.value().length()));
    }

    @Override
    public MailboxStatus status(MailboxName name) {
        try (var mailbox = openMaildir(name, false)) {
            mailbox.refresh();
            var view = mailbox.view();
            return new MailboxStatus(
                    view.size(),
                    view.recent(),
                    view.unseen(),
                    view.deleted(),
                    view.uidNext(),
                    mailbox.uidValidity(),
                    view.highestModSeq(),
                    view.totalSize(),
                    mailbox.guid());
        }
    }

    @Override
    public Mailbox open(MailboxName name, boolean writable) {
        var mailbox = openMaildir(name, writable);
        try {
            mailbox.refresh();
            return mailbox;
        } catch (RuntimeException e) {
            mailbox.close();
            throw e;
        }
    }

    private MaildirMailbox openMaildir(MailboxName name, boolean writable) {
        return onDisk(name, () -> {
            mustExist(name);
            var space = space(name);
            if (name.equals(MailboxName.INBOX)) {
                space.tree().createInbox();
            }
            var shared = acquire(space, name);
            return new MaildirMailbox(name, shared, writable, () -> release(space, name));
        });
    }

    @Override
    public UsageLedger usageLedger(List<Namespace> counted) {
        return new MaildirLedger(
                site,
                spaces.stream()
                        .filter(space -> counted.contains(space.namespace()))
                        .toList());
    }

    @Override
    public SideFile sideFile(MailboxName mailbox, String fileName) {
        return new LockedFile(
                site, space(mailbox).layout().folder(mailbox).mail().resolve(fileName));
    }

    @Override
    public SideFile rootFile(Namespace namespace, String fileName) {
        var root = spaces.stream()
                .filter(space -> space.namespace().equals(namespace))
                .findFirst()
                .orElseThrow()
                .layout()
                .location()
                .root();
        return new LockedFile(site, root.resolve(fileName));
    }

    @Override
    public Optional<OwnFlags> ownFlags(MailboxName mailbox) {
        return space(mailbox)
                .ownFlags()
                .map(place -> MaildirStores.ownFlags(site, user, place, storedName(mailbox), true));
    }

    @Override
    public String storedName(MailboxName mailbox) {
        return mailbox.equals(MailboxName.INBOX)
                ? mailbox.value()
                : String.join(".", space(mailbox).layout().levels(mailbox));
    }

    @Override
    public void close() {
        // Mailboxes are closed by those who opened them; nothing else is held for the session.
    }

    /** As {@link #onDisk(OnDisk)}, for what may happen outside of the user's home. */
    private <T> T onDisk(MailboxName name, OnDisk<T> action) {
        return onDisk(() -> {
            try (var _ = site.gate().enter(user, rootOf(name))) {
                return action.run();
            }
        });
    }

    private Path rootOf(MailboxName name) {
        return spaces.stream()
                .filter(space -> space.namespace().kind() == Namespace.Kind.PUBLIC
                        && name.value().startsWith(space.namespace().prefix()))
                .findFirst()
                .map(space -> space.layout().location().root())
                .orElse(user.home());
    }

    private interface OnDisk<T> {
        T run() throws IOException;
    }

    /** A broken disk passes through the port unchecked, a full one as a {@link MailFailure}. */
    private <T> T onDisk(OnDisk<T> action) {
        try (var _ = site.gate().enter(user, user.home())) {
            return action.run();
        } catch (IOException e) {
            throw FullDisk.passing(e);
        }
    }
}
