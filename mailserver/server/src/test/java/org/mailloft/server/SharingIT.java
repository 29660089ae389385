package org.mailloft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mail that users share with each other, and mail that is there for all, in the configuration that is rendered. */
@Timeout(120)
class SharingIT {

    @TempDir
    Path folder;

    private Site site;
    private ImapClient anna;
    private ImapClient ben;

    @BeforeEach
    void start() throws IOException {
        site = new Site(folder);
        Files.writeString(folder.resolve("users"), """
                anna@example.org:{PLAIN}pw::::::userdb_quota_rule=*:storage=1K
                ben@example.org:{PLAIN}pw::::::userdb_acl_groups=staff
                """);
        Files.writeString(folder.resolve("global-acls"), "shared/anna@example.org/Team/* \"group=staff\" lr\n");
        var team = Files.createDirectories(folder.resolve("public/team/.INBOX"));
        Files.writeString(team.resolve("dovecot-acl"), "user=ben@example.org lrwstipe\n");
        site.with("""
                mail_plugins = acl quota
                protocol imap {
                  mail_plugins = $mail_plugins imap_acl imap_quota
                }
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
                namespace team@example.org {
                  type = public
                  separator = /
                  prefix = team@example.org/
                  location = maildir:%1$s/public/team
                  subscriptions = no
                  list = children
                }
                plugin {
                  acl = vfile:%1$s/global-acls:cache_secs=300
                  acl_shared_dict = file:%1$s/shared-mailboxes
                  acl_anyone = allow
                  quota = maildir:User quota
                }
                """.formatted(folder)).start();
        anna = site.login();
        ben = site.connect();
        ben.login("ben@example.org");
    }

    @AfterEach
    void close() throws IOException {
        anna.close();
        ben.close();
        site.close();
    }

    private static void ok(ImapClient client, String command) throws IOException {
        var reply = client.command(command);
        assertTrue(reply.getLast().startsWith("a OK"), () -> command + " " + reply);
    }

    private static void no(String code, ImapClient client, String command) throws IOException {
        var reply = client.command(command).getLast();
        assertTrue(reply.startsWith("a NO " + code), () -> command + " " + reply);
    }

    private static List<String> listed(ImapClient client) throws IOException {
        return client.command("LIST \"\" *").stream()
                .filter(line -> line.startsWith("* "))
                .toList();
    }

    @Test
    void whatAnnaSharesBenSeesAtOnce() throws IOException {
        ok(anna, "CREATE Plans");
        assertFalse(listed(ben).toString().contains("Plans"));
        no("Mailbox", ben, "SELECT shared/anna@example.org/Plans");
        ok(anna, "SETACL Plans ben@example.org lr");
        assertTrue(listed(ben).contains("* LIST (\\HasNoChildren) \"/\" shared/anna@example.org/Plans"));
        assertTrue(listed(ben).contains("* LIST (\\Noselect \\HasChildren) \"/\" shared"));
        assertEquals(
                "* MYRIGHTS shared/anna@example.org/Plans lr",
                ben.command("MYRIGHTS shared/anna@example.org/Plans").getFirst());
        assertEquals(
                "* NAMESPACE ((\"\" \"/\")) ((\"shared/\" \"/\")) ((\"team@example.org/\" \"/\"))",
                ben.command("NAMESPACE").getFirst());
        ok(ben, "SUBSCRIBE shared/anna@example.org/Plans");
        assertEquals(
                "* LSUB () \"/\" shared/anna@example.org/Plans",
                ben.command("LSUB \"\" *").getFirst());
        ok(ben, "UNSUBSCRIBE shared/anna@example.org/Plans");
        assertEquals(1, ben.command("LSUB \"\" *").size());
        var reply = ben.command("SELECT shared/anna@example.org/Plans");
        assertTrue(reply.getLast().startsWith("a OK [READ-ONLY]"), reply::toString);
        ok(anna, "DELETEACL Plans ben@example.org");
        assertTrue(ben.command("NOOP").toString().contains("* BYE"));
    }

    /** Whoever has a mailbox open when he may not read it any more is told nothing of it from then on. */
    @ParameterizedTest
    @ValueSource(strings = {"NOOP", "FETCH 1 FLAGS", "SEARCH ALL", "STORE 1 +FLAGS (\\Flagged)", "COPY 1 INBOX"})
    void rightTakenAwayEndsWhatIsOpen(String command) throws IOException {
        ok(anna, "CREATE Plans");
        ok(anna, "SETACL Plans ben@example.org lrw");
        ok(anna, "APPEND Plans {3+}\r\nx\r\n");
        ok(ben, "SELECT shared/anna@example.org/Plans");
        ok(anna, "SETACL Plans ben@example.org lw");
        ok(anna, "APPEND Plans {3+}\r\nx\r\n");
        assertEquals(
                List.of("* BYE Selected mailbox may not be read any more, have to disconnect."), ben.command(command));
    }

    @Test
    void rightTakenAwayEndsIdle() throws IOException {
        ok(anna, "CREATE Plans");
        ok(anna, "SETACL Plans ben@example.org lr");
        ok(ben, "SELECT shared/anna@example.org/Plans");
        ben.send("IDLE");
        assertEquals("+ idling", ben.line());
        ok(anna, "DELETEACL Plans ben@example.org");
        ok(anna, "APPEND Plans {3+}\r\nx\r\n");
        assertEquals("* BYE Selected mailbox was deleted, have to disconnect.", ben.line());
    }

    @Test
    void groupsAndTheGlobalFileCount() throws IOException {
        ok(anna, "CREATE Team/A");
        ok(anna, "SETACL Team/A carl@example.org l");
        ok(ben, "EXAMINE shared/anna@example.org/Team/A");
        no("[NOPERM]", ben, "GETACL shared/anna@example.org/Team/A");
        no("[NOPERM]", ben, "DELETE shared/anna@example.org/Team/A");
    }

    /** The owner's quota is full, whoever fills it. */
    @Test
    void quotaIsThatOfTheOwner() throws IOException {
        ok(anna, "CREATE Plans");
        ok(anna, "SETACL Plans ben@example.org lri");
        var message = "Subject: x\r\n\r\n" + "x".repeat(1500);
        no("[OVERQUOTA]", ben, "APPEND shared/anna@example.org/Plans {" + message.length() + "}");
        ok(ben, "APPEND INBOX {" + message.length() + "+}\r\n" + message);
    }

    @Test
    void publicMailboxesAreThereForWhoMay() throws IOException {
        assertTrue(listed(ben).contains("* LIST (\\HasNoChildren) \"/\" team@example.org/INBOX"));
        assertFalse(listed(anna).toString().contains("team@example.org"));
        no("Mailbox", anna, "SELECT team@example.org/INBOX");
        ok(ben, "APPEND team@example.org/INBOX {3+}\r\nx\r\n");
        ok(ben, "SELECT team@example.org/INBOX");
        no("[NOPERM]", ben, "CREATE team@example.org/New");
        ok(ben, "SUBSCRIBE team@example.org/INBOX");
        assertEquals(
                "* LSUB () \"/\" team@example.org/INBOX",
                ben.command("LSUB \"\" *").getFirst());
    }

    @Test
    void administratorsSeeAndChangeRights() throws IOException {
        ok(anna, "CREATE Plans");
        doveadm(
                "",
                "acl",
                "set",
                "-u",
                "anna@example.org",
                "--",
                "Plans",
                "user=ben@example.org",
                "lookup",
                "read",
                "-write");
        doveadm("", "acl", "add", "-u", "anna@example.org", "Plans", "group=staff", "all");
        doveadm("", "acl", "remove", "-u", "anna@example.org", "Plans", "group=staff", "admin", "post");
        doveadm("""
                ID\tGlobal\tRights
                group=staff\t\tcreate delete expunge insert lookup read write write-deleted write-seen
                user=ben@example.org\t\tlookup read -write
                """, "-f", "tab", "acl", "get", "-u", "anna@example.org", "Plans");
        doveadm(
                "Rights\nlookup read\n",
                "-f",
                "tab",
                "acl",
                "rights",
                "-u",
                "ben@example.org",
                "shared/anna@example.org/Plans");
        assertTrue(listed(ben).toString().contains("Plans"));
        var debug = site.doveadm("acl", "debug", "-u", "ben@example.org", "shared/anna@example.org/Plans");
        assertTrue(debug.err().contains("is visible in LIST"), debug::toString);
        Files.delete(folder.resolve("shared-mailboxes"));
        assertFalse(listed(ben).toString().contains("Plans"));
        doveadm("", "acl", "recalc", "-u", "anna@example.org");
        assertTrue(listed(ben).toString().contains("Plans"));
        doveadm("", "acl", "delete", "-u", "anna@example.org", "Plans", "user=ben@example.org");
        doveadm("", "acl", "delete", "-u", "anna@example.org", "Plans", "group=staff");
        assertFalse(listed(ben).toString().contains("Plans"));
        assertEquals(
                68,
                site.doveadm("acl", "get", "-u", "anna@example.org", "Nothing").exitCode());
        var wrong = site.doveadm("acl", "set", "-u", "anna@example.org", "Plans", "user=x", "lrw");
        assertEquals(64, wrong.exitCode(), wrong::toString);
        assertTrue(wrong.err().contains("Invalid right 'lrw'"), wrong::toString);
    }

    private void doveadm(String expected, String... command) {
        var printed = site.doveadm(command);
        assertEquals(new Site.Printed(0, expected, ""), printed);
    }
}
