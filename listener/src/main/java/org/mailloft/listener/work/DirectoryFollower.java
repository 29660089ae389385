package org.mailloft.listener.work;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Filter;
import org.mailloft.directory.Search;
import org.mailloft.directory.mail.MalformedObject;
import org.mailloft.directory.sync.ChangeConsumer;
import org.mailloft.directory.sync.DirectoryChange;
import org.mailloft.listener.state.ObjectState;
import org.mailloft.listener.state.StateStore;
import org.mailloft.listener.state.Wanted;

/** Turns what the directory says about its objects into what is wanted on this host, and writes that down. */
public final class DirectoryFollower implements ChangeConsumer {

    private final StateStore store;
    private final List<ObjectKind> kinds;
    private final Reconciler reconciler;

    /**
     * @param kinds an entry of several kinds counts as the first of them
     * @param reconciler is told which object has something to be done
     */
    public DirectoryFollower(StateStore store, List<ObjectKind> kinds, Reconciler reconciler) {
        this.store = store;
        this.kinds = List.copyOf(kinds);
        this.reconciler = reconciler;
    }

    /** Everything of these kinds below a base. */
    public static Search search(String base, List<ObjectKind> kinds) {
        var filters = kinds.stream()
                .map(kind -> Filter.equal("objectClass", kind.objectClass()))
                .toList();
        var attributes = Stream.concat(
                        Stream.of("objectClass", ObjectKind.REVISION),
                        kinds.stream().flatMap(kind -> kind.attributes().stream()))
                .distinct()
                .toList();
        return new Search(base, Search.Scope.SUBTREE, Filter.or(filters), attributes, Search.DEFAULT_SIZE_LIMIT);
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
                    reconciler.changed(uuid);
                }
            }
            case DirectoryChange.RefreshBegins() -> reconciler.refreshing(true);
            case DirectoryChange.RefreshDone() -> reconciler.refreshing(false);
            case DirectoryChange.Checkpoint(byte[] cookie) -> store.checkpoint(cookie);
        }
    }

    private void put(UUID uuid, Entry entry) {
        Wanted wanted = wanted(entry);
        Optional<ObjectState> before = store.get(uuid);
        if (before.isEmpty()) {
            store.put(ObjectState.discovered(uuid, entry.dn(), wanted));
            reconciler.changed(uuid);
        } else if (!before.get().inDirectory()
                || !before.get().wanted().equals(wanted)
                || !before.get().dn().equals(entry.dn())) {
            store.update(uuid, state -> state.wants(entry.dn(), wanted));
            reconciler.changed(uuid);
        }
    }

    /** What an entry wants on this host. */
    public Wanted wanted(Entry entry) {
        for (ObjectKind kind : kinds) {
            if (entry.hasObjectClass(kind.objectClass())) {
                try {
                    return kind.read(entry);
                } catch (MalformedObject malformed) {
                    return new Wanted.Malformed(malformed.getMessage());
                }
            }
        }
        return new Wanted.Nothing();
    }
}
