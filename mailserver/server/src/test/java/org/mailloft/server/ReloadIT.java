package org.mailloft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.testing.FreePort;

/** What a reload changes for new connections, and what it leaves alone. */
@Timeout(120)
class ReloadIT {

    @TempDir
    Path folder;

    private Site site;

    @BeforeEach
    void prepare() throws IOException {
        site = new Site(folder);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static final String MAILBOXES = """
            namespace inbox {
              separator = /
              inbox = yes
              %s
            }
            """;

    private static String mailbox(String name, String settings) {
        return MAILBOXES.formatted("mailbox \"" + name + "\" {\n" + settings + "\n}\n");
    }

    @Test
    void specialUseAndAutomaticMailboxesAreThereForTheNextLoginAndOpenSessionsGoOn() throws IOException {
        site.with(mailbox("Trash", "auto = no")).start();
        try (var before = site.login()) {
            assertTrue(before.command("CREATE \"Gesendete Objekte\"").getLast().startsWith("a OK"));
            before.command("CREATE Trash");
            before.command("LIST \"\" *");
            site.reload(mailbox("Gesendete Objekte", "special_use = \\Sent")
                    + mailbox("Trash", "auto = subscribe\nspecial_use = \\Trash"));
            try (var after = site.login()) {
                var list = after.command("LIST \"\" *").toString();
                assertTrue(list.matches(".*\\\\Sent[^,]* \"Gesendete Objekte\".*"), list);
                assertTrue(list.matches(".*\\\\Trash[^,]* Trash.*"), list);
                assertTrue(after.command("LSUB \"\" *").toString().contains("Trash"));
            }
            assertTrue(before.isOpen());
        }
    }

    @Test
    void aListenerClosesAndItsSessionsStay() throws IOException {
        site.with("").start();
        try (var session = site.login()) {
            site.reload("protocols = lmtp\n");
            assertThrows(ConnectException.class, site::connect);
            assertTrue(session.isOpen());
            site.reload("");
            try (var again = site.login()) {
                assertTrue(again.isOpen());
            }
            assertTrue(session.isOpen());
        }
    }

    @Test
    void aProtocolThatIsUnknownHereIsNamedInTheLog() throws IOException {
        site.with("protocols = imap lmtp pop3\n").start();
        assertTrue(site.log().contains("master: Warning: protocols: pop3 is not served by this version"), site.log());
        try (var client = site.login()) {
            assertTrue(client.isOpen());
        }
    }

    @Test
    void portsMoveAndOneAddressBecomesAllOfThem() throws IOException {
        site.with("").start();
        int other = FreePort.take();
        try (var session = site.login()) {
            site.reload("service imap-login {\n inet_listener imap {\n port = " + other + "\n }\n}\n");
            assertThrows(ConnectException.class, site::connect);
            new ImapClient(other).close();
            site.reload("service imap-login {\n inet_listener imap {\n address = 0.0.0.0\n }\n}\n");
            assertThrows(ConnectException.class, () -> new ImapClient(other));
            site.connect().close();
            assertTrue(session.isOpen());
        }
    }

    @Test
    void aUnixSocketGetsOtherRightsWithoutBeingGone() throws IOException {
        site.with("service lmtp {\n unix_listener sock {\n mode = 0600\n }\n}\n")
                .start();
        var socket = folder.resolve("run/sock");
        assertEquals("rw-------", rights(socket));
        var key = Files.readAttributes(socket, BasicFileAttributes.class).fileKey();
        site.reload("service lmtp {\n unix_listener sock {\n mode = 0666\n }\n}\n");
        assertEquals("rw-rw-rw-", rights(socket));
        assertEquals(
                key, Files.readAttributes(socket, BasicFileAttributes.class).fileKey());
        site.reload("");
        assertFalse(Files.exists(socket));
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void aWrongConfigurationChangesNothingAndIsNamed() throws IOException {
        site.with("login_greeting = first\n").start();
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refused("login_greeting = second\nfoo = bar\n", "added.conf line 5: Unknown setting: foo");
            refused("login_greeting = second\nauth_mechanisms = nosuch\n", "nosuch");
            refused("ssl_cert = <" + folder.resolve("users") + "\nssl_key = <" + folder.resolve("users") + "\n", "PEM");
            refused(
                    "log_path = " + folder.resolve("no/such/folder") + "\n",
                    "no/such/folder: No such file or directory");
            refused(
                    "service imap-login {\n inet_listener imap {\n port = " + taken.getLocalPort() + "\n }\n}\n",
                    "Address already in use");
            refused("service lmtp {\n unix_listener s {\n user = nosuch\n }\n}\n", "User doesn't exist: nosuch");
            refused("login_trusted_networks = nonsense/999\n", "nonsense");
        }
        try (var client = site.login()) {
            assertTrue(client.greeting.endsWith("first"), client.greeting);
        }
    }

    private void refused(String added, String reason) throws IOException {
        site.with(added);
        var printed = site.doveadm("reload");
        assertEquals(75, printed.exitCode(), printed.toString());
        assertTrue(printed.err().contains(reason), printed.toString());
        try (var client = site.connect()) {
            assertTrue(client.greeting.endsWith("first"), client.greeting);
        }
    }

    @Test
    void whatNeedsARestartIsSaid() throws IOException {
        site.with("").start();
        site.with("mail_uid = 4711\n");
        var printed = site.doveadm("reload");
        assertEquals(0, printed.exitCode());
        assertEquals("Warning: mail_uid was changed, which takes effect after a restart\n", printed.err());
        assertEquals("", printed.out());
    }

    @Test
    void certificatesNamesAndProtocolsOfTls() throws Exception {
        site.with("").start();
        assertEquals("CN=mail.example.org", subject("", "TLSv1.2"));
        site.reload("local_name imap.example.net {\n" + site.certificate("ssl_", "imap.example.net") + "}\n"
                + site.certificate("ssl_", "mail.example.org"));
        assertEquals("CN=imap.example.net", subject("imap.example.net", "TLSv1.2"));
        assertEquals("CN=mail.example.org", subject("other.example.net", "TLSv1.2"));
        site.reload("ssl_min_protocol = TLSv1.3\n");
        assertThrows(SSLException.class, () -> subject("", "TLSv1.2"));
        assertEquals("CN=mail.example.org", subject("imap.example.net", "TLSv1.3"));
        site.reload("ssl = no\n");
        assertThrows(ConnectException.class, () -> subject("", "TLSv1.3"));
        try (var client = site.connect()) {
            assertFalse(client.greeting.contains("STARTTLS"), client.greeting);
            site.reload("");
            assertTrue(client.command("CAPABILITY").toString().contains("a OK"));
        }
        assertEquals("CN=mail.example.org", subject("", "TLSv1.3"));
        for (var file : List.of("host.pem", "host.key")) {
            Files.copy(folder.resolve("imap.example.net/" + file), folder.resolve("mail.example.org/" + file), REPLACE);
        }
        assertEquals(0, site.doveadm("reload").exitCode());
        assertEquals("CN=imap.example.net", subject("", "TLSv1.3"));
    }

    private static final CopyOption REPLACE = StandardCopyOption.REPLACE_EXISTING;

    private String subject(String name, String protocol) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        try (var plain = new Socket(InetAddress.getLoopbackAddress(), site.imaps);
                var socket =
                        (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", site.imaps, true)) {
            var parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[] {protocol});
            if (!name.isEmpty()) {
                parameters.setServerNames(List.of(new SNIHostName(name)));
            }
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    void theLogGoesWhereItIsToldAndTellsAsMuch() throws IOException {
        site.with("info_log_path = " + folder + "/info\ndebug_log_path = " + folder + "/debug\nauth_debug = yes\n")
                .start();
        site.login().close();
        assertTrue(
                Files.readString(folder.resolve("info")).contains("imap-login: Info: Login: user=<anna@example.org>"));
        assertFalse(site.log().contains("Info: Login"));
        assertTrue(Files.readString(folder.resolve("debug")).contains("auth: Debug: "));
        Files.move(folder.resolve("info"), folder.resolve("info.1"));
        assertEquals(0, site.doveadm("log", "reopen").exitCode());
        site.login().close();
        assertTrue(Files.readString(folder.resolve("info")).contains("Login: user="));
        site.reload("info_log_path = " + folder + "/other\n");
        site.login().close();
        assertTrue(Files.readString(folder.resolve("other")).contains("Login: user="));
    }

    @Test
    void loginsAreCheckedAsTheNewConfigurationSaysAlsoOnOlderConnections() throws IOException {
        site.with("").start();
        try (var before = site.connect()) {
            Files.writeString(folder.resolve("nobody"), "");
            site.reload("passdb {\n driver = passwd-file\n args = " + folder + "/nobody\n deny = no\n}\n"
                    + "auth_mechanisms = plain login\nmail_max_userip_connections = 2\n");
            before.login("anna@example.org");
            try (var first = site.login();
                    var second = site.connect()) {
                assertTrue(first.isOpen());
                var reply = second.command("LOGIN anna@example.org pw").toString();
                assertTrue(reply.contains("mail_max_userip_connections=2"), reply);
                assertTrue(second.line().startsWith("* BYE"));
                assertNull(second.line());
                assertTrue(second.greeting.contains("AUTH=LOGIN"), second.greeting);
            }
        }
    }

    @Test
    void limitsAreThoseOfTheNewConfigurationAndNobodyHasToGo() throws IOException {
        site.with("service imap-login {\n process_limit = 1\n}\n").start();
        try (var first = site.login();
                var second = site.login();
                var stranger = site.connect();
                var other = site.connect()) {
            assertEquals("* BYE Connection queue full", stranger.line());
            assertTrue(site.log()
                    .contains("master: Warning: service(imap-login): client_limit/service_count (1) reached,"
                            + " client connections are being dropped"));
            site.reload("service imap {\n process_limit = 1\n}\n");
            assertTrue(first.isOpen());
            assertTrue(second.isOpen());
            try (var third = site.connect()) {
                site.reload("service imap {\n process_limit = 4\n}\n");
                third.login("ben@example.org");
                other.login("ben@example.org");
            }
            var status = site.doveadm("-f", "tab", "service", "status", "imap").out();
            assertTrue(status.contains("\nimap\t"), status);
        }
    }
}
