package org.mailloft.directory.client;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.directory.api.ldap.extras.controls.SynchronizationModeEnum;
import org.apache.directory.api.ldap.extras.controls.syncrepl.syncRequest.SyncRequestValueImpl;
import org.apache.directory.api.ldap.extras.controls.syncrepl.syncState.SyncStateValue;
import org.apache.directory.api.ldap.extras.intermediate.syncrepl.SyncInfoValue;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.message.Response;
import org.apache.directory.api.ldap.model.message.SearchResultDone;
import org.apache.directory.api.ldap.model.message.SearchResultEntry;
import org.apache.directory.ldap.client.api.LdapNetworkConnection;
import org.apache.directory.ldap.client.api.future.SearchFuture;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Search;
import org.mailloft.directory.sync.ChangeConsumer;
import org.mailloft.directory.sync.DirectoryChange;
import org.mailloft.directory.sync.SyncConversation;

/** The messages of one refreshAndPersist search, read from the library and passed to the conversation. One thread. */
final class SyncStream {

    /** How long to wait for a message before looking whether the connection is still there. */
    private static final Duration STEP = Duration.ofMillis(500);

    /** A connection over which nothing comes for so long is tried out. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final LdapNetworkConnection connection;
    private final SearchFuture responses;
    private final SyncConversation conversation;
    private long lastSign = System.nanoTime();

    private SyncStream(LdapNetworkConnection connection, SearchFuture responses, SyncConversation conversation) {
        this.connection = connection;
        this.responses = responses;
        this.conversation = conversation;
    }

    /** @param cookie where to begin, empty for everything */
    static SyncStream begin(
            LdapNetworkConnection connection, Search search, ChangeConsumer consumer, Optional<byte[]> cookie)
            throws LdapException {
        var control = new SyncRequestValueImpl(true);
        control.setMode(SynchronizationModeEnum.REFRESH_AND_PERSIST);
        cookie.ifPresent(control::setCookie);
        var request = Translation.request(search);
        request.addControl(control);
        var conversation = new SyncConversation(consumer, cookie.isPresent());
        consumer.accept(new DirectoryChange.RefreshBegins());
        return new SyncStream(connection, connection.searchAsync(request), conversation);
    }

    boolean isRefreshing() {
        return conversation.isRefreshing();
    }

    /** Handles the next message, or waits a moment for one. Returns why the stream ended, empty while it goes on. */
    Optional<String> step() throws LdapException {
        Response response = next(Duration.ZERO);
        if (response == null) {
            conversation.checkpoint();
            response = next(STEP);
        }
        if (response != null) {
            lastSign = System.nanoTime();
        }
        return switch (response) {
            case null -> signOfLife();
            case SearchResultEntry found -> {
                entry(found);
                yield Optional.empty();
            }
            case SyncInfoValue info -> {
                info(info);
                yield Optional.empty();
            }
            case SearchResultDone done -> {
                var result = done.getLdapResult();
                yield Optional.of(result.getResultCode().getMessage() + " " + result.getDiagnosticMessage());
            }
            default -> Optional.empty(); // references to other servers
        };
    }

    private Response next(Duration patience) throws LdapException {
        try {
            return responses.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LdapException("interrupted", interrupted);
        }
    }

    private void entry(SearchResultEntry found) throws LdapException {
        if (!(found.getControl(SyncStateValue.OID) instanceof SyncStateValue state)) {
            throw new LdapException("The server sends an entry without a sync state: it cannot do RFC 4533");
        }
        var kind =
                switch (state.getSyncStateType()) {
                    case PRESENT -> SyncConversation.EntryState.PRESENT;
                    case ADD -> SyncConversation.EntryState.ADD;
                    case MODIFY, MODDN -> SyncConversation.EntryState.MODIFY;
                    case DELETE -> SyncConversation.EntryState.DELETE;
                };
        Entry entry = Translation.entry(found.getEntry());
        conversation.entry(kind, uuid(state.getEntryUUID()), entry, octets(state.getCookie()));
    }

    private void info(SyncInfoValue info) {
        byte[] cookie = octets(info.getCookie());
        switch (info.getSyncInfoValueType()) {
            case NEW_COOKIE -> conversation.cookie(cookie);
            case REFRESH_DELETE -> conversation.deletePhaseEnds(info.isRefreshDone(), cookie);
            case REFRESH_PRESENT -> conversation.presentPhaseEnds(info.isRefreshDone(), cookie);
            // the library reports refreshDone here as well; it does not exist in this message
            case SYNC_ID_SET -> conversation.uuids(uuids(info.getSyncUUIDs()), info.isRefreshDeletes(), cookie);
        }
    }

    /** Notices a connection that is gone without a word, such as behind a firewall that forgot it. */
    private Optional<String> signOfLife() throws LdapException {
        if (!connection.isConnected()) {
            return Optional.of("connection closed");
        }
        if (System.nanoTime() - lastSign > SILENCE.toNanos()) {
            connection.lookup("", "1.1");
            lastSign = System.nanoTime();
        }
        return Optional.empty();
    }

    private static List<UUID> uuids(List<byte[]> octets) {
        return octets.stream().map(SyncStream::uuid).toList();
    }

    private static UUID uuid(byte[] octets) {
        var buffer = ByteBuffer.wrap(octets);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    private static byte[] octets(byte[] orNull) {
        return orNull == null ? new byte[0] : orNull;
    }
}
