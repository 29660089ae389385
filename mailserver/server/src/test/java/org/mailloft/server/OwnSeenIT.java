package org.mailloft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With {@code INDEXPVT=}, {@code \Seen} is each reader's own: the same conversation with our server and with Dovecot. */
@Timeout(120)
class OwnSeenIT {

    private static final String SHARED = ":INDEXPVT=~/Maildir/shared/%%u";
    private static final String PUBLIC = ":INDEXPVT=~/Maildir/public/team";
    private static final String PLANS = "shared/anna@example.org/Plans";
    private static final String MESSAGE = SharedBox.MESSAGE;

    @TempDir
    private Path folder;

    @Test
    void ours() throws IOException {
        try (var site = site(SHARED, PUBLIC)) {
            shared(user -> login(site, user));
            everybodys(user -> login(site, user));
            assertTrue(Files.exists(folder.resolve("mail/ben/Maildir/shared/anna@example.org/.Plans/mailloft.marks")));
            assertTrue(Files.exists(folder.resolve("mail/ben/Maildir/public/team/.INBOX/mailloft.marks")));
        }
    }

    @Test
    void realDovecot() throws IOException, InterruptedException {
        try (var dovecot = new RealDovecotSite(folder, SHARED, PUBLIC)) {
            shared(dovecot::login);
            everybodys(dovecot::login);
        }
    }

    /** Nobody finds everything unread, or something else, after the change from Dovecot to us. */
    @Test
    void whatWasReadWithDovecotStaysRead() throws IOException, InterruptedException {
        String bens;
        String carls;
        try (var dovecot = new RealDovecotSite(folder, SHARED, PUBLIC)) {
            shared(dovecot::login);
            everybodys(dovecot::login);
            bens = allFlags(dovecot::login, "ben@example.org");
            carls = allFlags(dovecot::login, "carl@example.org");
        }
        try (var site = site(SHARED, PUBLIC)) {
            assertEquals(bens, allFlags(user -> login(site, user), "ben@example.org"));
            assertEquals(carls, allFlags(user -> login(site, user), "carl@example.org"));
            try (var ben = login(site, "ben@example.org")) {
                ok(ben, "SELECT " + PLANS);
                ok(ben, "STORE 1 +FLAGS (\\Seen)");
                assertTrue(flags(ben).startsWith("1:(\\Draft \\Seen) 2:(\\Answered) 3:(\\Seen)"));
            }
        }
    }

    private static String allFlags(SharedBox.Door door, String user) throws IOException {
        try (var client = door.login(user)) {
            ok(client, "EXAMINE " + PLANS);
            var shared = flags(client);
            ok(client, "EXAMINE team/INBOX");
            return shared + " | " + flags(client);
        }
    }

    private static void shared(SharedBox.Door door) throws IOException {
        try (var anna = door.login("anna@example.org");
                var ben = door.login("ben@example.org");
                var again = door.login("ben@example.org");
                var carl = door.login("carl@example.org")) {
            ok(anna, "CREATE Plans");
            ok(anna, "SETACL Plans ben@example.org lrwsi");
            ok(anna, "SETACL Plans carl@example.org lrwi");
            ok(anna, "APPEND Plans (\\Seen) " + MESSAGE);
            ok(anna, "APPEND Plans " + MESSAGE);
            ok(anna, "APPEND Plans " + MESSAGE);
            ok(anna, "SELECT Plans");
            assertEquals("3", status(ben, "UNSEEN"));
            assertTrue(ben.command("SELECT " + PLANS).toString().contains("[UNSEEN 1]"));
            ok(again, "SELECT " + PLANS);

            ok(ben, "STORE 2 +FLAGS (\\Seen \\Flagged)");
            ok(ben, "FETCH 3 BODY[]");
            assertEquals("1:() 2:(\\Flagged \\Seen) 3:(\\Seen)", flags(ben));
            assertEquals("* SEARCH 1", ben.command("SEARCH UNSEEN").getFirst());
            assertEquals("1:(\\Seen) 2:(\\Flagged) 3:()", flags(anna));
            var told = again.command("NOOP");
            assertTrue(told.stream().anyMatch(line -> line.startsWith("* 3 FETCH")), told::toString);
            assertEquals("1:() 2:(\\Flagged \\Seen) 3:(\\Seen)", flags(again));

            try (var later = door.login("ben@example.org")) {
                assertEquals("1", status(later, "UNSEEN"));
            }

            // The right to set \Seen is needed for one's own, too.
            ok(carl, "SELECT " + PLANS);
            ok(carl, "STORE 1:2 +FLAGS (\\Seen \\Draft)");
            ok(carl, "FETCH 3 BODY[]");
            assertEquals("1:(\\Draft) 2:(\\Draft \\Flagged) 3:()", flags(carl));

            ok(ben, "STORE 2 FLAGS (\\Answered)");
            assertEquals("1:(\\Draft) 2:(\\Answered) 3:(\\Seen)", flags(ben));
            assertEquals("1:(\\Draft \\Seen) 2:(\\Answered) 3:()", flags(anna));

            ok(ben, "APPEND " + PLANS + " (\\Seen) " + MESSAGE);
            ok(carl, "APPEND " + PLANS + " (\\Seen) " + MESSAGE);
            assertEquals("1:(\\Draft) 2:(\\Answered) 3:(\\Seen) 4:(\\Seen) 5:()", flags(ben));
            assertEquals("1:(\\Draft \\Seen) 2:(\\Answered) 3:() 4:() 5:()", flags(anna));

            ok(ben, "COPY 1:* INBOX");
            ok(ben, "SELECT INBOX");
            assertEquals("1:(\\Draft) 2:(\\Answered) 3:(\\Seen) 4:(\\Seen) 5:()", flags(ben));
            ok(ben, "COPY 3 " + PLANS);
            ok(ben, "SELECT " + PLANS);
            assertEquals("6:(\\Seen)", flags(ben).replaceAll(".* 6", "6"));
            assertEquals("6:()", flags(anna).replaceAll(".* 6", "6"));
            try (var later = door.login("carl@example.org")) {
                assertEquals("6", status(later, "UNSEEN"));
            }
        }
    }

    private static void everybodys(SharedBox.Door door) throws IOException {
        try (var ben = door.login("ben@example.org");
                var carl = door.login("carl@example.org")) {
            ok(ben, "APPEND team/INBOX (\\Seen) " + MESSAGE);
            ok(ben, "APPEND team/INBOX " + MESSAGE);
            ok(ben, "SELECT team/INBOX");
            ok(carl, "SELECT team/INBOX");
            assertEquals("1:(\\Seen) 2:()", flags(ben));
            assertEquals("1:() 2:()", flags(carl));
            ok(carl, "STORE 1 +FLAGS (\\Seen)");
            ok(carl, "STORE 2 +FLAGS (\\Deleted)");
            ok(ben, "EXPUNGE");
            assertEquals("1:(\\Seen)", flags(carl));
            ok(ben, "STORE 1 -FLAGS (\\Seen)");
            assertEquals("1:(\\Seen)", flags(carl));
            ok(carl, "EXAMINE team/INBOX");
            ok(carl, "FETCH 1 BODY[]");
            assertEquals("1:(\\Seen)", flags(carl));
        }
    }

    private static void ok(ImapClient client, String command) throws IOException {
        var reply = client.command(command);
        assertTrue(reply.getLast().startsWith("a OK"), () -> command + " " + reply);
    }

    private static String status(ImapClient client, String item) throws IOException {
        var line = client.command("STATUS " + PLANS + " (" + item + ")").stream()
                .filter(text -> text.startsWith("* STATUS"))
                .findFirst()
                .orElseThrow();
        return line.replaceAll(".*" + item + " (\\d+).*", "$1");
    }

    /** All messages' flags in alphabetical order, without {@code \Recent}; looked at once all news are told. */
    private static String flags(ImapClient client) throws IOException {
        ok(client, "NOOP");
        return client.command("FETCH 1:* FLAGS").stream()
                .filter(line -> line.contains(" FETCH (FLAGS"))
                .map(line -> line.replaceAll("\\* (\\d+) FETCH \\(FLAGS \\((.*?)\\)\\)", "$1:") + "("
                        + List.of(line.replaceAll(".*\\(FLAGS \\((.*?)\\)\\)", "$1")
                                        .split(" "))
                                .stream()
                                .filter(flag -> !flag.equals("\\Recent"))
                                .sorted()
                                .collect(Collectors.joining(" "))
                        + ")")
                .collect(Collectors.joining(" "));
    }

    private static ImapClient login(Site site, String user) throws IOException {
        var client = site.connect();
        client.login(user);
        return client;
    }

    private Site site(String shared, String everybodys) throws IOException {
        var site = new Site(folder);
        Files.writeString(folder.resolve("users"), """
                anna@example.org:{PLAIN}pw::::::
                ben@example.org:{PLAIN}pw::::::
                carl@example.org:{PLAIN}pw::::::
                """);
        Files.createDirectories(folder.resolve("dict"));
        var team = Files.createDirectories(folder.resolve("public/team/.INBOX"));
        Files.writeString(team.resolve("dovecot-acl"), "anyone lrwstipekxa\n");
        return site.with("""
                mail_plugins = acl
                protocol imap {
                  mail_plugins = $mail_plugins imap_acl
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
                  location = maildir:%%%%h/Maildir%2$s
                  subscriptions = no
                  list = children
                }
                namespace team {
                  type = public
                  separator = /
                  prefix = team/
                  location = maildir:%1$s/public/team%3$s
                  subscriptions = no
                  list = children
                }
                plugin {
                  acl = vfile
                  acl_shared_dict = file:%1$s/dict/shared-mailboxes
                  acl_anyone = allow
                }
                """.formatted(folder, shared, everybodys)).start();
    }
}
