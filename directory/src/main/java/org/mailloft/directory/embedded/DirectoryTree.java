package org.mailloft.directory.embedded;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/** All entries by name, parents before children. Thread safe; entries are immutable, so answers need no lock. */
final class DirectoryTree {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final TreeMap<DN, StoredEntry> entries = new TreeMap<>();
    private final EqualityIndex index;

    DirectoryTree(Schema schema) {
        index = new EqualityIndex(schema);
    }

    Optional<StoredEntry> get(DN dn) {
        lock.readLock().lock();
        try {
            return Optional.ofNullable(entries.get(dn));
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The entry itself, if it exists, and all below it. */
    List<StoredEntry> subtree(DN base) {
        lock.readLock().lock();
        try {
            return scan(base, Optional.empty());
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Entries in scope that may match the filter: the caller applies it to what the client may see.
     *
     * @param after only entries behind this name
     */
    List<StoredEntry> candidates(DN base, SearchScope scope, Filter filter, Optional<DN> after) {
        lock.readLock().lock();
        try {
            if (scope == SearchScope.BASE) {
                return after.isEmpty() && entries.containsKey(base) ? List.of(entries.get(base)) : List.of();
            }
            Stream<StoredEntry> found = index.candidates(filter)
                    .map(names -> names.stream()
                            .filter(name -> after.isEmpty() || name.compareTo(after.get()) > 0)
                            .sorted()
                            .map(entries::get))
                    .orElseGet(() -> scan(base, after).stream());
            return found.filter(stored -> inScope(stored.dn(), base, scope)).toList();
        } finally {
            lock.readLock().unlock();
        }
    }

    static boolean inScope(DN dn, DN base, SearchScope scope) {
        return switch (scope.intValue()) {
            case SearchScope.BASE_INT_VALUE -> dn.equals(base);
            case SearchScope.ONE_INT_VALUE -> base.equals(dn.getParent());
            case SearchScope.SUBORDINATE_SUBTREE_INT_VALUE -> dn.isDescendantOf(base, false);
            default -> dn.isDescendantOf(base, true);
        };
    }

    /** The longest existing part of a name, for the matchedDN of a result. */
    Optional<DN> closestAncestor(DN dn) {
        for (DN parent = dn.getParent(); parent != null && !parent.isNullDN(); parent = parent.getParent()) {
            if (get(parent).isPresent()) {
                return Optional.of(parent);
            }
        }
        return Optional.empty();
    }

    void apply(List<Change> changes) {
        lock.writeLock().lock();
        try {
            for (Change change : changes) {
                change.before().ifPresent(before -> {
                    entries.remove(before.dn());
                    index.remove(before);
                });
            }
            for (Change change : changes) {
                change.after().ifPresent(after -> {
                    entries.put(after.dn(), after);
                    index.add(after);
                });
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private List<StoredEntry> scan(DN base, Optional<DN> after) {
        var found = new ArrayList<StoredEntry>();
        var tail = after.isPresent() && after.get().isDescendantOf(base, true)
                ? entries.tailMap(after.get(), false)
                : entries.tailMap(base, true);
        for (StoredEntry stored : tail.values()) {
            if (!stored.dn().isDescendantOf(base, true)) {
                break;
            }
            found.add(stored);
        }
        return found;
    }
}
