package org.mailloft.listener;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Filter;
import org.mailloft.directory.Search;
import org.mailloft.directory.mail.MailAddress;
import org.mailloft.directory.mail.MailUser;
import org.mailloft.directory.mail.MalformedObject;
import org.mailloft.directory.sync.ChangeConsumer;
import org.mailloft.directory.sync.DirectoryChange;

/** Turns what the directory says about people into what is wanted on this host, and writes that down. */
final class DirectoryFollower implements ChangeConsumer {

    private static final List<String> ATTRIBUTES = List.of(
            "objectClass",
            "uid",
            "mailPrimaryAddress",
            "mailAlternativeAddress",
            "univentionMailHomeServer",
            "univentionMailUserQuota",
            "entryCSN");

    private final StateStore store;
    private final String hostName;
    private final Consumer<UUID> changed;

    /**
     * @param hostName full name of this host; mailboxes with another home server are not ours
     * @param changed is told which object has something to be done
     */
    DirectoryFollower(StateStore store, String hostName, Consumer<UUID> changed) {
        this.store = store;
        this.hostName = hostName.toLowerCase(Locale.ROOT);
        this.changed = changed;
    }

    static Search search(String base) {
        return new Search(
                base,
                Search.Scope.SUBTREE,
                Filter.equal("objectClass", MailUser.OBJECT_CLASS),
                ATTRIBUTES,
                Search.DEFAULT_SIZE_LIMIT);
    }

    @Override
    public Optional<byte[]> cookie() {
        return store.cookie();
    }

    @Override
    public Set<UUID> known() {
        return store.inDirectory();
    }

    @Override
    public void accept(DirectoryChange change) {
        switch (change) {
            case DirectoryChange.Put(UUID uuid, Entry entry) -> put(uuid, entry);
            case DirectoryChange.Remove(UUID uuid) -> {
                if (store.get(uuid).filter(ObjectState::inDirectory).isPresent()) {
                    store.update(uuid, ObjectState::gone);
                    changed.accept(uuid);
                }
            }
            case DirectoryChange.RefreshDone() -> {}
            case DirectoryChange.Checkpoint(byte[] cookie) -> store.checkpoint(cookie);
        }
    }

    private void put(UUID uuid, Entry entry) {
        Wanted wanted = wanted(entry);
        Optional<ObjectState> before = store.get(uuid);
        if (before.isEmpty()) {
            store.put(ObjectState.discovered(uuid, entry.dn(), wanted));
            changed.accept(uuid);
        } else if (!before.get().inDirectory()
                || !before.get().wanted().equals(wanted)
                || !before.get().dn().equals(entry.dn())) {
            store.update(uuid, state -> state.wants(entry.dn(), wanted));
            changed.accept(uuid);
        }
    }

    private Wanted wanted(Entry entry) {
        try {
            MailUser user = MailUser.of(entry);
            boolean here =
                    user.homeServer().isEmpty() || user.homeServer().get().equals(hostName);
            if (!here || user.address().isEmpty()) {
                return new Wanted.Nothing();
            }
            String revision = entry.first("entryCSN").orElseGet(() -> Integer.toHexString(entry.hashCode()));
            return new Wanted.Mailbox(user.address().get().toString(), names(user), revision);
        } catch (MalformedObject malformed) {
            return new Wanted.Malformed(malformed.getMessage());
        }
    }

    private static List<String> names(MailUser user) {
        return Stream.concat(Stream.of(user.uid()), user.aliases().stream().map(MailAddress::toString))
                .toList();
    }
}
