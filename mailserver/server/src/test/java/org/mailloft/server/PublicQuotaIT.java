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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A public folder with a quota root of its own, as the configuration has one for each shared folder without an address. */
@Timeout(120)
class PublicQuotaIT {

    private static final String TEAM = "team@example.org/INBOX";

    @TempDir
    private Path folder;

    private Site site;
    private ImapClient ben;
    private ImapClient carl;

    @BeforeEach
    void start() throws IOException {
        site = new Site(folder);
        Files.writeString(folder.resolve("users"), """
                anna@example.org:{PLAIN}pw::::::
                ben@example.org:{PLAIN}pw::::::userdb_quota_rule=*:storage=10M
                carl@example.org:{PLAIN}pw::::::
                """);
        var team = Files.createDirectories(folder.resolve("public/team/.INBOX"));
        Files.writeString(team.resolve("dovecot-acl"), "user=ben@example.org lrwstipe\nuser=carl@example.org lrip\n");
        site.with("""
                mail_plugins = acl quota
                recipient_delimiter = +
                lmtp_save_to_detail_mailbox = yes
                protocol imap {
                  mail_plugins = $mail_plugins imap_acl imap_quota
                }
                namespace inbox {
                  type = private
                  separator = /
                  prefix =
                  inbox = yes
                }
                namespace team@example.org {
                  type = public
                  separator = /
                  prefix = team@example.org/
                  location = maildir:%1$s/public/team:INDEXPVT=~/Maildir/public/team:CONTROL=~/Maildir/public/team
                  subscriptions = no
                  list = children
                }
                plugin {
                  acl = vfile
                  quota = maildir:User quota
                  quota_grace = 10%%%%
                  quota2 = maildir:team@example.org:ns=team@example.org/
                  quota2_rule = *:storage=4K
                }
                """.formatted(folder)).start();
        ben = site.connect();
        ben.login("ben@example.org");
        carl = site.connect();
        carl.login("carl@example.org");
    }

    @AfterEach
    void close() throws IOException {
        ben.close();
        carl.close();
        site.close();
    }

    private static String message(int octets) {
        var message = "Subject: x\r\n\r\n" + "x".repeat(octets - 16) + "\r\n";
        return "{" + message.length() + "+}\r\n" + message;
    }

    private static void ok(ImapClient client, String command) throws IOException {
        var reply = client.command(command);
        assertTrue(reply.getLast().startsWith("a OK"), () -> command + " " + reply);
    }

    private static void full(ImapClient client, String command) throws IOException {
        var reply = client.command(command).getLast();
        assertTrue(reply.startsWith("a NO [OVERQUOTA]"), () -> command + " " + reply);
    }

    @Test
    void limitHoldsForAllWhoAddToTheFolder() throws IOException {
        ok(ben, "APPEND " + TEAM + " " + message(1500));
        ok(carl, "APPEND " + TEAM + " " + message(1500));
        full(carl, "APPEND " + TEAM + " " + message(1500));
        ok(ben, "APPEND INBOX " + message(1500));
        ok(ben, "SELECT INBOX");
        full(ben, "COPY 1 " + TEAM);
        full(ben, "MOVE 1 " + TEAM);
        assertTrue(Files.exists(folder.resolve("public/team/maildirsize")), "not with whoever came first");
        ok(ben, "SELECT " + TEAM);
        ok(ben, "STORE 1 +FLAGS (\\Deleted)");
        ok(ben, "EXPUNGE");
        ok(carl, "APPEND " + TEAM + " " + message(1500));
    }

    @Test
    void clientsAndAdministratorsSeeIt() throws IOException {
        ok(ben, "APPEND " + TEAM + " " + message(1500));
        assertEquals(
                "[* QUOTAROOT " + TEAM + " team@example.org," + " * QUOTA team@example.org (STORAGE 2 4)]",
                untagged(ben, "GETQUOTAROOT " + TEAM));
        assertEquals(
                "[* QUOTAROOT INBOX \"User quota\", * QUOTA \"User quota\" (STORAGE 0 10240)]",
                untagged(ben, "GETQUOTAROOT INBOX"));
        assertEquals("[* QUOTA team@example.org (STORAGE 2 4)]", untagged(carl, "GETQUOTA team@example.org"));
        var printed = site.doveadm("-f", "tab", "quota", "get", "-u", "ben@example.org");
        assertTrue(printed.out().contains("team@example.org\tSTORAGE\t2\t4\t"), printed::toString);
        assertTrue(printed.out().contains("User quota\tSTORAGE\t0\t10240\t0"), printed::toString);
        Files.writeString(folder.resolve("public/team/maildirsize"), "4096S\n9000 9\n");
        site.doveadm("quota", "recalc", "-u", "ben@example.org");
        assertTrue(Files.readString(folder.resolve("public/team/maildirsize")).startsWith("4096S\n14"));
    }

    private static String untagged(ImapClient client, String command) throws IOException {
        var reply = client.command(command);
        return reply.subList(0, reply.size() - 1).toString();
    }

    /** One message may go beyond the limit by as much as the grace, and the next is refused. */
    @Test
    void mailThatIsDeliveredIntoItIsCounted() throws IOException {
        assertEquals("250", deliver(2500));
        assertEquals("250", deliver(1300));
        assertEquals("552", deliver(100));
        full(ben, "APPEND " + TEAM + " " + message(100));
        ok(ben, "SELECT " + TEAM);
        assertTrue(ben.command("SEARCH ALL").getFirst().equals("* SEARCH 1 2"));
    }

    /** The code of the reply to the message, or to its recipient. */
    private String deliver(int octets) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), site.lmtp)) {
            socket.setSoTimeout(20_000);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            in.readLine();
            say(socket, "LHLO x");
            while (in.readLine().startsWith("250-")) {
                // capabilities
            }
            say(socket, "MAIL FROM:<>");
            in.readLine();
            say(socket, "RCPT TO:<\"carl+" + TEAM + "\"@example.org>");
            var recipient = in.readLine();
            if (!recipient.startsWith("250")) {
                return recipient.substring(0, 3);
            }
            say(socket, "DATA");
            in.readLine();
            say(socket, "Subject: x\r\n\r\n" + ("x".repeat(98) + "\r\n").repeat(octets / 100) + ".");
            return in.readLine().substring(0, 3);
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
