package org.mailloft.lmtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailloft.delivery.Delivery;
import org.mailloft.delivery.DeliverySettings;
import org.mailloft.net.MemoryConnection;
import org.mailloft.smtp.SmtpLimits;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.disk.RealDisk;
import org.mailloft.storage.memory.MemoryStore;
import org.mailloft.storage.trace.MailTrace;

/** An LMTP server in memory for tests. */
public final class LmtpServer {

    public static final Instant NOW = Instant.parse("2026-11-21T22:17:28Z");

    /** Small enough that tests reach every limit. */
    public static final SmtpLimits LIMITS = new SmtpLimits(512, 20_000, 5, 3, 1024, Duration.ofMinutes(5));

    public final StoreFactory stores;
    private final LmtpService service;

    public LmtpServer() {
        this(new MemoryStore(), settings(false, 0, List.of()));
    }

    public LmtpServer(StoreFactory stores, LmtpSettings settings) {
        this(stores, settings, Optional.empty());
    }

    public LmtpServer(StoreFactory stores, LmtpSettings settings, Optional<Distribution> distribution) {
        var clock = InstantSource.fixed(NOW);
        this.stores = stores;
        var delivery = new Delivery(
                new DeliverySettings(true, true, "msgid=%m: %$"), stores, clock, new MailTrace(new RealDisk(), clock));
        this.service = new LmtpService(
                settings,
                new Accounts(Path.of("/nonexistent")),
                delivery,
                distribution,
                Path.of(System.getProperty("java.io.tmpdir")),
                LIMITS,
                clock);
    }

    public static LmtpSettings settings(boolean detailMailbox, int userLimit, List<String> workarounds) {
        return settings(detailMailbox, userLimit, workarounds, false);
    }

    public static LmtpSettings settings(
            boolean detailMailbox, int userLimit, List<String> workarounds, boolean checkQuota) {
        return new LmtpSettings(
                "mx.example.org",
                "Mailloft ready.",
                "+",
                detailMailbox,
                LmtpSettings.DeliveryAddress.FINAL,
                true,
                userLimit,
                workarounds,
                checkQuota,
                false);
    }

    public LmtpService service() {
        return service;
    }

    /** What the server says to a client that sends all this at once and closes. */
    public String converse(byte[] octets) {
        return converse(octets, Integer.MAX_VALUE);
    }

    /** @param chunkOctets the server sees the input in pieces of this size */
    public String converse(byte[] octets, int chunkOctets) {
        var connection = new MemoryConnection().inChunksOf(chunkOctets);
        connection.client().send(octets);
        connection.client().close();
        service.serve(connection);
        connection.close();
        return connection.client().readToEnd();
    }

    /** The messages in a mailbox of {@code name@example.org}, octets as characters. */
    public List<String> messages(String name, String mailbox) {
        var user = new MailUser(name + "@example.org", Path.of("/nonexistent"), Map.of());
        try (var store = stores.open(user);
                var box = store.open(MailboxName.of(mailbox, '/'), false)) {
            var messages = new ArrayList<String>();
            for (int i = 0; i < box.view().size(); i++) {
                try (var in = box.open(box.view().uid(i))) {
                    messages.add(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
                }
            }
            return messages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
