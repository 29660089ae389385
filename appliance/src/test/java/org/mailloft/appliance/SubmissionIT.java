package org.mailloft.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.mailloft.directory.testing.TestDirectory.BASE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailloft.directory.Entry;
import org.mailloft.directory.testing.Slapd;
import org.mailloft.directory.testing.TestDirectory;
import org.mailloft.net.CertificateAuthority;
import org.mailloft.server.MailServer;
import org.mailloft.testing.FreePort;

/**
 * People of a directory log in at a real Postfix, which has their passwords checked by the mail server, and send from
 * addresses that are theirs. Everything is configured by the templates.
 */
class SubmissionIT {

    @TempDir
    static Path folder;

    private static int smtp;
    private static int submission;
    private static int smtps;
    private static Slapd slapd;
    private static MailServer server;
    private static PostfixTree postfix;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Programs.require("postfix");
        assumeTrue(
                Files.exists(Path.of("/usr/lib/postfix/postfix-ldap.so")), "left out: postfix-ldap is not installed");
        assumeTrue("root".equals(System.getProperty("user.name")), "left out: Postfix is started by root only");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        slapd = Slapd.start(folder.resolve("slapd"));
        try (var directory = slapd.connect()) {
            people().forEach(directory::add);
        }
        var root = Files.createDirectory(folder.resolve("root"));
        Files.createDirectories(root.resolve("etc/mailloft"));
        Files.createDirectories(root.resolve("run"));
        Files.createDirectories(root.resolve("queue"));
        Files.writeString(root.resolve("etc/machine.secret"), TestDirectory.PASSWORD + "\n");
        Files.writeString(root.resolve("etc/mailloft/master-users"), "");
        var data = Files.createDirectories(root.resolve("data"));
        Programs.succeed("", List.of("chown", "postfix", data.toString()));
        smtp = FreePort.take();
        submission = FreePort.take();
        smtps = FreePort.take();
        var registry = registry(root);
        server = MailServer.start(RenderedTree.of(root, registry).mainFile());
        postfix = new PostfixTree(root);
        postfix.local("""
                queue_directory = %1$s/queue
                data_directory = %1$s/data
                maillog_file_prefixes = %1$s
                maillog_file = %1$s/mail.log
                recipient_delimiter = +
                """.formatted(root));
        postfix.render(registry);
        Programs.succeed("", List.of("postfix", "-c", postfix.folder().toString(), "start"));
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (postfix != null) {
            Programs.run(List.of("postfix", "-c", postfix.folder().toString(), "stop"));
        }
        if (server != null) {
            server.close();
        }
        if (slapd != null) {
            slapd.close();
        }
    }

    private static List<Entry> people() {
        return List.of(
                Entry.named("cn=example.org," + BASE)
                        .with("objectClass", "univentionMailDomainname")
                        .with("cn", "example.org")
                        .build(),
                with(TestDirectory.user("ann"), "mailAlternativeAddress", "a@example.org", "office@example.org"),
                with(TestDirectory.user("ben"), "mailAllowedSenderAddress", "info@example.org", "ann@example.org"),
                with(with(TestDirectory.user("cat"), "objectClass", "shadowAccount"), "shadowExpire", "1"));
    }

    private static Entry with(Entry entry, String attribute, String... values) {
        var builder = Entry.named(entry.dn().toString());
        entry.attributes().forEach((name, old) -> builder.with(name, old.toArray(String[]::new)));
        return builder.with(attribute, values).build();
    }

    private static Map<String, String> registry(Path root) throws IOException {
        var certificate = new CertificateAuthority(root.resolve("ca"), Clock.systemUTC(), new SecureRandom())
                .hostFiles("mail.example.org", List.of());
        var values = new TreeMap<String, String>();
        values.put("hostname", "mail");
        values.put("domainname", "example.org");
        values.put("ldap/base", BASE);
        values.put("ldap/hostdn", TestDirectory.ADMIN);
        values.put("mailloft/ldap/uris", slapd.uri().toString());
        values.put("mailloft/ldap/starttls", "no");
        values.put("mail/postfix/ldaptable/starttls", "no");
        values.put("mailloft/prefix", root.toString());
        values.put("mailloft/base_dir", root.resolve("run").toString());
        values.put("mailloft/listen", "127.0.0.1");
        values.put("mailloft/user", "root");
        values.put("mailloft/group", "root");
        values.put("mailloft/lmtp/socket", "");
        values.put("mailloft/sasl/socket", root.resolve("sasl").toString());
        values.put("mail/dovecot/imap", "no");
        values.put("mail/dovecot/pop3", "no");
        values.put("mail/dovecot/quota-status/port", "0");
        values.put("mail/dovecot/ssl/certificate", certificate.cert().toString());
        values.put("mail/dovecot/ssl/key", certificate.key().toString());
        values.put("mail/postfix/ssl/certificate", certificate.cert().toString());
        values.put("mail/postfix/ssl/key", certificate.key().toString());
        values.put("mail/postfix/inet/interfaces", "127.0.0.1");
        values.put("mail/postfix/mynetworks", "192.0.2.0/24");
        values.put("mail/postfix/virtual/enabled", "yes");
        values.put("mail/postfix/virtual/transport", "discard:");
        values.put("mail/postfix/dovecot_sasl", "yes");
        values.put("mailloft/postfix/sasl/path", root.resolve("sasl").toString());
        values.put("mailloft/postfix/sender_check", "authenticated");
        values.put("mail/smtpport", "" + smtp);
        values.put("mailloft/postfix/smtps/port", "" + smtps);
        values.put("mailloft/postfix/submission/port", "" + submission);
        return values;
    }

    private static String code(String reply) {
        return reply.substring(0, 3);
    }

    @Test
    void nobodyLogsInWithoutTls() throws IOException {
        for (int port : List.of(submission, smtp)) {
            try (var client = SmtpTerminal.plain(port)) {
                var offer = client.say("EHLO client.example.org");
                assertTrue(offer.contains("STARTTLS"), offer);
                assertFalse(offer.contains("AUTH"), offer);
                assertEquals('5', client.authPlain("ann@example.org", "ann").charAt(0));
            }
        }
    }

    @Test
    void port25LetsNobodyLogIn() throws IOException, GeneralSecurityException {
        try (var client = SmtpTerminal.startTls(smtp)) {
            assertFalse(client.say("EHLO client.example.org").contains("AUTH"));
            assertEquals("503", code(client.authPlain("ann@example.org", "ann")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ann@example.org, ann, 235",
        "ANN@Example.org, ann, 235",
        "a@example.org, ann, 235",
        "ann, ann, 235",
        "ann@example.org, wrong, 535",
        "ann@example.org, '', 535",
        "nobody@example.org, ann, 535",
        "cat@example.org, cat, 535",
        "'*', ann, 535"
    })
    void logins(String user, String password, String code) throws IOException, GeneralSecurityException {
        try (var client = SmtpTerminal.startTls(submission)) {
            assertTrue(client.say("EHLO client.example.org").contains("AUTH PLAIN LOGIN"));
            assertEquals(code, code(client.authPlain(user, password)));
        }
        try (var client = SmtpTerminal.tls(smtps)) {
            assertEquals(code, code(client.authLogin(user, password)));
        }
    }

    @Test
    void afterAWrongPasswordTheRightOneLetsIn() throws IOException, GeneralSecurityException {
        try (var client = SmtpTerminal.startTls(submission)) {
            assertEquals("535", code(client.authLogin("ann@example.org", "wrong")));
            assertEquals("235", code(client.authPlain("ann@example.org", "ann")));
        }
    }

    @Test
    void withoutALoginNobodySendsToOthers() throws IOException, GeneralSecurityException {
        try (var client = SmtpTerminal.startTls(submission)) {
            client.say("MAIL FROM:<ann@example.org>");
            assertEquals("554", code(client.say("RCPT TO:<x@example.net>")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ann, ann@example.org, 250",
        "ann, ANN@example.org, 250",
        "ann, ann+news@example.org, 250",
        "ann, a@example.org, 250",
        "ann, office@example.org, 250",
        "ann, '', 250",
        "ann, ben@example.org, 553",
        "ann, nobody@example.org, 553",
        "ann, info@example.org, 553",
        "ann, ann@example.net, 553",
        "ann, *@example.org, 553",
        "ben, info@example.org, 250",
        "ben, ann@example.org, 250",
        "ben, a@example.org, 553",
    })
    void peopleSendFromTheirOwnAddressesOnly(String user, String sender, String code)
            throws IOException, GeneralSecurityException {
        try (var client = SmtpTerminal.tls(smtps)) {
            assertEquals("235", code(client.authPlain(user + "@example.org", user)));
            client.say("MAIL FROM:<" + sender + ">");
            assertEquals(code, code(client.say("RCPT TO:<x@example.net>")), sender);
        }
    }

    /** Other servers of the domain bring mail of everybody. */
    @Test
    void othersAreNotChecked() throws IOException {
        try (var client = SmtpTerminal.plain(smtp)) {
            client.say("MAIL FROM:<ann@example.org>");
            assertEquals("250", code(client.say("RCPT TO:<ben@example.org>")));
        }
    }

    @Test
    void aMessageIsTaken() throws IOException, GeneralSecurityException {
        try (var client = SmtpTerminal.startTls(submission)) {
            client.authPlain("ann@example.org", "ann");
            client.say("MAIL FROM:<ann@example.org>");
            client.say("RCPT TO:<ben@example.org>");
            client.say("DATA");
            assertEquals("250", code(client.say("Subject: hello\r\n\r\nhello\r\n.")));
        }
    }
}
