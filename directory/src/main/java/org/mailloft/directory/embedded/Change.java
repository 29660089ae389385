package org.mailloft.directory.embedded;

import java.util.Optional;
import java.util.UUID;

/**
 * What happened to one entry.
 *
 * @param csn position of the change; grows with every change
 * @param before empty for a new entry
 * @param after empty for a deleted entry
 */
record Change(UUID uuid, String csn, Optional<StoredEntry> before, Optional<StoredEntry> after) {

    static Change put(Optional<StoredEntry> before, StoredEntry after) {
        return new Change(after.uuid(), after.csn(), before, Optional.of(after));
    }

    static Change delete(StoredEntry before, String csn) {
        return new Change(before.uuid(), csn, Optional.of(before), Optional.empty());
    }
}
