package org.mailloft.directory.embedded;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ReadOnlyEntry;
import java.util.UUID;

/**
 * An entry with its identity and its place in the order of changes. Immutable.
 *
 * @param uuid value of entryUUID: stays when the entry is renamed
 * @param csn value of entryCSN: the change that made the entry as it is
 */
record StoredEntry(UUID uuid, String csn, DN dn, ReadOnlyEntry entry) {

    /** @param entry with entryUUID and entryCSN */
    static StoredEntry of(Entry entry) throws LDAPException {
        return new StoredEntry(
                UUID.fromString(entry.getAttributeValue("entryUUID")),
                entry.getAttributeValue("entryCSN"),
                entry.getParsedDN(),
                new ReadOnlyEntry(entry));
    }
}
