package org.mailloft.listener.folder;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.mailloft.listener.control.MailServerControl.Outcome;
import org.mailloft.listener.state.Folder;
import org.mailloft.listener.state.ObjectState;

/**
 * What all shared folders together have to say in the mail server's configuration. A change of it takes a second, so
 * whoever changes it brings in the folders that wait behind him; they find theirs there already. A folder that the
 * configuration refuses is left out and keeps none of the others away. Thread safe.
 */
final class Declarations {

    private final ReentrantLock lock = new ReentrantLock(true);
    private final FolderConfiguration configuration;
    private final Supplier<Collection<ObjectState>> objects;
    private final BooleanSupplier adopting;
    /** What this process declared last for an object; counts more than what is noted as done, which comes later. */
    private final Map<UUID, Optional<Folder>> latest = new ConcurrentHashMap<>();
    /** Public folders that were refused when they were alone. Guarded by the lock. */
    private final Set<String> refused = new HashSet<>();

    /**
     * @param objects all that are known, of any kind
     * @param adopting whether there may be folders in the directory that nobody has heard of yet
     */
    Declarations(
            FolderConfiguration configuration, Supplier<Collection<ObjectState>> objects, BooleanSupplier adopting) {
        this.configuration = configuration;
        this.objects = objects;
        this.adopting = adopting;
    }

    /** Makes the configuration say what is wanted of one object. */
    Outcome declare(UUID id, Optional<Folder> wanted) {
        lock.lock();
        try {
            var known = List.copyOf(objects.get());
            var former = known.stream()
                    .filter(object -> object.uuid().equals(id))
                    .flatMap(object -> real(object).stream())
                    .map(Folder::name)
                    .findFirst();
            latest.put(id, wanted);
            latest.keySet().retainAll(identities(known, id));
            configuration.setGlobalRights(globalRights(known));
            var all = publicFolders(known, id);
            var now = configuration.publicFolders();
            if (adopting.getAsBoolean()) {
                now.forEach((name, quota) -> {
                    if (!former.equals(Optional.of(name))) {
                        all.putIfAbsent(name, quota);
                    }
                });
            }
            return declarePublic(
                    all, now, wanted.filter(folder -> folder.address().isEmpty()));
        } catch (IOException failure) {
            return new Outcome.Later("shared folders cannot be configured: " + failure.getMessage());
        } finally {
            lock.unlock();
        }
    }

    private static Set<UUID> identities(List<ObjectState> known, UUID also) {
        var identities = new HashSet<UUID>(Set.of(also));
        known.forEach(object -> identities.add(object.uuid()));
        return identities;
    }

    private Outcome declarePublic(
            SortedMap<String, Integer> all, SortedMap<String, Integer> now, Optional<Folder> own) {
        boolean nothingToRemove = all.keySet().containsAll(now.keySet());
        boolean there = own.map(
                        folder -> Integer.valueOf(folder.quotaMegabytes()).equals(now.get(folder.name())))
                .orElse(true);
        if (there && nothingToRemove) {
            return new Outcome.Done();
        }
        all.keySet().removeIf(name -> refused.contains(name) && !now.containsKey(name));
        own.ifPresent(folder -> all.put(folder.name(), folder.quotaMegabytes()));
        Outcome together = configuration.setPublicFolders(all);
        return together instanceof Outcome.Refused ? declareAlone(all, now, own) : together;
    }

    /** Somebody is in the way: it may be one of those that wait. */
    private Outcome declareAlone(SortedMap<String, Integer> all, SortedMap<String, Integer> now, Optional<Folder> own) {
        var few = new TreeMap<>(now);
        few.keySet().retainAll(all.keySet());
        own.ifPresent(folder -> few.put(folder.name(), folder.quotaMegabytes()));
        Outcome alone = configuration.setPublicFolders(few);
        own.map(Folder::name).ifPresent(alone instanceof Outcome.Refused ? refused::add : refused::remove);
        return alone;
    }

    /** Those that are there, and those that may come soon: neither stuck nor with a name that another one has. */
    private SortedMap<String, Integer> publicFolders(List<ObjectState> known, UUID current) {
        var folders = new TreeMap<String, Integer>();
        var owners = new TreeMap<String, UUID>();
        for (ObjectState object : known) {
            real(object).filter(folder -> folder.address().isEmpty()).ifPresent(folder -> {
                folders.put(folder.name(), folder.quotaMegabytes());
                owners.put(folder.name(), object.uuid());
            });
        }
        for (ObjectState object : known) {
            boolean mayCome = object.parked().isEmpty() && !object.uuid().equals(current);
            if (mayCome
                    && object.target().orElse(null) instanceof Folder folder
                    && folder.address().isEmpty()) {
                owners.putIfAbsent(folder.name(), object.uuid());
                if (owners.get(folder.name()).equals(object.uuid())) {
                    folders.put(folder.name(), folder.quotaMegabytes());
                }
            }
        }
        return folders;
    }

    /** Only of those that are there: an address may still be somebody else's. */
    private SortedMap<String, List<String>> globalRights(List<ObjectState> known) {
        var lines = new TreeMap<String, List<String>>();
        for (ObjectState object : known) {
            real(object).ifPresent(folder -> folder.address().ifPresent(address -> {
                String mailbox = FolderStep.sharedName(address);
                lines.put(mailbox, FolderRights.globalLines(mailbox, folder));
            }));
        }
        return lines;
    }

    private Optional<Folder> real(ObjectState object) {
        Optional<Folder> declared = latest.get(object.uuid());
        return declared == null ? object.done().filter(Folder.class::isInstance).map(Folder.class::cast) : declared;
    }
}
