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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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

/** A server that asks a directory where mail goes and who is in which group. */
@Timeout(120)
class RoutingIT {

    private static final String BASE = TestDirectory.BASE;
    private static final String STAFF = "cn=staff," + BASE;
    private static final String TEAM = "cn=team," + BASE;

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
        directory.modify(uid("carla"), List.of(Modification.replace("univentionMailHomeServer", "other.example.org")));
        directory.add(group("team", uid("ben")));
        directory.add(group("staff", uid("anna"), TEAM));
        directory.add(Entry.named("cn=board," + BASE)
                .with("objectClass", "univentionMailList")
                .with("cn", "board")
                .with("mailPrimaryAddress", "board@example.org")
                .with("univentionMailMember", "anna@example.org", "x@example.net")
                .with("univentionAllowedEmailGroups", STAFF)
                .build());
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
                mail_plugins = acl
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
                  acl = vfile
                  acl_shared_dict = file:%1$s/shared-mailboxes
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

    /** Replies to RCPT and, when there is a recipient, to the message. */
    private List<String> deliver(String sender, String recipient) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), site.lmtp)) {
            socket.setSoTimeout(30_000);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            in.readLine();
            var replies = new ArrayList<String>();
            for (var command :
                    List.of("LHLO x", "MAIL FROM:<" + sender + ">", "RCPT TO:<" + recipient + ">", "DATA", ".")) {
                socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
                var line = in.readLine();
                while (line.charAt(3) == '-') {
                    line = in.readLine();
                }
                replies.add(line);
                if (line.charAt(0) > '3') {
                    break;
                }
            }
            return replies.subList(2, replies.size());
        }
    }

    private long messages(String name) throws IOException {
        var inbox = folder.resolve("mail/" + name + "/Maildir/new");
        if (!Files.isDirectory(inbox)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(inbox)) {
            return files.count();
        }
    }

    @Test
    void aGroupGetsOneCopyEachAndANewMemberHisAtOnce() throws IOException {
        assertTrue(deliver("x@example.net", "staff@example.org").getLast().contains(" Saved"));
        assertEquals("1 1", messages("anna") + " " + messages("ben"));

        directory.modify(TEAM, List.of(Modification.replace("uniqueMember", uid("anna"))));
        assertEquals(0, site.doveadm("group", "cache", "flush").exitCode());
        assertTrue(deliver("x@example.net", "team@example.org").getLast().contains(" Saved"));
        assertEquals("2 1", messages("anna") + " " + messages("ben"));
    }

    @Test
    void aRestrictedListIsForThoseInTheGroup() throws IOException {
        assertTrue(deliver("x@example.net", "board@example.org").getFirst().startsWith("550 5.7.1"));
        assertTrue(deliver("", "board@example.org").getLast().startsWith("550 5.7.1"));
        var taken = deliver("ben@example.org", "board@example.org").getLast();
        assertTrue(taken.startsWith("550 5.2.0 <board@example.org> "), taken);
        assertTrue(taken.contains("Delivered to 1 of 2"), taken);
        embedded.stop();
        site.doveadm("group", "cache", "flush");
        assertTrue(deliver("ben@example.org", "board@example.org").getFirst().startsWith("451 4.3.0"));
        embedded.start();
    }

    @Test
    void whatIsNotHereIsToldFromWhatIsNowhere() throws IOException {
        assertTrue(deliver("x@example.net", "nobody@example.org").getFirst().startsWith("550 5.1.1"));
        assertTrue(deliver("x@example.net", "anna@example.net").getFirst().startsWith("550 5.1.2"));
        assertTrue(deliver("x@example.net", "carla@example.org").getFirst().startsWith("550 5.4.4"));
        var printed = site.doveadm("user", "carla@example.org");
        assertEquals(67, printed.exitCode());
        assertTrue(
                printed.err()
                        .contains("user carla@example.org doesn't exist on this host: its mailbox is on"
                                + " other.example.org"),
                printed.err());
    }

    @Test
    void whoLeavesAGroupLosesItsRightsInAnOpenSession() throws IOException {
        try (var anna = site.login();
                var ben = site.connect()) {
            ben.login("ben@example.org");
            anna.command("CREATE Plans");
            anna.command("SETACL Plans $staff lr");
            var rights = ben.command("MYRIGHTS shared/anna@example.org/Plans");
            assertEquals("* MYRIGHTS shared/anna@example.org/Plans lr", rights.getFirst(), "by a group in the group");
            assertTrue(ben.command("SELECT shared/anna@example.org/Plans")
                    .getLast()
                    .startsWith("a OK"));

            directory.modify(TEAM, List.of(Modification.replace("uniqueMember", uid("carla"))));
            site.doveadm("group", "cache", "flush");
            assertTrue(ben.command("MYRIGHTS shared/anna@example.org/Plans")
                    .getLast()
                    .startsWith("a NO"));
            assertTrue(ben.command("STATUS shared/anna@example.org/Plans (MESSAGES)")
                    .getLast()
                    .startsWith("a NO"));
        }
    }
}
