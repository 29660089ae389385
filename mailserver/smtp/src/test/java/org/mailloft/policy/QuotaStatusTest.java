package org.mailloft.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailloft.net.MemoryConnection;
import org.mailloft.routing.AddressRouting;
import org.mailloft.routing.Destination;
import org.mailloft.routing.Route;
import org.mailloft.routing.Sender;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox.Append;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.memory.MemoryStore;
import org.mailloft.storage.quota.Enforcement;
import org.mailloft.storage.quota.QuotaAccounts;
import org.mailloft.storage.quota.QuotaLayer;
import org.mailloft.storage.quota.QuotaWarnings;
import org.mailloft.storage.stack.StoreStack;
import org.mailloft.testkit.FakeAuthentication;

/** What Postfix asks, and what it is told. */
class QuotaStatusTest {

    private final Map<String, String> plugin = new HashMap<>(Map.of(
            "quota", "maildir:User quota",
            "quota_rule", "*:bytes=1000",
            "quota_status_success", "DUNNO",
            "quota_status_nouser", "DUNNO",
            "quota_status_overquota", "552 5.2.2 Mailbox is full"));
    private final MemoryStore stores = new MemoryStore();

    /** Ben's mailbox is full. */
    @BeforeEach
    void fill() {
        var user = new MailUser("ben@example.org", Path.of("/nonexistent"), Map.of());
        try (var store = stores.open(user);
                var inbox = store.open(MailboxName.INBOX, true);
                var message = inbox.receive()) {
            message.write(new byte[1000], 0, 1000);
            inbox.append(List.of(new Append(message, Flags.NONE, Instant.EPOCH)));
        }
    }

    private static final Destination BEN = new Destination.Mailbox("ben@example.org", List.of());

    private static AddressRouting routing() {
        return new AddressRouting() {
            @Override
            public Route route(String recipient, Sender sender) {
                return switch (recipient) {
                    case "benjamin@example.org" -> new Route.Known(List.of(BEN));
                    case "staff@example.org" ->
                        new Route.Known(List.of(BEN, new Destination.Mailbox("anna@example.org", List.of())));
                    case "away@example.org" -> new Route.Known(List.of(new Destination.Outside("x@y.z", List.of())));
                    case "lost@example.org" -> new Route.Unavailable("no directory");
                    default -> new Route.Unknown(Route.Unknown.Why.NO_SUCH_ADDRESS, List.of());
                };
            }

            @Override
            public void flush() {}
        };
    }

    private String ask(String requests) {
        var layer = new QuotaLayer(plugin, new QuotaAccounts(Clock.systemUTC()), Enforcement.GRACE, QuotaWarnings.NONE);
        var service = new QuotaStatusService(
                new QuotaStatusSettings("+", plugin),
                FakeAuthentication.ofThree(),
                routing(),
                new StoreStack(stores, List.of(layer)),
                Clock.systemUTC());
        var connection = new MemoryConnection();
        connection.client().send(requests.getBytes(StandardCharsets.UTF_8));
        connection.client().close();
        service.serve(connection);
        connection.close();
        return connection.client().readToEnd();
    }

    private static String request(String recipient, String size) {
        return "request=smtpd_access_policy\nprotocol_state=RCPT\nprotocol_name=ESMTP\nrecipient=" + recipient
                + "\nsize=" + size + "\nsasl_method=\n\n";
    }

    /** As the real service answers; its grace is 10 %. */
    @ParameterizedTest
    @CsvSource({
        "anna@example.org, 0, DUNNO",
        "anna@example.org, 1100, DUNNO",
        "anna@example.org, 1101, 552 5.2.2 Mailbox is full",
        "anna+detail@example.org, 1101, 552 5.2.2 Mailbox is full",
        "<anna@example.org>, 1101, 552 5.2.2 Mailbox is full",
        "\"anna\"@example.org, 1101, 552 5.2.2 Mailbox is full",
        "ben@example.org, 0, 552 5.2.2 Mailbox is full",
        "ben@example.org, many, 552 5.2.2 Mailbox is full",
        "nobody@example.org, 99999, DUNNO",
        "benjamin@example.org, 1, 552 5.2.2 Mailbox is full",
        "benjamin+detail@example.org, 1, 552 5.2.2 Mailbox is full",
        "staff@example.org, 1, DUNNO",
        "away@example.org, 1, DUNNO",
        "lost@example.org, 1, DEFER_IF_PERMIT Temporary internal error",
        "'', 1, DUNNO",
        "a b c, 1, DUNNO",
        "down, 1, DEFER_IF_PERMIT Temporary internal error",
    })
    void oneRequest(String recipient, String size, String action) {
        assertEquals("action=" + action + "\n\n", ask(request(recipient, size)));
    }

    @Test
    void manyRequestsOnOneConnection() {
        var full = "action=552 5.2.2 Mailbox is full\n\n";
        assertEquals(
                "action=DUNNO\n\n" + full + "action=DUNNO\n\n" + full,
                ask(request("anna@example.org", "1") + request("ben@example.org", "1") + "\n"
                        + request("ben@example.org", "1").replace("\n", "\r\n")));
    }

    @Test
    void defaultsAndWordsOfTheirOwn() {
        plugin.keySet().removeIf(key -> key.startsWith("quota_status"));
        assertEquals("action=OK\n\n", ask(request("anna@example.org", "1")));
        assertEquals("action=REJECT Unknown user\n\n", ask(request("nobody@example.org", "1")));
        assertEquals(
                "action=554 5.2.2 Quota exceeded (mailbox for user is full)\n\n", ask(request("ben@example.org", "1")));
        plugin.put("quota_status_toolarge", "552 5.3.4 Too large for %u");
        assertEquals("action=552 5.3.4 Too large for anna@example.org\n\n", ask(request("anna@example.org", "5000")));
        plugin.put("quota_max_mail_size", "10");
        assertEquals("action=552 5.3.4 Too large for anna@example.org\n\n", ask(request("anna@example.org", "11")));
    }

    @Test
    void otherStatesAreNotAnswered() {
        var request = request("ben@example.org", "1");
        assertEquals("action=DUNNO\n\n", ask(request.replace("=RCPT", "=DATA")));
        assertEquals("action=552 5.2.2 Mailbox is full\n\n", ask(request.replace("=RCPT", "=rcpt")));
        assertEquals("action=552 5.2.2 Mailbox is full\n\n", ask(request.replace("protocol_state=RCPT\n", "")));
    }

    @Test
    void brokenSettingsDeferTheMail() {
        plugin.put("quota_rule", "*:nonsense");
        assertEquals("action=DEFER_IF_PERMIT Temporary internal error\n\n", ask(request("anna@example.org", "1")));
    }

    @Test
    void settingCannotAddAReply() {
        plugin.put("quota_status_success", "DUNNO\n\naction=OK");
        assertEquals("action=DUNNO  action=OK\n\n", ask(request("anna@example.org", "1")));
    }

    @Test
    void noClientOfOursIsSentAway() {
        assertEquals("", ask("GET / HTTP/1.1" + "x".repeat(70_000) + "\n\n"));
        assertEquals("", ask(("a=" + "b".repeat(100) + "\n").repeat(1000) + "\n"));
        assertTrue(ask("no attribute\n\n").startsWith("action=DUNNO"));
    }
}
