package org.mailloft.directory.embedded;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.SearchEntryParer;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.ContentSyncDoneControl;
import com.unboundid.ldap.sdk.controls.ContentSyncInfoIntermediateResponse;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestControl;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestMode;
import com.unboundid.ldap.sdk.controls.ContentSyncState;
import com.unboundid.ldap.sdk.controls.ContentSyncStateControl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * A search whose client wants to know what changes, RFC 4533. The refresh runs on the session's thread; for
 * refreshAndPersist a thread of its own goes on with the changes after it. Nothing falls between the two: the view of the
 * refresh and the subscription are taken in one step.
 */
final class SyncSearch {

    /** As many as slapd puts into one message. */
    private static final int UUIDS_PER_MESSAGE = 256;

    private final DirectoryStore store;
    private final Function<StoredEntry, Optional<Entry>> visible;
    private final LdapOutput out;
    private final int id;
    private final Subscription changes;
    private volatile boolean closed;
    private SearchRequestProtocolOp request;
    private SearchEntryParer parer;
    private DN base;
    private String database;

    /** @param disconnect ends the connection when the client cannot keep up */
    SyncSearch(
            DirectoryStore store,
            Function<StoredEntry, Optional<Entry>> visible,
            LdapOutput out,
            int id,
            Runnable disconnect) {
        this.store = store;
        this.visible = visible;
        this.out = out;
        this.id = id;
        this.changes = new Subscription(disconnect);
    }

    void start(SearchRequestProtocolOp request, ContentSyncRequestControl control) throws LDAPException, IOException {
        this.request = request;
        this.parer = new SearchEntryParer(request.getAttributes(), store.rules().schema());
        this.base = new DN(request.getBaseDN(), store.rules().schema());
        boolean persist = control.getMode() == ContentSyncRequestMode.REFRESH_AND_PERSIST;
        History.View view = store.view(persist ? Optional.of(changes) : Optional.empty());
        this.database = view.database();
        boolean deletesSent = refresh(view, SyncCookie.decode(control.getCookie()));
        ASN1OctetString cookie = new SyncCookie(database, view.csn()).encode();
        if (persist) {
            out.intermediate(
                    id,
                    deletesSent
                            ? ContentSyncInfoIntermediateResponse.createRefreshDeleteResponse(cookie, true)
                            : ContentSyncInfoIntermediateResponse.createRefreshPresentResponse(cookie, true));
            out.flush();
            Thread.ofVirtual().name("ldap-sync").start(this::persist);
        } else {
            close();
            out.result(id, done(), new ContentSyncDoneControl(cookie, deletesSent));
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Stops sending; also the end of the connection. */
    void close() {
        closed = true;
        store.unsubscribe(changes);
    }

    /** Brings the client to the state of the view. True when deletions were named, false when absence means deleted. */
    private boolean refresh(History.View view, Optional<SyncCookie> cookie) throws LDAPException, IOException {
        boolean ours = cookie.isPresent()
                && cookie.get().database().equals(view.database())
                && cookie.get().csn().compareTo(view.csn()) <= 0;
        String known = ours ? cookie.get().csn() : "";
        boolean nameDeletions = ours && known.compareTo(view.completeSince()) >= 0;
        var gone = new ArrayList<UUID>();
        var unchanged = new ArrayList<UUID>();
        for (StoredEntry stored : view.entries()) {
            Optional<Entry> matching = matching(stored);
            boolean isNew = stored.csn().compareTo(known) > 0;
            if (matching.isEmpty()) {
                if (isNew) {
                    gone.add(stored.uuid()); // perhaps it matched when the client left
                }
            } else if (isNew) {
                sendEntry(ContentSyncState.ADD, stored.uuid(), matching.get(), null);
            } else {
                unchanged.add(stored.uuid());
            }
        }
        if (nameDeletions) {
            view.tombstones().stream()
                    .filter(tombstone -> tombstone.csn().compareTo(known) > 0)
                    .forEach(tombstone -> gone.add(tombstone.uuid()));
            sendUuids(gone, true);
        } else {
            sendUuids(unchanged, false);
        }
        return nameDeletions;
    }

    private void persist() {
        try {
            while (!closed) {
                Optional<Change> change = changes.next();
                if (change.isPresent()) {
                    send(change.get());
                }
                if (changes.isEmpty()) {
                    out.flush();
                }
            }
        } catch (IOException | LDAPException _) {
            close(); // the session notices the same end on its side
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    private void send(Change change) throws LDAPException, IOException {
        Optional<Entry> before =
                change.before().isPresent() ? matching(change.before().get()) : Optional.empty();
        Optional<Entry> after =
                change.after().isPresent() ? matching(change.after().get()) : Optional.empty();
        String csn = change.csn();
        if (after.isPresent()) {
            var state = before.isPresent() ? ContentSyncState.MODIFY : ContentSyncState.ADD;
            sendEntry(state, change.uuid(), after.get(), csn);
        } else if (before.isPresent()) {
            out.entry(id, new Entry(before.get().getDN()), state(ContentSyncState.DELETE, change.uuid(), csn));
        }
    }

    private void sendEntry(ContentSyncState state, UUID uuid, Entry entry, String csn) throws IOException {
        out.entry(id, parer.pareEntry(entry), state(state, uuid, csn));
    }

    private void sendUuids(List<UUID> uuids, boolean deleted) throws IOException {
        for (int i = 0; i < uuids.size(); i += UUIDS_PER_MESSAGE) {
            var some = List.copyOf(uuids.subList(i, Math.min(uuids.size(), i + UUIDS_PER_MESSAGE)));
            out.intermediate(id, ContentSyncInfoIntermediateResponse.createSyncIDSetResponse(null, some, deleted));
        }
    }

    private Control state(ContentSyncState state, UUID uuid, String csn) {
        return new ContentSyncStateControl(state, uuid, csn == null ? null : new SyncCookie(database, csn).encode());
    }

    /** The entry as the client sees it, when it is in scope and matches the filter. */
    private Optional<Entry> matching(StoredEntry stored) throws LDAPException {
        if (!DirectoryTree.inScope(stored.dn(), base, request.getScope())) {
            return Optional.empty();
        }
        Optional<Entry> entry = visible.apply(stored);
        boolean matches = entry.isPresent()
                && request.getFilter().matchesEntry(entry.get(), store.rules().schema());
        return matches ? entry : Optional.empty();
    }

    private static SearchResultDoneProtocolOp done() {
        return new SearchResultDoneProtocolOp(ResultCode.SUCCESS_INT_VALUE, null, null, null);
    }
}
