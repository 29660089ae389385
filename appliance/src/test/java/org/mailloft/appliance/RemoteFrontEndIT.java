package org.mailloft.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.testing.NetworkHost;
import org.mailloft.testing.Program;
import org.mailloft.testing.TestNetwork;

/**
 * A Postfix on another host in front of the mail server, as {@code docs/remote-mta.md} describes it: three hosts, the mail
 * server, the Postfix, and one that neither of them trusts.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(300)
class RemoteFrontEndIT {

    private static final String BACKEND = "10.0.0.70";
    private static final String MTA = "10.0.0.20";
    private static final int LMTP = 24;
    private static final int SASL = 3659;
    private static final int QUOTA_STATUS = 12_340;
    private static final String PASSWORD = ApplianceProcess.PASSWORD;

    @TempDir
    static Path folder;

    private TestNetwork network;
    private NetworkHost backend;
    private NetworkHost mta;
    private NetworkHost stranger;
    private Path state;
    private Launchers launchers;
    private ApplianceProcess appliance;
    private FrontEnd postfix;

    @BeforeAll
    void start() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "left out: networks are made by root only");
        Programs.require("ip", "nft", "postfix", "curl", "ldapmodify");
        TestNetwork.whyNot().ifPresent(why -> assumeTrue(false, "left out: " + why));
        FrontEnd.open(folder);
        network = TestNetwork.open();
        backend = network.host("backend", BACKEND + "/24", "fd00::70/64");
        mta = network.host("mta", MTA + "/24", "fd00::20/64");
        stranger = network.host("stranger", "10.0.0.99/24", "fd00::99/64");
        state = folder.resolve("state");
        launchers = Launchers.in(folder.resolve("bin"));
        appliance = ApplianceProcess.start(backend, state, launchers, "--demo-password", PASSWORD);
        openForTheMta();
        var own = Files.writeString(folder.resolve("own-address"), "/^(.+)$/ $1\n");
        postfix = FrontEnd.start(mta, FrontEnd.open(folder.resolve("mta")), frontEnd(own));
    }

    /** The backend's side. */
    private void openForTheMta() throws IOException {
        ucr(
                        "set",
                        "mailloft/mta/addresses=" + MTA,
                        "mailloft/lmtp/address=" + BACKEND,
                        "mailloft/lmtp/port=" + LMTP,
                        "mailloft/sasl/address=0.0.0.0",
                        "mailloft/sasl/port=" + SASL,
                        "mail/dovecot/quota-status/ip=0.0.0.0",
                        "mail/dovecot/quota-status/port=" + QUOTA_STATUS)
                .orFail();
        firewall("start");
    }

    /** The front-end's side. */
    private static Map<String, String> frontEnd(Path ownAddress) {
        var recipient = "mail/postfix/smtpd/restrictions/recipient/";
        return Map.ofEntries(
                Map.entry("mail/postfix/inet/interfaces", "all"),
                Map.entry("mail/postfix/virtual/enabled", "yes"),
                Map.entry("mail/postfix/virtual/mailbox/domains", "example.org"),
                Map.entry("mail/postfix/virtual/mailbox/maps", ""),
                Map.entry("mail/postfix/virtual/alias/maps", ""),
                Map.entry("mail/postfix/virtual/transport", "lmtp:inet:" + BACKEND + ":" + LMTP),
                Map.entry("mailloft/postfix/lmtp/tls_level", "encrypt"),
                Map.entry("mailloft/postfix/verify_recipients", "yes"),
                Map.entry("mailloft/postfix/sender_check", "authenticated"),
                Map.entry("mailloft/postfix/sender_login_maps", "regexp:" + ownAddress),
                Map.entry("mail/postfix/dovecot_sasl", "yes"),
                Map.entry("mailloft/postfix/sasl/path", "inet:" + BACKEND + ":" + SASL),
                Map.entry(recipient + "10", "permit_mynetworks"),
                Map.entry(recipient + "30", "permit_sasl_authenticated"),
                Map.entry(recipient + "50", "reject_unauth_destination"),
                Map.entry(
                        recipient + "80",
                        "check_policy_service {inet:" + BACKEND + ":" + QUOTA_STATUS
                                + ",timeout=10s,default_action=DUNNO}"));
    }

    @AfterAll
    void stop() throws Exception {
        for (var part : new AutoCloseable[] {postfix, appliance, network}) {
            if (part != null) {
                part.close();
            }
        }
    }

    private Program.Ended ucr(String... words) throws IOException {
        var command = new ArrayList<>(List.of(launchers.path("ucr"), "--root", state.toString()));
        command.addAll(List.of(words));
        return backend.run(command.toArray(String[]::new));
    }

    private String firewall(String... words) throws IOException {
        var command = new ArrayList<>(List.of(launchers.path("mailloft-firewall"), "--root", state.toString()));
        command.addAll(List.of(words));
        return backend.run(command.toArray(String[]::new)).orFail();
    }

    /** What a mail server on the internet, or a user, sees of Postfix: the whole dialogue. */
    private static String send(NetworkHost from, String port, String sender, String recipient, String... options)
            throws IOException {
        return sendFile(from, port, sender, recipient, message(200), options);
    }

    private static String sendFile(
            NetworkHost from, String port, String sender, String recipient, Path message, String... options)
            throws IOException {
        var command = new ArrayList<>(List.of(
                "curl", "-s", "-S", "-v", "--max-time", "60", "--mail-from", sender, "--mail-rcpt", recipient, "-T"));
        command.addAll(List.of(message.toString(), "smtp://" + MTA + ":" + port + "/stranger.example.net"));
        command.addAll(List.of(options));
        return from.run(command.toArray(String[]::new)).output();
    }

    private static Path message(int octets) throws IOException {
        var text = "Subject: " + octets + " octets\r\n\r\n" + ("x".repeat(98) + "\r\n").repeat(octets / 100);
        return Files.writeString(folder.resolve("message-" + octets), text);
    }

    private long messages(String name) throws IOException {
        var inbox = state.resolve("var/spool/dovecot/private/example.org/" + name + "/Maildir/new");
        if (!Files.isDirectory(inbox)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(inbox)) {
            return files.count();
        }
    }

    private void awaitMessages(String name, long count) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (messages(name) < count) {
            assertTrue(System.nanoTime() < end, () -> name + " got no mail");
            Thread.sleep(50); // another program writes the file
        }
    }

    @Test
    void mailArrivesAndRecipientsAreVerifiedBothWays() throws Exception {
        var taken = send(stranger, "25", "x@example.com", "anna@example.org");
        assertTrue(taken.contains("< 250 2.1.5 Ok"), taken);
        postfix.awaitLog(".*postfix/lmtp\\[.*to=<anna@example.org>, relay=10.0.0.70\\[10.0.0.70\\]:24,.* dsn=2.1.5,"
                + " status=deliverable \\(250 2.1.5 OK\\)");
        postfix.awaitLog(
                ".*postfix/lmtp\\[.*to=<anna@example.org>,.* status=sent \\(250 2.0.0 <anna@example.org> .* Saved\\)");
        awaitMessages("anna", 1);
        postfix.awaitLog(".*TLS connection established to 10.0.0.70.*:24: TLSv1.3 .*");

        var refused = send(stranger, "25", "x@example.com", "nobody@example.org");
        assertTrue(
                refused.contains(
                        "< 550 5.1.1 <nobody@example.org>: Recipient address rejected: undeliverable address: not confirmed by its mail server"),
                refused);
        postfix.awaitLog(
                ".*to=<nobody@example.org>, relay=10.0.0.70\\[10.0.0.70\\]:24,.* dsn=5.1.1, status=undeliverable"
                        + " \\(host 10.0.0.70\\[10.0.0.70\\] said: 550 5.1.1 <nobody@example.org> User doesn't exist.*");
        assertFalse(refused.contains("10.0.0.70"), "a stranger need not know what is behind");
    }

    @Test
    void aliasesAndGroupsOfTheDirectoryNeedNothingOnTheFrontEnd() throws Exception {
        long before = messages("carla");
        var taken = send(stranger, "25", "x@example.com", "everyone@example.org");
        assertTrue(taken.contains("< 250 2.1.5 Ok"), taken);
        awaitMessages("carla", before + 1);
    }

    /** The probe has another sender than the message. */
    @Test
    void aRestrictedListIsThereForThoseWhoMay() throws Exception {
        var stranger = send(this.stranger, "25", "x@example.com", "board@example.org");
        assertTrue(stranger.contains("< 250 2.1.5 Ok"), stranger);
        postfix.awaitLog(".*to=<board@example.org>,.* dsn=5.7.1, status=bounced .*");
        var member = send(this.stranger, "25", "anna@example.org", "board@example.org");
        assertTrue(member.contains("< 250 2.1.5 Ok"), member);
        postfix.awaitLog(".*to=<board@example.org>,.* status=sent .*");
    }

    @Test
    void aFullMailboxIsToldBeforeTheMessageIsSent() throws Exception {
        modify("""
                dn: uid=anna,cn=users,dc=example,dc=org
                changetype: modify
                replace: univentionMailUserQuota
                univentionMailUserQuota: 1
                """);
        for (var address : List.of("anna@example.org", "anna.arndt@example.org")) {
            var refused = sendFile(stranger, "25", "x@example.com", address, message(2_000_000));
            assertTrue(
                    refused.contains("< 552 5.2.2 <" + address + ">: Recipient address rejected: Mailbox is full"),
                    refused);
            assertFalse(refused.contains("> DATA"), refused);
        }
        var taken = send(stranger, "25", "x@example.com", "anna@example.org");
        assertTrue(taken.contains("< 250 2.1.5 Ok"), taken);
    }

    private void modify(String ldif) throws IOException {
        var file = Files.writeString(folder.resolve("change.ldif"), ldif);
        backend.run(
                        "ldapmodify",
                        "-x",
                        "-H",
                        "ldap://127.0.0.1:10389",
                        "-D",
                        "cn=admin,dc=example,dc=org",
                        "-w",
                        PASSWORD,
                        "-f",
                        file.toString())
                .orFail();
    }

    @Test
    void usersOfThePostfixLogInWithTheirPasswordsOfHere() throws Exception {
        var taken = send(
                stranger,
                "587",
                "anna@example.org",
                "ben@example.org",
                "-k",
                "--ssl-reqd",
                "-u",
                "anna@example.org:" + PASSWORD);
        assertTrue(taken.contains("< 235 2.7.0 Authentication successful"), taken);
        postfix.awaitLog(".*postfix/submission/smtpd\\[.* sasl_method=(PLAIN|LOGIN), sasl_username=anna@example.org");
        var wrong = send(
                stranger,
                "587",
                "anna@example.org",
                "ben@example.org",
                "-k",
                "--ssl-reqd",
                "-u",
                "anna@example.org:wrong");
        assertTrue(wrong.contains("< 535 5.7.8 Error: authentication failed"), wrong);
        var asBen = send(
                stranger,
                "587",
                "ben@example.org",
                "anna@example.org",
                "-k",
                "--ssl-reqd",
                "-u",
                "anna@example.org:" + PASSWORD);
        assertTrue(asBen.contains("< 553 5.7.1 <ben@example.org>: Sender address rejected: not owned by user"), asBen);
        var plain = send(stranger, "587", "anna@example.org", "ben@example.org");
        assertFalse(plain.contains("AUTH"), plain);
        assertTrue(plain.contains("< 530 5.7.0 Must issue a STARTTLS command first"), plain);
    }

    @Test
    void aStrangerReachesNothingOfTheBackend() throws Exception {
        for (int port : new int[] {LMTP, SASL, QUOTA_STATUS}) {
            for (var address : List.of(BACKEND, "fd00::70")) {
                assertFalse(reaches(stranger, address, port), address + " " + port);
            }
            assertTrue(reaches(mta, BACKEND, port), "" + port);
            assertTrue(reaches(backend, BACKEND, port), "the host itself, " + port);
            var explained = firewall("explain", "--from", MTA, "tcp/" + port);
            assertTrue(explained.contains("mailloft/mta/addresses"), explained);
        }
    }

    /** The firewall may be missing, or not have started. */
    @Test
    void withoutTheFirewallAStrangerIsSentAway() throws Exception {
        firewall("stop");
        try {
            for (int port : new int[] {LMTP, SASL}) {
                assertTrue(reaches(stranger, BACKEND, port), "" + port);
                assertEquals("", greeting(stranger, port));
                assertFalse(greeting(mta, port).isEmpty(), "" + port);
            }
        } finally {
            firewall("start");
        }
    }

    private static String greeting(NetworkHost from, int port) throws IOException {
        var script = "import socket, sys; s = socket.create_connection((sys.argv[1], int(sys.argv[2])), 10);"
                + " print(s.recv(100).decode().strip())";
        return from.run("python3", "-c", script, BACKEND, "" + port).orFail().strip();
    }

    private static boolean reaches(NetworkHost from, String address, int port) throws IOException {
        var script = "import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), 3).close()";
        return from.run("python3", "-c", script, address, "" + port).exitCode() == 0;
    }

    /** Comes last: afterwards Postfix leaves the mail server alone for a while. */
    @Test
    @Order(Integer.MAX_VALUE)
    void mailWaitsWhenTheMailServerCannotBeAsked() throws Exception {
        mta.ip("route", "add", "blackhole", BACKEND);
        var later = send(stranger, "25", "x@example.com", "carla@example.org");
        assertTrue(later.contains("< 450 4."), later);
        assertFalse(later.contains(BACKEND), later);
    }

    @Test
    void whoMayDeliverHasToBeSaid() throws Exception {
        var refused = ucr("unset", "mailloft/mta/addresses");
        assertEquals(2, refused.exitCode(), refused.output());
        assertTrue(refused.output().contains("mailloft/lmtp/address"), refused.output());
        assertTrue(reaches(mta, BACKEND, LMTP));
    }
}
