package org.mailloft.directory.embedded;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Puts together what the files of a directory say: later records win, deletions stay remembered. */
final class StoreLoader {

    private final Map<UUID, StoredEntry> entries = new LinkedHashMap<>();
    private final EntryRules rules;
    private final History history;

    StoreLoader(EntryRules rules, History history) {
        this.rules = rules;
        this.history = history;
    }

    void read(Entry entry) {
        if (entry.getDN().equals(History.STATE)) {
            history.restore(entry);
        } else if (entry.getDN().endsWith("," + History.TOMBSTONES)) {
            var uuid = UUID.fromString(entry.getAttributeValue("entryUUID"));
            entries.remove(uuid);
            history.bury(new Tombstone(uuid, entry.getAttributeValue("entryCSN")));
        } else {
            StoredEntry stored = stored(entry);
            entries.put(stored.uuid(), stored);
            history.seen(stored.csn());
        }
    }

    List<Change> changes() {
        return entries.values().stream()
                .map(stored -> Change.put(Optional.empty(), stored))
                .toList();
    }

    private StoredEntry stored(Entry entry) {
        try {
            return StoredEntry.of(rules.typed(entry.getDN(), entry.getAttributes()));
        } catch (LDAPException | RuntimeException broken) {
            throw new UncheckedIOException(new IOException("Not an entry of this directory: " + entry.getDN(), broken));
        }
    }
}
