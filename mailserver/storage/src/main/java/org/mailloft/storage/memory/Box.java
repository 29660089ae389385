package org.mailloft.storage.memory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.mailloft.storage.Mailbox.Derived;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.index.ChunkedView;
import org.mailloft.storage.index.MailboxIndex;

/** A mailbox and its messages, shared by all sessions that have it open. */
final class Box {

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(60);

    private final String guid;
    private final long uidValidity;
    private final Clock clock;
    private final Supplier<String> guids;
    private final MailboxIndex index = new MailboxIndex(ChunkedView.EMPTY, LOCK_TIMEOUT);
    private final Map<Long, Message> messages = new ConcurrentHashMap<>();

    Box(String guid, long uidValidity, Clock clock, Supplier<String> guids) {
        this.guid = guid;
        this.uidValidity = uidValidity;
        this.clock = clock;
        this.guids = guids;
    }

    String guid() {
        return guid;
    }

    long uidValidity() {
        return uidValidity;
    }

    MailboxIndex index() {
        return index;
    }

    Map<Long, Message> messages() {
        return messages;
    }

    Instant now() {
        return clock.instant();
    }

    String newMessageGuid() {
        return guids.get();
    }

    void markGone(MailboxName name) {
        try (var change = index.begin(name)) {
            change.markGone();
        }
    }

    /** @param content with CRLF line ends; never changed */
    record Message(byte[] content, Instant saved, Map<Derived, byte[]> derived) {
        Message(byte[] content, Instant saved) {
            this(content, saved, java.util.Collections.synchronizedMap(new EnumMap<>(Derived.class)));
        }
    }
}
