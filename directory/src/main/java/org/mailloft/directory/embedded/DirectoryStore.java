package org.mailloft.directory.embedded;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.mailloft.directory.journal.FolderLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All entries and every way to change them. Changes happen one after the other under the commit lock: check, write to
 * disk, apply, tell the followers. So what is visible is durable, and followers see the order of the disk. Thread safe.
 */
final class DirectoryStore implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryStore.class);

    private final ReentrantLock commit = new ReentrantLock();
    private final Set<Subscription> followers = ConcurrentHashMap.newKeySet();
    private final DN base;
    private final EntryRules rules;
    private final Passwords passwords;
    private final FolderLock folderLock;
    private final DirectoryTree tree;
    private final History history;
    private final ChangeLog log;
    private final CsnSource csns;

    private DirectoryStore(DN base, EntryRules rules, Passwords passwords, Clock clock, Path folder)
            throws IOException {
        this.base = base;
        this.rules = rules;
        this.passwords = passwords;
        this.folderLock = FolderLock.take(folder);
        this.tree = new DirectoryTree(rules.schema());
        this.history = new History();
        try {
            var loader = new StoreLoader(rules, history);
            this.log = ChangeLog.open(folder, loader::read);
            tree.apply(loader.changes());
            this.csns = new CsnSource(clock, history.newestCsn());
            if (history.database().isEmpty()) {
                history.name(UUID.randomUUID().toString());
                log.append(List.of(history.toEntry()));
            }
        } catch (IOException | RuntimeException failure) {
            folderLock.close();
            throw failure;
        }
    }

    /**
     * Opens the directory in a folder, or starts an empty one.
     *
     * @throws IOException when another process has it open, or a file is damaged
     */
    static DirectoryStore open(Path folder, DN base, EntryRules rules, Passwords passwords, Clock clock)
            throws IOException {
        return new DirectoryStore(base, rules, passwords, clock, folder);
    }

    DN base() {
        return base;
    }

    EntryRules rules() {
        return rules;
    }

    DirectoryTree tree() {
        return tree;
    }

    /** RFC 4511 section 4.7. */
    void add(DN dn, List<Attribute> attributes, DN author) throws LDAPException {
        for (Attribute attribute : attributes) {
            rules.requireUserAttribute(attribute.getName());
        }
        Entry entry = passwords.hashed(rules.typed(dn.toString(), attributes));
        rules.check(entry);
        committed(() -> {
            requireAbsent(dn);
            requireParent(dn);
            String csn = csns.next();
            String now = csns.timestamp();
            entry.setAttribute("entryUUID", UUID.randomUUID().toString());
            entry.setAttribute("creatorsName", author.toString());
            entry.setAttribute("createTimestamp", now);
            entry.setAttribute("subschemaSubentry", EmbeddedSchema.DN);
            Passwords.noteChange(new Entry(dn), entry, CsnSource.time(csn));
            return List.of(Change.put(Optional.empty(), stamped(entry, csn, now, author)));
        });
    }

    /** RFC 4511 section 4.6. */
    void modify(DN dn, List<Modification> modifications, DN author) throws LDAPException {
        for (Modification modification : modifications) {
            rules.requireUserAttribute(modification.getAttributeName());
        }
        committed(() -> {
            StoredEntry before = require(dn);
            Entry modified = Entry.applyModifications(before.entry(), false, modifications);
            Entry after = passwords.hashed(rules.typed(before.entry().getDN(), modified.getAttributes()));
            rules.check(after);
            String csn = csns.next();
            Passwords.noteChange(before.entry(), after, CsnSource.time(csn));
            return List.of(Change.put(Optional.of(before), stamped(after, csn, csns.timestamp(), author)));
        });
    }

    /** RFC 4511 section 4.9. Everything below moves along and counts as changed, so that followers learn its name. */
    void rename(DN dn, RDN newRdn, boolean deleteOldRdn, Optional<DN> newParent, DN author) throws LDAPException {
        committed(() -> {
            StoredEntry before = require(dn);
            DN parent = newParent.orElse(dn.getParent());
            DN newDn = parent == null ? new DN(newRdn) : new DN(newRdn, parent);
            if (dn.equals(base) || newDn.isDescendantOf(dn, false)) {
                throw new LDAPException(ResultCode.UNWILLING_TO_PERFORM, "the entry cannot move there");
            }
            if (!newDn.equals(dn)) {
                requireAbsent(newDn);
            }
            requireParent(newDn);
            var changes = new ArrayList<Change>();
            for (StoredEntry moving : tree.subtree(dn)) {
                Entry after;
                if (moving == before) {
                    after = renamed(before, newDn, deleteOldRdn);
                    rules.check(after);
                } else {
                    after = moving.entry().duplicate();
                    after.setDN(moved(moving.dn(), dn, newDn));
                }
                changes.add(Change.put(Optional.of(moving), stamped(after, csns.next(), csns.timestamp(), author)));
            }
            return changes;
        });
    }

    /** RFC 4511 section 4.8. */
    void delete(DN dn) throws LDAPException {
        committed(() -> {
            StoredEntry before = require(dn);
            if (tree.subtree(dn).size() > 1) {
                throw new LDAPException(ResultCode.NOT_ALLOWED_ON_NONLEAF, "the entry has entries below it");
            }
            return List.of(Change.delete(before, csns.next()));
        });
    }

    /** Everything as it is now, and a promise of all changes after it when a subscription is given. */
    History.View view(Optional<Subscription> subscription) {
        commit.lock();
        try {
            subscription.ifPresent(followers::add);
            return history.view(tree.subtree(base));
        } finally {
            commit.unlock();
        }
    }

    void unsubscribe(Subscription subscription) {
        followers.remove(subscription);
    }

    @Override
    public void close() throws IOException {
        commit.lock();
        try (folderLock) {
            log.close();
        } finally {
            commit.unlock();
        }
    }

    /** What a change turns into, decided under the commit lock. */
    @FunctionalInterface
    private interface Decision {
        List<Change> changes() throws LDAPException;
    }

    private void committed(Decision decision) throws LDAPException {
        commit.lock();
        try {
            List<Change> changes = decision.changes();
            log.append(changes.stream().map(History::toEntry).toList());
            tree.apply(changes);
            changes.forEach(history::record);
            changes.forEach(change -> followers.forEach(follower -> follower.offer(change)));
            compactIfNeeded();
        } catch (IOException failure) {
            LOG.error("Cannot write the directory's change log", failure);
            throw new LDAPException(ResultCode.OTHER, "the change cannot be written to disk", failure);
        } finally {
            commit.unlock();
        }
    }

    private void compactIfNeeded() {
        if (!log.wantsCompaction()) {
            return;
        }
        try {
            var everything = new ArrayList<>(history.toEntries());
            tree.subtree(base).forEach(stored -> everything.add(stored.entry()));
            log.compact(everything);
        } catch (IOException failure) {
            LOG.warn("Cannot shorten the directory's change log, it keeps growing", failure);
        }
    }

    private StoredEntry stamped(Entry entry, String csn, String now, DN author) throws LDAPException {
        entry.setAttribute("entryCSN", csn);
        entry.setAttribute("modifiersName", author.toString());
        entry.setAttribute("modifyTimestamp", now);
        return StoredEntry.of(rules.typed(entry.getDN(), entry.getAttributes()));
    }

    private static DN moved(DN name, DN oldBase, DN newBase) throws LDAPException {
        var levels = new ArrayList<RDN>(
                List.of(DN.getDNRelativeToBaseDN(name, oldBase).getRDNs()));
        levels.addAll(List.of(newBase.getRDNs()));
        return new DN(levels);
    }

    private Entry renamed(StoredEntry before, DN newDn, boolean deleteOldRdn) {
        var after = before.entry().duplicate();
        after.setDN(newDn);
        RDN oldRdn = before.dn().getRDN();
        for (int i = 0; deleteOldRdn && i < oldRdn.getAttributeNames().length; i++) {
            after.removeAttributeValue(oldRdn.getAttributeNames()[i], oldRdn.getByteArrayAttributeValues()[i]);
        }
        RDN newRdn = newDn.getRDN();
        for (int i = 0; i < newRdn.getAttributeNames().length; i++) {
            after.addAttribute(newRdn.getAttributeNames()[i], newRdn.getByteArrayAttributeValues()[i]);
        }
        return rules.typed(newDn.toString(), after.getAttributes());
    }

    private StoredEntry require(DN dn) throws LDAPException {
        return tree.get(dn).orElseThrow(() -> missing(dn, "no such entry"));
    }

    private void requireAbsent(DN dn) throws LDAPException {
        if (tree.get(dn).isPresent()) {
            throw new LDAPException(ResultCode.ENTRY_ALREADY_EXISTS, "there is an entry of this name");
        }
    }

    private void requireParent(DN dn) throws LDAPException {
        boolean isBase = dn.equals(base);
        if (!isBase && (dn.getParent() == null || tree.get(dn.getParent()).isEmpty())) {
            throw missing(dn, "no parent entry");
        }
    }

    private LDAPException missing(DN dn, String message) {
        String matched = tree.closestAncestor(dn).map(DN::toString).orElse(null);
        return new LDAPException(ResultCode.NO_SUCH_OBJECT, message, matched, null);
    }
}
