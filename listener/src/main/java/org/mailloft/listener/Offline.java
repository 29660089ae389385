package org.mailloft.listener;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.mailloft.directory.Directory;
import org.mailloft.directory.DirectoryUnavailable;
import org.mailloft.directory.Search;
import org.mailloft.directory.client.LdapDirectory;
import org.mailloft.directory.sync.DirectoryChange;
import org.mailloft.listener.state.StateStore;
import org.mailloft.listener.work.DirectoryFollower;
import org.mailloft.listener.work.ObjectKind;
import org.mailloft.listener.work.Reconciler;

/**
 * What a listener that is not running would see and do: directory, mail server and its own notes are read once, and
 * nothing is changed. All work is done on a copy of the notes.
 */
public final class Offline {

    private static final List<String> NOTES = List.of(StateStore.FILE, HostKey.FILE);

    private final String plan;
    private final String diff;

    private Offline(String plan, String diff) {
        this.plan = plan;
        this.diff = diff;
    }

    /**
     * @throws IOException when the notes cannot be read
     * @throws DirectoryUnavailable when the directory does not answer
     */
    public static Offline read(ListenerSettings settings, MailHost host) throws IOException {
        Path copy = Files.createTempDirectory("mailloft-listener");
        try {
            for (String name : NOTES) {
                if (Files.exists(settings.stateFolder().resolve(name))) {
                    Files.copy(settings.stateFolder().resolve(name), copy.resolve(name));
                }
            }
            try (var store = openCopy(copy, settings.stateFolder())) {
                return read(settings, copy, host, store);
            }
        } finally {
            try (var files = Files.list(copy)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(copy);
        }
    }

    private static StateStore openCopy(Path copy, Path original) throws IOException {
        try {
            return StateStore.open(copy);
        } catch (IOException damaged) {
            throw new IOException(damaged.getMessage().replace(copy.toString(), original.toString()), damaged);
        }
    }

    public String plan() {
        return plan;
    }

    public String diff() {
        return diff;
    }

    private static Offline read(ListenerSettings settings, Path copy, MailHost host, StateStore store)
            throws IOException {
        List<ObjectKind> kinds = Kinds.of(settings, copy, host, store);
        var idle = new Reconciler(store, host.control(), kinds, ListenerSettings.USUAL_GUARD_PERCENT);
        var follower = new DirectoryFollower(store, kinds, idle);
        Search search = DirectoryFollower.search(settings.base(), kinds).with("entryUUID");
        var seen = new HashSet<UUID>();
        try (Directory directory = LdapDirectory.of(settings.directory())) {
            directory.forEach(search, entry -> {
                UUID uuid = UUID.fromString(entry.first("entryUUID").orElseThrow());
                seen.add(uuid);
                follower.accept(new DirectoryChange.Put(uuid, entry));
            });
        }
        store.inDirectory().stream()
                .filter(uuid -> !seen.contains(uuid))
                .forEach(uuid -> follower.accept(new DirectoryChange.Remove(uuid)));
        var preview = new Preview(
                store.objects(), kinds, host.policy().read(), host.control().homes());
        return new Offline(preview.plan(!store.isAdopted(), _ -> false), preview.diff());
    }
}
