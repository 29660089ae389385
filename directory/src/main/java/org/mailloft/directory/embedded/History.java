package org.mailloft.directory.embedded;

import com.unboundid.ldap.sdk.Entry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/**
 * What the directory remembers about the past, for clients that come back with a cookie: the last deletions and the
 * newest change. On disk these are entries outside of the tree. Guarded by the store's commit lock.
 */
final class History {

    static final String TOMBSTONES = "cn=deleted";
    static final String STATE = "cn=state";

    /** A client that missed more deletions than this gets everything anew. */
    static final int MAX_TOMBSTONES = 10_000;

    private final Deque<Tombstone> tombstones = new ArrayDeque<>();
    private String database = "";
    private String newestCsn = "";
    private String completeSince = "";

    /**
     * Everything at one moment.
     *
     * @param database identity of this directory; another one has other change numbers
     * @param csn newest change
     * @param completeSince all deletions after this change are among the tombstones
     */
    record View(
            String database, String csn, String completeSince, List<StoredEntry> entries, List<Tombstone> tombstones) {}

    String database() {
        return database;
    }

    String newestCsn() {
        return newestCsn;
    }

    void name(String database) {
        this.database = database;
    }

    void record(Change change) {
        seen(change.csn());
        if (change.after().isEmpty()) {
            bury(new Tombstone(change.uuid(), change.csn()));
        }
    }

    void seen(String csn) {
        newestCsn = csn.compareTo(newestCsn) > 0 ? csn : newestCsn;
    }

    void bury(Tombstone tombstone) {
        seen(tombstone.csn());
        tombstones.addLast(tombstone);
        if (tombstones.size() > MAX_TOMBSTONES) {
            completeSince = tombstones.removeFirst().csn();
        }
    }

    View view(List<StoredEntry> entries) {
        return new View(database, newestCsn, completeSince, entries, List.copyOf(tombstones));
    }

    /** How a change is written to disk. */
    static Entry toEntry(Change change) {
        return change.after().<Entry>map(StoredEntry::entry).orElseGet(() -> toEntry(change.uuid(), change.csn()));
    }

    /** The identity of the database. */
    Entry toEntry() {
        var entry = new Entry(STATE);
        entry.addAttribute("database", database);
        entry.addAttribute("newestCsn", newestCsn.isEmpty() ? "none" : newestCsn);
        entry.addAttribute("completeSince", completeSince.isEmpty() ? "none" : completeSince);
        return entry;
    }

    List<Entry> toEntries() {
        var entries = new ArrayList<Entry>();
        entries.add(toEntry());
        tombstones.forEach(tombstone -> entries.add(toEntry(tombstone.uuid(), tombstone.csn())));
        return entries;
    }

    /** Reads what {@link #toEntry()} wrote. */
    void restore(Entry entry) {
        database = entry.getAttributeValue("database");
        newestCsn = orEmpty(entry.getAttributeValue("newestCsn"));
        completeSince = orEmpty(entry.getAttributeValue("completeSince"));
    }

    private static Entry toEntry(UUID uuid, String csn) {
        var entry = new Entry("entryUUID=" + uuid + "," + TOMBSTONES);
        entry.addAttribute("entryUUID", uuid.toString());
        entry.addAttribute("entryCSN", csn);
        return entry;
    }

    private static String orEmpty(String value) {
        return value.equals("none") ? "" : value;
    }
}
