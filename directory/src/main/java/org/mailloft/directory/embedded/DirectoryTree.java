package org.mailloft.directory.embedded;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.schema.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;

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
            return scan(base);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Entries in scope that may match the filter: the caller applies it to what the client may see. */
    List<StoredEntry> candidates(DN base, SearchScope scope, Filter filter) {
        lock.readLock().lock();
        try {
            if (scope == SearchScope.BASE) {
                return entries.containsKey(base) ? List.of(entries.get(base)) : List.of();
            }
            var indexed = index.candidates(filter);
            Collection<StoredEntry> found = indexed.isPresent()
                    ? indexed.get().stream().sorted().map(entries::get).toList()
                    : scan(base);
            return found.stream()
                    .filter(stored -> inScope(stored.dn(), base, scope))
                    .toList();
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

    private List<StoredEntry> scan(DN base) {
        var found = new ArrayList<StoredEntry>();
        for (StoredEntry stored : entries.tailMap(base).values()) {
            if (!stored.dn().isDescendantOf(base, true)) {
                break;
            }
            found.add(stored);
        }
        return found;
    }
}
