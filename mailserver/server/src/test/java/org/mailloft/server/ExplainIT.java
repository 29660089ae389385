package org.mailloft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.directory.Directory;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Modification;
import org.mailloft.directory.testing.Embedded;
import org.mailloft.directory.testing.TestDirectory;

/**
 * What {@code doveadm explain} says about a running server: the answers are in {@code src/test/explain}, as they look on
 * the screen. What differs from run to run stands there as {@code DATE}, {@code SESSION}, {@code HEX}, {@code FOLDER}.
 */
@Timeout(120)
class ExplainIT {

    private static final String BASE = TestDirectory.BASE;

    /** Set to write the answers instead of comparing them; then read them before they are committed. */
    private static final boolean REGENERATE = Boolean.getBoolean("mailloft.regenerate");

    private static final int WIDTH = 100;
    private static final int HEIGHT = 24;

    @TempDir
    Path folder;

    private Embedded embedded;
    private Directory directory;
    private Site site;

    @BeforeEach
    void start() throws IOException {
        embedded = Embedded.start(folder.resolve("ldap"));
        directory = embedded.connect();
        directory.add(Entry.named("cn=example.org," + BASE)
                .with("objectClass", "univentionMailDomainname")
                .with("cn", "example.org")
                .build());
        for (var name : List.of("anna", "ben", "carla")) {
            directory.add(TestDirectory.user(name));
        }
        directory.modify(uid("ben"), List.of(Modification.replace("mailAlternativeAddress", "info@example.org")));
        directory.modify(uid("carla"), List.of(Modification.replace("univentionMailHomeServer", "other.example.org")));
        directory.add(group("team", uid("ben")));
        directory.add(group("staff", uid("anna"), "cn=team," + BASE));
        directory.add(Entry.named("cn=board," + BASE)
                .with("objectClass", "univentionMailList")
                .with("cn", "board")
                .with("mailPrimaryAddress", "board@example.org")
                .with("univentionMailMember", "anna@example.org", "carla@example.org", "x@example.net")
                .with("univentionAllowedEmailGroups", "cn=staff," + BASE)
                .build());
        Files.writeString(folder.resolve("global-acls"), """
                # all of anna's secrets stay hers
                shared/anna@example.org/Secret* anyone
                """);
        site = new Site(folder);
        Files.writeString(folder.resolve("ldap.conf.ext"), """
                uris = %s
                dn = %s
                dnpass = %s
                base = %s
                """.formatted(
                        embedded.uri(), TestDirectory.ADMIN, TestDirectory.PASSWORD, BASE));
        site.with("""
                hostname = mail.example.org
                state_dir = %1$s/state
                mail_plugins = acl quota
                recipient_delimiter = +
                lmtp_save_to_detail_mailbox = yes
                lda_mailbox_autocreate = no
                namespace inbox {
                  type = private
                  separator = /
                  prefix =
                  inbox = yes
                }
                namespace {
                  type = shared
                  separator = /
                  prefix = shared/%%%%u/
                  location = maildir:%%%%h/Maildir:INDEXPVT=~/Maildir/shared/%%%%u
                  subscriptions = no
                  list = children
                }
                protocol imap {
                  mail_plugins = $mail_plugins imap_acl
                }
                plugin {
                  acl = vfile:%1$s/global-acls:cache_secs=0
                  acl_shared_dict = file:%1$s/shared-mailboxes
                  acl_anyone = allow
                  quota = maildir:User quota
                  quota_rule = *:storage=1M
                  mail_trace = %1$s/trace
                  routing_directory = %1$s/ldap.conf.ext
                  routing_delivery = yes
                }
                """.formatted(folder)).start();
    }

    @AfterEach
    void close() {
        site.close();
        directory.close();
        embedded.close();
    }

    private static String uid(String name) {
        return "uid=" + name + "," + TestDirectory.USERS;
    }

    private static Entry group(String name, String... members) {
        return Entry.named("cn=" + name + "," + BASE)
                .with("objectClass", "top", "posixGroup", "univentionGroup")
                .with("cn", name)
                .with("gidNumber", "5000")
                .with("mailPrimaryAddress", name + "@example.org")
                .with("uniqueMember", members)
                .build();
    }

    /** Returns the last reply. */
    private String deliver(String sender, String recipient, String message) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), site.lmtp)) {
            socket.setSoTimeout(30_000);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            var line = in.readLine();
            for (var command : List.of(
                    "LHLO mx.example.net",
                    "MAIL FROM:<" + sender + ">",
                    "RCPT TO:<" + recipient + ">",
                    "DATA",
                    message + "\r\n.")) {
                socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
                line = in.readLine();
                while (line.charAt(3) == '-') {
                    line = in.readLine();
                }
                if (line.charAt(0) > '3') {
                    break;
                }
            }
            return line;
        }
    }

    /** Compares what a command prints, and its exit code, with the file of that name. */
    private void explains(String file, String... arguments) throws IOException {
        var command = new String[arguments.length + 1];
        command[0] = "explain";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        var printed = site.doveadm(command);
        assertEquals("", printed.err(), file);
        var shown = "$ doveadm explain " + String.join(" ", arguments) + "\n" + steady(printed.out()) + "exit code "
                + printed.exitCode() + "\n";
        var expected = Path.of("src/test/explain", file + ".txt");
        if (REGENERATE) {
            Files.createDirectories(expected.getParent());
            Files.writeString(expected, shown);
        }
        assertEquals(Files.readString(expected), shown, file);
        var lines = printed.out().lines().toList();
        assertTrue(lines.size() <= HEIGHT, file + " has " + lines.size() + " lines");
        for (var line : lines) {
            assertTrue(line.length() <= WIDTH || line.strip().indexOf(' ') < 0, line);
        }
    }

    private String steady(String text) {
        var known = text.replace(folder.toString(), "FOLDER").replaceAll("127.0.0.1:\\d+", "127.0.0.1:PORT");
        known = known.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "DATE");
        known = known.replaceAll("(session|id)(\\s+)[A-Za-z0-9+/]{12,}", "$1$2SESSION");
        known = known.replaceAll(
                "[A-Z][a-z]{2},(\\s+)\\d\\d(\\s+)[A-Z][a-z]{2}(\\s+)\\d{4}\\s+\\d\\d:\\d\\d:\\d\\d\\s+[+-]\\d{4}",
                "DATE");
        return known.replaceAll("GUID \\S+", "GUID HEX");
    }

    @Test
    void access() throws IOException {
        try (var anna = site.login()) {
            for (var name : List.of("Plans", "Secrets", "Locked", "Own")) {
                assertTrue(anna.command("CREATE " + name).getLast().startsWith("a OK"));
            }
            anna.command("SETACL Plans $staff lrs");
            anna.command("SETACL Plans anyone l");
            anna.command("SETACL Plans dora@example.org lrswi");
            anna.command("SETACL Secrets ben@example.org lr");
            anna.command("SETACL Locked $staff lrswit");
            anna.command("SETACL Locked -ben@example.org wt");
            explains("access-owner", "access", "anna@example.org", "Own");
            explains("access-through-groups", "access", "ben@example.org", "shared/anna@example.org/Plans");
            explains("access-yes", "access", "ben@example.org", "shared/anna@example.org/Plans", "read");
            explains("access-no", "access", "ben@example.org", "shared/anna@example.org/Plans", "write");
            explains("access-denied", "access", "ben@example.org", "shared/anna@example.org/Locked", "w");
            explains("access-global", "access", "ben@example.org", "shared/anna@example.org/Secrets", "see");
            explains("access-nothing", "access", "ben@example.org", "shared/anna@example.org/Own");
            explains("access-missing", "access", "ben@example.org", "shared/anna@example.org/plans");
            explains("access-no-owner", "access", "ben@example.org", "shared/emil@example.org/Plans");
            explains("access-other-host", "access", "carla@example.org", "INBOX");
            explains("access-no-user", "access", "dora@example.org", "INBOX");
            Files.writeString(folder.resolve("mail/anna/Maildir/.Own/dovecot-acl"), "user=ben lr\nben lrs\n");
            explains("access-broken", "access", "ben@example.org", "shared/anna@example.org/Own", "read");
            var wrong = site.doveadm("explain", "access", "ben@example.org", "INBOX", "fly");
            assertEquals(64, wrong.exitCode());
            assertTrue(wrong.err().startsWith("Fatal: Unknown right 'fly'"), wrong.err());
        }
    }

    @Test
    void theProposedCommandHelps() throws IOException {
        try (var anna = site.login()) {
            anna.command("CREATE Plans");
            anna.command("SETACL Plans $staff lrs");
            anna.command("SETACL Plans -ben@example.org w");
            var before = site.doveadm(
                    "-f", "tab", "explain", "access", "ben@example.org", "shared/anna@example.org/Plans", "write");
            var commands = before.out()
                    .lines()
                    .filter(line -> line.contains("$ doveadm acl"))
                    .toList();
            assertTrue(!commands.isEmpty(), before.out());
            for (var line : commands) {
                var words = line.substring(line.indexOf("acl")).split(" ");
                assertEquals(0, site.doveadm(words).exitCode(), line);
            }
            var after = site.doveadm("explain", "access", "ben@example.org", "shared/anna@example.org/Plans", "write");
            assertTrue(after.out().startsWith("Yes: "), after.out());
        }
    }

    @Test
    void address() throws IOException {
        assertTrue(deliver("x@example.net", "anna@example.org", "Subject: x\r\n\r\nx")
                .contains("Saved"));
        explains("address-primary", "address", "anna@example.org");
        explains("address-alias", "address", "info@example.org");
        explains("address-detail", "address", "anna+Plans@example.org");
        explains("address-group", "address", "staff@example.org");
        explains("address-list", "address", "board@example.org");
        explains("address-restricted", "address", "-s", "x@example.net", "board@example.org");
        explains("address-allowed", "address", "-s", "ben@example.org", "board@example.org");
        explains("address-other-host", "address", "carla@example.org");
        explains("address-nobody", "address", "nobody@example.org");
        explains("address-foreign", "address", "anna@example.net");
        explains("address-none", "address", "no address");
        var large = "Subject: large\r\n\r\n" + "x".repeat(70).concat("\r\n").repeat(2000);
        var reply = "250";
        for (int n = 0; n < 20 && reply.startsWith("250"); n++) {
            reply = deliver("x@example.net", "anna@example.org", large);
        }
        assertTrue(reply.startsWith("552"), reply);
        explains("address-full", "address", "anna@example.org");
        embedded.stop();
        site.doveadm("group", "cache", "flush");
        explains("address-directory-away", "address", "staff@example.org");
        embedded.start();
    }

    @Test
    void message() throws IOException {
        try (var anna = site.login()) {
            anna.command("CREATE Plans");
            anna.command("CREATE Done");
            deliver(
                    "x@example.net",
                    "anna@example.org",
                    "Message-ID: <1@example.net>\r\nSubject: private words\r\n\r\nx");
            deliver("x@example.net", "staff@example.org", "Message-ID: <2@example.net>\r\n\r\nx");
            deliver("x@example.net", "anna+Plans@example.org", "Message-ID: <3@example.net>\r\n\r\nx");
            deliver("", "anna+Nowhere@example.org", "Message-ID: <4@example.net>\r\n\r\nx");
            anna.command("SELECT INBOX");
            explains("message-delivered", "message", "-u", "anna@example.org", "INBOX", "uid", "1");
            explains("message-by-group", "message", "-u", "anna@example.org", "INBOX", "uid", "2");
            explains("message-detail", "message", "-u", "anna@example.org", "Plans", "uid", "1");
            explains("message-no-such-detail", "message", "-u", "anna@example.org", "INBOX", "uid", "3");
            anna.command("UID MOVE 1 Plans");
            anna.command("UID COPY 2 Done");
            explains("message-moved", "message", "-u", "anna@example.org", "Plans", "uid", "2");
            explains("message-gone", "message", "-u", "anna@example.org", "INBOX", "uid", "1");
            explains("message-by-id", "message", "<1@example.net>");
            explains("message-of-group-by-id", "message", "2@example.net");
            explains("message-by-id-of-user", "message", "-u", "anna@example.org", "<2@example.net>");
            explains("message-unknown", "message", "<5@example.net>");
            anna.command("SELECT Plans");
            anna.command("UID STORE 2 +FLAGS (\\Deleted)");
            anna.command("EXPUNGE");
            explains("message-removed", "message", "<1@example.net>");
        }
    }

    /** What strangers write does not reach the terminal. */
    @Test
    void hostileHeadersAreHarmless() throws IOException {
        var hostile = "<\u001b]0;owned\u0007\u202e" + "x".repeat(2000) + "@example.net>";
        deliver("x@example.net", "anna@example.org", "Message-ID: " + hostile + "\r\n\r\nx");
        var printed = site.doveadm("explain", "message", "-u", "anna@example.org", "INBOX", "uid", "1")
                .out();
        assertTrue(printed.contains("?]0;owned??"), printed);
        assertTrue(printed.chars().noneMatch(c -> c < ' ' && c != '\n'), printed);
        assertTrue(printed.length() < 4000, printed);
    }

    @Test
    void withoutATraceTheHeadersSpeak() throws IOException {
        site.reload(Files.readString(folder.resolve("added.conf"))
                .replaceAll("(?s)^protocols = imap lmtp\n", "")
                .replaceAll("mail_trace = \\S+", ""));
        deliver("x@example.net", "anna@example.org", "Message-ID: <1@example.net>\r\n\r\nx");
        explains("message-without-trace", "message", "-u", "anna@example.org", "INBOX", "uid", "1");
    }

    /** The same as rows, for programs. */
    @Test
    void rowsAreForPrograms() {
        var json = site.doveadm("-f", "json", "explain", "address", "info@example.org")
                .out();
        assertTrue(
                json.startsWith("[{\"part\":\"verdict\",\"subject\":\"\",\"text\":\"Mail to info@example.org goes to"),
                json);
    }
}
