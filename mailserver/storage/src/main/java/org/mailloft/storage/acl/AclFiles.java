package org.mailloft.storage.acl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.Namespace;
import org.mailloft.storage.SideFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files about access rights, as one user's store finds them. Any thread. */
final class AclFiles {

    private static final Logger LOG = LoggerFactory.getLogger(AclFiles.class);

    /** Names whose lines are remembered at most. */
    private static final int MAX_NAMES = 10_000;

    private final MailStore store;
    private final AclCache cache;
    private final Duration believed;
    private final Optional<CachedFile<GlobalAcls>> global;
    private final Optional<CachedFile<SharedDict>> dict;
    private final Map<MailboxName, CachedFile<Acl>> ofMailboxes = new ConcurrentHashMap<>();
    private final Map<Namespace, CachedFile<Acl>> ofRoots = new ConcurrentHashMap<>();
    private final Map<String, GlobalLines> globalLines = new ConcurrentHashMap<>();

    /** @param lines of a file that are about one name */
    private record GlobalLines(GlobalAcls file, Optional<Acl> lines) {}

    AclFiles(
            MailStore store,
            AclCache cache,
            Duration believed,
            Optional<CachedFile<GlobalAcls>> global,
            Optional<CachedFile<SharedDict>> dict) {
        this.store = store;
        this.cache = cache;
        this.believed = believed;
        this.global = global;
        this.dict = dict;
    }

    /** Clients may ask for any number of names. */
    private CachedFile<Acl> of(MailboxName mailbox) {
        if (ofMailboxes.size() >= MAX_NAMES) {
            ofMailboxes.clear();
        }
        return ofMailboxes.computeIfAbsent(mailbox, name -> cache.of(store.sideFile(name, AclFile.NAME), believed));
    }

    /** All that is said about a mailbox; empty when it cannot be read. */
    Optional<Acl> acl(MailboxName mailbox) {
        var local = of(mailbox).content();
        if (global.isEmpty() || local.isEmpty()) {
            return local;
        }
        return globalOf(mailbox.value()).map(local.get()::plus);
    }

    /** What the server's own file says about a name; empty when that cannot be read. The file may be long. */
    private Optional<Acl> globalOf(String name) {
        var file = global.orElseThrow().content();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        var known = globalLines.get(name);
        if (known == null || known.file != file.get()) {
            known = new GlobalLines(file.get(), file.get().of(name));
            if (globalLines.size() >= MAX_NAMES) {
                globalLines.clear();
            }
            globalLines.put(name, known);
        }
        return known.lines;
    }

    /**
     * What holds in mailboxes of a namespace for those about whom nothing is said there: the file in its root, which only a
     * public one has, because elsewhere the INBOX has that place; and what the server's own file says about the name of
     * the namespace.
     */
    Acl byDefault(Namespace namespace) {
        if (namespace.kind() == Namespace.Kind.PRIVATE) {
            return Acl.NONE;
        }
        var root = namespace.kind() == Namespace.Kind.PUBLIC
                ? ofRoots.computeIfAbsent(namespace, space -> cache.of(store.rootFile(space, AclFile.NAME), believed))
                        .content()
                        .orElse(Acl.NONE)
                : Acl.NONE;
        var name = nameOf(namespace);
        if (global.isEmpty() || name.isEmpty()) {
            return root;
        }
        return globalOf(name).map(root::plus).orElse(Acl.NONE);
    }

    /** Where an entry for a mailbox is written. */
    List<AccessReasons.Place> placesOf(MailboxName mailbox, AclEntry entry) {
        return entry.global()
                ? globalPlaces(mailbox.value(), entry)
                : places(of(mailbox).file(), entry);
    }

    /** Where an entry for all of a namespace is written. */
    List<AccessReasons.Place> placesOf(Namespace namespace, AclEntry entry) {
        return entry.global()
                ? globalPlaces(nameOf(namespace), entry)
                : places(store.rootFile(namespace, AclFile.NAME), entry);
    }

    private static List<AccessReasons.Place> places(SideFile file, AclEntry entry) {
        var octets = file.read().orElse(new byte[0]);
        return AclFile.linesAbout(entry.identifier(), octets).stream()
                .map(line -> new AccessReasons.Place(file.place().toString(), line))
                .toList();
    }

    private List<AccessReasons.Place> globalPlaces(String name, AclEntry entry) {
        return global.flatMap(file -> file.content().map(all -> all.linesAbout(entry.identifier(), name).stream()
                        .map(line -> new AccessReasons.Place(file.file().place().toString(), line))
                        .toList()))
                .orElse(List.of());
    }

    /** Files that take all rights on a mailbox away because they cannot be read, and where they are wrong. */
    List<String> problems(MailboxName mailbox) {
        var problems = new ArrayList<String>();
        var local = of(mailbox);
        if (local.content().isEmpty()) {
            problems.add(local.file().place() + " " + problem(local.file()));
        }
        global.ifPresent(file -> {
            var place = file.file().place() + " ";
            file.content()
                    .ifPresentOrElse(
                            all -> all.unreadable(mailbox.value())
                                    .forEach(line -> problems.add(place + "line " + line)),
                            () -> problems.add(place.strip()));
        });
        return problems;
    }

    private static String problem(SideFile file) {
        try {
            file.read().map(AclFile::parse);
            return "could not be read a moment ago";
        } catch (BadAcl e) {
            return e.getMessage();
        }
    }

    private static String nameOf(Namespace namespace) {
        var prefix = namespace.prefix();
        return prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
    }

    /** Changes what lies with a mailbox, in one step, and all that is derived from it. Returns whether it was otherwise. */
    boolean update(MailboxName mailbox, List<AclChange> changes) {
        var different = new AtomicBoolean();
        of(mailbox).update(octets -> {
            var before = AclFile.parse(octets);
            var after = before;
            for (var change : changes) {
                after = after.after(change);
            }
            different.set(!after.equals(before));
            return different.get() ? AclFile.octets(after) : octets;
        });
        publish(mailbox);
        return different.get();
    }

    /** Entries about one user are about another one from now on, but for those that somebody prescribes. */
    void rename(Namespace namespace, AclIdentifier from, AclIdentifier to) {
        var changed = store.mailboxesIn(namespace).stream()
                .filter(name -> rename(name, from, to))
                .toList();
        if (!changed.isEmpty()) {
            publish(changed.getFirst());
        }
    }

    private boolean rename(MailboxName mailbox, AclIdentifier from, AclIdentifier to) {
        boolean named = of(mailbox).content().stream()
                .flatMap(acl -> acl.entries().stream())
                .anyMatch(entry -> entry.identifier().equals(from));
        if (!named || PrescribedEntries.noted(store, mailbox).contains(from.text())) {
            return false;
        }
        of(mailbox).update(octets -> AclFile.octets(AclFile.parse(octets).renamed(from, to)));
        return true;
    }

    /** The server's own file was changed by another program. */
    void forgetGlobal() {
        cache.forgetGlobal();
    }

    /** A new mailbox has the local entries of the one above it. */
    void inherit(MailboxName parent, MailboxName child) {
        var entries = of(parent).content().map(Acl::local).orElse(Acl.NONE);
        if (!entries.isEmpty()) {
            of(child).update(_ -> AclFile.octets(entries));
            publish(child);
        }
    }

    /** Owners who share something with a user. */
    Set<String> ownersFor(Accessor accessor) {
        return dict.flatMap(CachedFile::content)
                .map(shared -> shared.ownersFor(accessor.user(), accessor.groups()))
                .orElse(Set.of());
    }

    /**
     * Writes down anew which mailboxes others may see, where Dovecot and other users look. What is looked at is looked at
     * under the lock of the owner's list, so that of two sessions the later one has seen what both did. The rights
     * themselves stand already: when this fails it is logged, and done again at the next change.
     */
    void publish(MailboxName changed) {
        try {
            var namespace = store.namespaceOf(changed);
            store.rootFile(namespace, AclList.NAME)
                    .update(_ -> namespace.kind() == Namespace.Kind.PUBLIC
                            ? publicList(namespace)
                            : listAndDict(
                                    namespace,
                                    namespace.owner().orElse(store.user().name())));
        } catch (RuntimeException e) {
            LOG.error("Shared mailboxes could not be written down: {}", e.toString());
        }
    }

    private byte[] publicList(Namespace namespace) {
        return new Shared(namespace, "").list();
    }

    private byte[] listAndDict(Namespace namespace, String owner) {
        var shared = new Shared(namespace, owner);
        dict.ifPresent(file -> file.update(octets ->
                SharedDict.parse(octets).sharing(owner, shared.destinations).octets()));
        return shared.list();
    }

    /** The mailboxes of a namespace that others may see, as they are now. */
    private final class Shared {

        private final Set<AclIdentifier> destinations = new TreeSet<>();
        private final List<AclList.Line> lines = new ArrayList<>();

        /** @param owner empty where there is none */
        Shared(Namespace namespace, String owner) {
            for (var name : mailboxes(namespace)) {
                var seenBy = of(name).content().orElse(Acl.NONE).seenBy(owner);
                destinations.addAll(seenBy);
                if (!seenBy.isEmpty()) {
                    var modified = store.sideFile(name, AclFile.NAME).modified();
                    lines.add(new AclList.Line(modified, store.storedName(name)));
                }
            }
        }

        byte[] list() {
            return new AclList(lines).octets();
        }
    }

    private List<MailboxName> mailboxes(Namespace namespace) {
        return namespace.owner().isPresent() ? store.shared(namespace.owner().get()) : store.mailboxesIn(namespace);
    }

    /** Mailboxes came, went or changed places: nothing is known about these names, and others may see other ones. */
    void moved(List<MailboxName> names) {
        names.forEach(name -> of(name).forget());
        var namespace = store.namespaceOf(names.getFirst());
        boolean anyShared = store.rootFile(namespace, AclList.NAME)
                .read()
                .filter(list -> list.length > 0)
                .isPresent();
        if (anyShared) {
            publish(names.getFirst());
        }
    }

    /** A mailbox was made where there may have been another before. */
    void isNew(MailboxName name) {
        of(name).forget();
    }

    /** The mailbox and those below it. */
    List<MailboxName> withChildren(MailboxName name) {
        var namespace = store.namespaceOf(name);
        return mailboxes(namespace).stream()
                .filter(other -> other.equals(name) || other.isBelow(name, namespace.separator()))
                .toList();
    }
}
