package org.mailloft.directory.sync;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.mailloft.directory.Entry;

/**
 * One connection's worth of RFC 4533 messages, turned into changes. A refresh either names deletions, or it names
 * everything that is left; then whatever the follower knows beyond that is removed when that phase ends. A server that
 * was given no cookie cannot know what to delete, so its refresh always counts as the second kind, whatever it says:
 * slapd ends such a refresh like one that named deletions.
 */
public final class SyncConversation {

    private final ChangeConsumer consumer;
    private final boolean resuming;
    private final Set<UUID> present = new HashSet<>();
    private boolean refreshing = true;
    private byte[] pendingCookie = new byte[0];

    /** @param resuming whether the server was given a cookie */
    public SyncConversation(ChangeConsumer consumer, boolean resuming) {
        this.consumer = consumer;
        this.resuming = resuming;
    }

    /** What the server says about an entry, RFC 4533 section 2.2. */
    public enum EntryState {
        PRESENT,
        ADD,
        MODIFY,
        DELETE
    }

    /** @param cookie empty when the message has none */
    public void entry(EntryState state, UUID uuid, Entry entry, byte[] cookie) {
        switch (state) {
            case PRESENT -> present.add(uuid);
            case ADD, MODIFY -> {
                if (refreshing) {
                    present.add(uuid);
                }
                consumer.accept(new DirectoryChange.Put(uuid, entry));
            }
            case DELETE -> remove(uuid);
        }
        cookie(cookie);
    }

    /** A set of entries by identity only: all deleted, or all still there as they were. */
    public void uuids(Collection<UUID> uuids, boolean deleted, byte[] cookie) {
        if (deleted) {
            uuids.forEach(this::remove);
        } else {
            present.addAll(uuids);
        }
        cookie(cookie);
    }

    /** The end of the phase that named deletions. */
    public void deletePhaseEnds(boolean refreshDone, byte[] cookie) {
        if (refreshing && !resuming) {
            removeAbsent();
        }
        cookie(cookie);
        if (refreshDone) {
            refreshDone();
        }
    }

    /** The end of the phase that named what is left: everything else is gone. */
    public void presentPhaseEnds(boolean refreshDone, byte[] cookie) {
        removeAbsent();
        cookie(cookie);
        if (refreshDone) {
            refreshDone();
        }
    }

    /** Remembers a cookie for {@link #checkpoint}. */
    public void cookie(byte[] cookie) {
        if (cookie.length > 0) {
            pendingCookie = cookie;
        }
    }

    /** Passes on the newest cookie. Called when nothing else is waiting, so that a burst of changes is stored at once. */
    public void checkpoint() {
        if (pendingCookie.length > 0 && !refreshing) {
            consumer.accept(new DirectoryChange.Checkpoint(pendingCookie));
            pendingCookie = new byte[0];
        }
    }

    public boolean isRefreshing() {
        return refreshing;
    }

    private void refreshDone() {
        refreshing = false;
        present.clear();
        consumer.accept(new DirectoryChange.RefreshDone());
        checkpoint();
    }

    private void removeAbsent() {
        for (UUID known : Set.copyOf(consumer.known())) {
            if (!present.contains(known)) {
                remove(known);
            }
        }
    }

    private void remove(UUID uuid) {
        present.remove(uuid);
        consumer.accept(new DirectoryChange.Remove(uuid));
    }
}
