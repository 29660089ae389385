package org.mailloft.lmtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailloft.delivery.Relay;
import org.mailloft.routing.AddressRouting;
import org.mailloft.routing.Destination;
import org.mailloft.routing.Route;
import org.mailloft.routing.Sender;
import org.mailloft.routing.Step;
import org.mailloft.routing.copies.DeliveredCopies;
import org.mailloft.smtp.SmtpAddress;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.memory.MemoryStore;

/** Groups, lists and forwards: one copy for each member, whatever happens. */
class LmtpDistributionTest {

    private static final Step GROUP = new Step(Step.Kind.GROUP, "team", "cn=team");

    @TempDir
    Path folder;

    private final Map<String, Route> routes = new HashMap<>();
    private final Map<String, MailFailure.Reason> failing = new HashMap<>();
    private final Outside outside = new Outside();
    private final MemoryStore stores = new MemoryStore();
    private DeliveredCopies copies;
    private LmtpServer server;

    @BeforeEach
    void start() throws IOException {
        for (var name : List.of("anna", "ben", "carla")) {
            routes.put(name + "@example.org", known(box(name)));
        }
        routes.put("team@example.org", known(box("anna"), box("ben"), box("carla")));
        restart();
    }

    private void restart() throws IOException {
        if (copies != null) {
            copies.close();
        }
        copies = DeliveredCopies.open(folder.resolve("copies"), InstantSource.fixed(LmtpServer.NOW));
        StoreFactory some = user -> {
            var reason = failing.get(user.name());
            if (reason != null) {
                throw new MailFailure(reason, "not now");
            }
            return stores.open(user);
        };
        var routing = new AddressRouting() {
            @Override
            public Route route(String recipient, Sender sender) {
                return routes.getOrDefault(recipient, new Route.Unknown(Route.Unknown.Why.NO_SUCH_ADDRESS, List.of()));
            }

            @Override
            public void flush() {}
        };
        server = new LmtpServer(
                some,
                LmtpServer.settings(false, 0, List.of()),
                Optional.of(new Distribution(routing, outside, copies)));
    }

    @AfterEach
    void close() throws IOException {
        copies.close();
    }

    private static Route known(Destination... destinations) {
        return new Route.Known(List.of(destinations));
    }

    private static Destination box(String name) {
        return new Destination.Mailbox(name + "@example.org", List.of(GROUP));
    }

    private static Destination away(String address) {
        return new Destination.Outside(address, List.of(GROUP));
    }

    /** The mail server for other hosts. */
    private static final class Outside implements Relay {
        private final List<String> sent = new ArrayList<>();
        private final Map<String, Outcome> outcomes = new HashMap<>();
        private boolean there = true;

        @Override
        public boolean isThere() {
            return there;
        }

        @Override
        public Map<SmtpAddress, Outcome> send(Outgoing outgoing) {
            var result = new LinkedHashMap<SmtpAddress, Outcome>();
            for (var recipient : outgoing.recipients()) {
                var outcome = outcomes.getOrDefault(recipient.plain(), Outcome.TAKEN);
                result.put(recipient, outcome);
                sent.add(recipient.plain() + " " + outcome);
            }
            return result;
        }
    }

    private String deliver(String... recipients) {
        return deliverMessage("Subject: x\r\nMessage-ID: <1@x>\r\n\r\nhi\r\n", recipients);
    }

    private String deliverMessage(String message, String... recipients) {
        var lines = new StringBuilder("LHLO x\r\nMAIL FROM:<a@b.c>\r\n");
        for (var recipient : recipients) {
            lines.append("RCPT TO:<").append(recipient).append(">\r\n");
        }
        lines.append("DATA\r\n").append(message).append(".\r\nQUIT\r\n");
        var said = server.converse(lines.toString().getBytes(StandardCharsets.US_ASCII));
        var replies =
                said.replaceAll("(?s)^.*?250 2\\.1\\.0 OK\r\n", "").replaceAll("> \\S+ (Saved|Delivered)", "> $1");
        return replies.replaceAll("250 2\\.1\\.5 OK\r\n|354 OK\r\n|221 .*\r\n", "")
                .strip();
    }

    private String counts() {
        return server.messages("anna", "INBOX").size() + " "
                + server.messages("ben", "INBOX").size() + " "
                + server.messages("carla", "INBOX").size();
    }

    @Test
    void everyMemberGetsOneCopy() {
        assertEquals("250 2.0.0 <team@example.org> Saved", deliver("team@example.org"));
        assertEquals("1 1 1", counts());
        assertTrue(server.messages("ben", "INBOX").getFirst().contains("\r\nDelivered-To: ben@example.org\r\n"));
    }

    @Test
    void whoIsMeantTwiceGetsOneCopyAndEachAddressItsReply() {
        routes.put("office@example.org", known(box("anna"), box("ben")));
        assertEquals("""
                250 2.0.0 <team@example.org> Saved\r
                250 2.0.0 <anna@example.org> Saved\r
                250 2.0.0 <office@example.org> Saved""", deliver("team@example.org", "anna@example.org", "office@example.org"));
        assertEquals("1 1 1", counts());
    }

    @Test
    void whoHasItGetsNoSecondCopyWhenTheClientTriesAgain() throws IOException {
        failing.put("ben@example.org", MailFailure.Reason.UNAVAILABLE);
        assertEquals(
                "451 4.2.0 <team@example.org> Delivered to 2 of 3, try again for the others",
                deliver("team@example.org"));
        restart();
        assertEquals(
                "451 4.2.0 <team@example.org> Delivered to 2 of 3, try again for the others",
                deliverMessage(
                        "Received: from elsewhere\r\nSubject: x\r\nMessage-ID: <1@x>\r\n\r\nhi\r\n",
                        "team@example.org"));
        failing.clear();
        restart();
        assertEquals("250 2.0.0 <team@example.org> Saved", deliver("team@example.org"));
        assertEquals("1 1 1", counts());
        assertEquals("250 2.0.0 <team@example.org> Saved", deliver("team@example.org"), "the reply was lost");
        assertEquals("1 1 1", counts());
    }

    @Test
    void anotherMessageIsAnotherMessage() {
        failing.put("ben@example.org", MailFailure.Reason.UNAVAILABLE);
        deliver("team@example.org");
        deliverMessage("Subject: x\r\nMessage-ID: <2@x>\r\n\r\nhi\r\n", "team@example.org");
        deliverMessage("Subject: x\r\nMessage-ID: <1@x>\r\n\r\nho\r\n", "team@example.org");
        assertEquals(3, server.messages("anna", "INBOX").size());
        deliver("anna@example.org");
        assertEquals(4, server.messages("anna", "INBOX").size(), "an address of its own is no member");
    }

    /** Postfix and others ask so whether an address exists, and keep the answer for all senders. */
    @ParameterizedTest
    @CsvSource({"''", "double-bounce@mta.example.org"})
    void whoOnlyAsksWhetherARestrictedAddressExistsIsToldYes(String sender) {
        routes.put("board@example.org", new Route.Refused(Route.Refused.Why.SENDER_NOT_ALLOWED, GROUP));
        var probe = "LHLO x\r\nMAIL FROM:<" + sender + ">\r\nRCPT TO:<board@example.org>\r\n";
        assertTrue(converse(probe + "QUIT\r\n").endsWith("250 2.1.5 OK\r\n221 2.0.0 Bye\r\n"));
        var message = converse(probe + "RCPT TO:<anna@example.org>\r\nDATA\r\nSubject: x\r\n\r\nhi\r\n.\r\nQUIT\r\n");
        assertTrue(
                message.contains(
                        "354 OK\r\n550 5.7.1 <board@example.org> Sender is not allowed to write to this address\r\n"
                                + "250 2.0.0 <anna@example.org>"),
                message);
        assertEquals("1 0 0", counts());
    }

    private String converse(String lines) {
        return server.converse(lines.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aFullMailboxIsToldWhenAllOthersHaveTheMessage() {
        failing.put("ben@example.org", MailFailure.Reason.OVER_QUOTA);
        failing.put("carla@example.org", MailFailure.Reason.UNAVAILABLE);
        assertTrue(deliver("team@example.org").startsWith("451 4.2.0"));
        failing.remove("carla@example.org");
        assertEquals(
                "552 5.2.2 <team@example.org> Delivered to 2 of 3, the mailboxes of the others are full",
                deliver("team@example.org"));
        failing.clear();
        assertEquals("1 0 1", counts());
    }

    @Test
    void forwardsGoOutOnce() throws IOException {
        routes.put("list@example.org", known(box("anna"), away("x@example.net"), away("y@example.net")));
        outside.outcomes.put("y@example.net", Relay.Outcome.LATER);
        assertEquals(
                "451 4.2.0 <list@example.org> Delivered to 2 of 3, try again for the others",
                deliver("list@example.org"));
        restart();
        outside.outcomes.put("y@example.net", Relay.Outcome.NEVER);
        assertEquals(
                "550 5.2.0 <list@example.org> Delivered to 2 of 3, the others cannot be reached",
                deliver("list@example.org"));
        assertEquals(List.of("x@example.net TAKEN", "y@example.net LATER", "y@example.net NEVER"), outside.sent);
        assertEquals("1 0 0", counts());
    }

    @Test
    void aForwardThatComesBackIsALoop() {
        routes.put("anna@example.org", known(box("anna"), away("x@example.net")));
        assertEquals(
                "554 5.4.6 <anna@example.org> Mail forwarding loop",
                deliverMessage("Delivered-To: Anna@example.org\r\n\r\n", "anna@example.org"));
        assertEquals(
                "554 5.4.6 <anna@example.org> Mail forwarding loop",
                deliverMessage("Received: x\r\n".repeat(51) + "\r\n", "anna@example.org"));
        assertEquals("0 0 0", counts());
        assertEquals(List.of(), outside.sent);
    }

    @Test
    void withoutARelayTheOthersGetTheirs() {
        outside.there = false;
        routes.put("list@example.org", known(box("anna"), away("x@example.net")));
        routes.put("far@example.org", known(away("x@example.net")));
        assertEquals(
                "550 5.2.0 <list@example.org> Delivered to 1 of 2, the others cannot be reached",
                deliver("list@example.org"));
        assertTrue(deliver("far@example.org")
                .startsWith("550 5.4.4 <far@example.org> Other hosts cannot be reached from here"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UNKNOWN_DOMAIN | 550 5.1.2 <x@example.org> Domain doesn't exist: example.org
            NOBODY_THERE   | 550 5.1.1 <x@example.org> There is nobody to deliver to
            NO_ADDRESS     | 550 5.1.1 <x@example.org> User doesn't exist: x@example.org
            NOT_ALLOWED    | 550 5.7.1 <x@example.org> Sender is not allowed to write to this address
            NO_SENDER      | 550 5.7.1 <x@example.org> Sender is not allowed to write to this address
            TOO_MANY       | 550 5.5.3 <x@example.org> Too many members
            AWAY           | 451 4.3.0 <x@example.org> Temporary internal error
            DEAD           | 550 5.1.1 <x@example.org> There is nobody to deliver to
            """)
    void anAddressThatIsNotTakenIsRefusedAtOnce(String why, String reply) {
        routes.put(
                "x@example.org",
                switch (why) {
                    case "UNKNOWN_DOMAIN" -> new Route.Unknown(Route.Unknown.Why.NO_SUCH_DOMAIN, List.of());
                    case "NOBODY_THERE" -> new Route.Unknown(Route.Unknown.Why.NOBODY_THERE, List.of());
                    case "NO_ADDRESS" -> new Route.Unknown(Route.Unknown.Why.NO_SUCH_ADDRESS, List.of());
                    case "NOT_ALLOWED" -> new Route.Refused(Route.Refused.Why.SENDER_NOT_ALLOWED, GROUP);
                    case "NO_SENDER" -> new Route.Refused(Route.Refused.Why.NO_SENDER, GROUP);
                    case "TOO_MANY" -> new Route.Refused(Route.Refused.Why.TOO_MANY, GROUP);
                    case "AWAY" -> new Route.Unavailable("the directory is away");
                    default -> known(new Destination.Dead("y@example.org", List.of(GROUP)));
                });
        assertTrue(deliver("x@example.org").startsWith(reply), () -> deliver("x@example.org"));
        assertEquals(Set.of(), new HashSet<>(outside.sent));
        assertFalse(deliver("x@example.org").contains("Saved"));
    }
}
