package org.mailloft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Homes are moved while people read and mail arrives. */
@Timeout(120)
class HomesIT {

    private static final String ANNA = "private:anna@example.org";
    private static final String ANNE = "private:anne@example.net";
    private static final int SENDERS = 3;

    @TempDir
    Path folder;

    private Site site;

    @BeforeEach
    void start() throws IOException {
        site = new Site(folder);
        users("anna@example.org id-1", "ben@example.org id-2");
        site.with("""
                        mail_plugins = acl quota
                        mail_home = %1$s/spool/private/%%Ld/%%Ln
                        auth_cache_size = 1M
                        protocol imap {
                          mail_plugins = $mail_plugins imap_acl imap_quota
                        }
                        namespace inbox {
                          inbox = yes
                          separator = /
                          mailbox Trash {
                            auto = create
                          }
                        }
                        namespace shared {
                          type = shared
                          separator = /
                          prefix = shared/%%%%u/
                          location = maildir:%%%%h/Maildir
                          subscriptions = no
                          list = children
                        }
                        namespace team@example.org {
                          type = public
                          separator = /
                          prefix = team@example.org/
                          location = maildir:%1$s/spool/public/example.org/team
                          subscriptions = no
                          list = children
                        }
                        plugin {
                          acl = vfile:%1$s/global-acls:cache_secs=300
                          acl_shared_dict = file:%1$s/shared-mailboxes
                          quota = maildir:User quota
                        }
                        """.formatted(folder)).start();
        Files.writeString(folder.resolve("global-acls"), "team@example.org/* user=ben@example.org lrwstipekxa\n");
    }

    @AfterEach
    void close() {
        site.close();
    }

    /** Each is an address and an id. */
    private void users(String... users) throws IOException {
        var lines = new StringBuilder();
        for (var user : users) {
            var words = user.split(" ");
            lines.append(words[0])
                    .append(":{PLAIN}pw::::::userdb_mail_id=")
                    .append(words[1])
                    .append('\n');
        }
        var file = folder.resolve("users");
        var before = Files.getLastModifiedTime(file).toInstant();
        Files.writeString(file, lines);
        var now = Instant.now();
        Files.setLastModifiedTime(file, FileTime.from(now.isAfter(before) ? now : before.plusSeconds(1)));
    }

    private String home(String... words) {
        var command = new ArrayList<>(List.of("-f", "tab", "home"));
        command.addAll(List.of(words));
        var printed = site.doveadm(command.toArray(String[]::new));
        assertEquals(0, printed.exitCode(), printed::toString);
        return printed.out().lines().skip(1).findFirst().orElse("").strip();
    }

    private void done(String... words) {
        assertTrue(home(words).startsWith("done"), () -> String.join(" ", words));
    }

    private Path place(String path) {
        return folder.resolve("spool").resolve(path);
    }

    /** One delivery; the reply to its DATA, or the refusal before. */
    private String deliver(String address, String subject) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), site.lmtp)) {
            socket.setSoTimeout(30_000);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            in.readLine();
            say(socket, in, "LHLO test");
            say(socket, in, "MAIL FROM:<>");
            var accepted = say(socket, in, "RCPT TO:<" + address + ">");
            if (!accepted.startsWith("250")) {
                return accepted;
            }
            say(socket, in, "DATA");
            var lines = "x".repeat(70) + "\r\n";
            return say(socket, in, "Subject: " + subject + "\r\n\r\n" + lines.repeat(50) + ".");
        }
    }

    private static String say(Socket socket, BufferedReader in, String text) throws IOException {
        socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
        var line = in.readLine();
        while (line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        return line;
    }

    /** Subjects by UID, with the flags. */
    private static Map<Integer, String> mail(ImapClient client, String mailbox) throws IOException {
        var mail = new HashMap<Integer, String>();
        client.command("EXAMINE " + mailbox);
        var uid = 0;
        for (var line : client.command("UID FETCH 1:* (UID FLAGS BODY[HEADER.FIELDS (SUBJECT)])")) {
            if (line.startsWith("* ")) {
                uid = Integer.parseInt(line.replaceAll(".*UID ([0-9]+).*", "$1"));
                mail.put(uid, line.contains("\\Flagged") ? "flagged " : "");
            } else if (line.startsWith("Subject: ")) {
                mail.merge(uid, line.substring("Subject: ".length()), String::concat);
            }
        }
        return mail;
    }

    @Test
    void nothingIsLostWhileAHomeIsMoved() throws Exception {
        done("create", "-i", "id-1", ANNA);
        assertTrue(deliver("anna@example.org", "first").startsWith("250"));
        try (var client = site.login()) {
            client.command("SELECT INBOX");
            client.command("STORE 1 +FLAGS (\\Flagged $Work)");
        }
        var accepted = ConcurrentHashMap.<String>newKeySet();
        Set<String> codes = ConcurrentHashMap.newKeySet();
        var stop = new AtomicBoolean();
        var begun = new CountDownLatch(10);
        var senders = new ArrayList<Thread>();
        for (int n = 0; n < SENDERS; n++) {
            var name = "sender" + n;
            senders.add(Thread.startVirtualThread(() -> send(name, accepted, codes, stop, begun)));
        }
        try (var idle = site.login()) {
            idle.command("SELECT INBOX");
            assertTrue(begun.await(30, TimeUnit.SECONDS));
            users("anne@example.net id-1", "ben@example.org id-2");
            var watcher = watch(idle);
            done("move", "-i", "id-1", ANNA, ANNE);
            watcher.join(TimeUnit.SECONDS.toMillis(20));
            assertFalse(watcher.isAlive(), "the session in IDLE was not ended");
        } finally {
            stop.set(true);
        }
        for (var sender : senders) {
            sender.join(TimeUnit.SECONDS.toMillis(30));
        }
        assertFalse(Files.exists(place("private/example.org/anna")), "a home came back at the old place");
        assertTrue(codes.stream().allMatch(code -> code.matches("250|451|550")), codes::toString);
        try (var client = site.connect()) {
            client.login("anne@example.net");
            var mail = mail(client, "INBOX");
            assertEquals("flagged first", mail.get(1));
            var subjects = new ArrayList<>(mail.values());
            for (var subject : accepted) {
                assertTrue(subjects.remove(subject), () -> subject + " was accepted and is not there");
            }
            assertEquals(List.of("flagged first"), subjects);
        }
        assertTrue(home("list", "-s", "active").contains("id-1\t" + ANNE));
    }

    /** Sends to the old address as long as it takes mail, then to the new one; what is put off is sent again. */
    private void send(String name, Set<String> accepted, Set<String> codes, AtomicBoolean stop, CountDownLatch begun) {
        var address = "anna@example.org";
        try {
            for (int n = 0; !stop.get() && n < 2000; n++) {
                var subject = name + "-" + n;
                var code = deliver(address, subject).substring(0, 3);
                codes.add(code);
                if (code.equals("250")) {
                    accepted.add(subject);
                    begun.countDown();
                } else {
                    address = "anne@example.net";
                }
            }
        } catch (IOException e) {
            codes.add(e.toString());
        }
    }

    /** Reads in IDLE until the connection ends, which must come with a goodbye. */
    private static Thread watch(ImapClient client) {
        return Thread.ofPlatform().start(() -> {
            try {
                client.command("IDLE");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void aHomeOfSomebodyElseIsNotHandedOut() throws IOException {
        done("create", "-i", "id-9", ANNA);
        assertTrue(deliver("anna@example.org", "x").startsWith("451"));
        try (var client = site.connect()) {
            var reply = client.command("LOGIN anna@example.org pw").getLast();
            assertTrue(reply.startsWith("a NO [UNAVAILABLE]"), reply);
        }
        assertEquals(
                75, site.doveadm("mailbox", "list", "-u", "anna@example.org").exitCode());
        done("create", "-i", "id-1", ANNA);
        assertTrue(deliver("anna@example.org", "x").startsWith("250"));
        assertTrue(home("list", "-s", "parked").contains("id-9"));
        assertEquals(
                1,
                site.log()
                        .lines()
                        .filter(line -> line.contains("is not handed out"))
                        .count());
    }

    @Test
    void whatIsSharedIsSharedUnderTheNewAddress() throws IOException {
        try (var client = site.login();
                var ben = site.connect()) {
            client.command("CREATE Plans");
            client.command("SETACL Plans ben@example.org lr");
            ben.login("ben@example.org");
            assertTrue(ben.command("LIST \"\" *").toString().contains("shared/anna@example.org/Plans"));
            ben.command("SELECT shared/anna@example.org/Plans");
            users("anne@example.net id-1", "ben@example.org id-2");
            done("move", "-i", "id-1", ANNA, ANNE);
            assertTrue(ben.command("NOOP").toString().contains("* BYE"));
        }
        try (var ben = site.connect()) {
            ben.login("ben@example.org");
            var listed = ben.command("LIST \"\" *").toString();
            assertTrue(listed.contains("shared/anne@example.net/Plans"), listed);
            assertFalse(listed.contains("anna@example.org"), listed);
            assertTrue(ben.command("SELECT shared/anne@example.net/Plans")
                    .getLast()
                    .startsWith("a OK"));
        }
        assertFalse(Files.exists(place("private/example.org/anna")));
    }

    @Test
    void mailOfAnAddressBecomesAPublicFolderAndBack() throws IOException {
        done("create", "-i", "id-1", ANNA);
        assertTrue(deliver("anna@example.org", "first").startsWith("250"));
        done("move", "-i", "id-1", ANNA, "public:team@example.org");
        try (var ben = site.connect()) {
            ben.login("ben@example.org");
            assertEquals(Map.of(1, "first"), mail(ben, "team@example.org/INBOX"));
            done("move", "-i", "id-1", "public:team@example.org", ANNE);
            assertTrue(ben.command("NOOP").toString().contains("* BYE"));
        }
        users("anne@example.net id-1", "ben@example.org id-2");
        try (var anne = site.connect()) {
            anne.login("anne@example.net");
            assertEquals(Map.of(1, "first"), mail(anne, "INBOX"));
        }
    }

    @Test
    void aMoveThatWasInterruptedIsFinishedAtTheNextStart() throws IOException {
        done("create", "-i", "id-1", ANNA);
        assertTrue(deliver("anna@example.org", "first").startsWith("250"));
        done("detach", "-i", "id-1", ANNA);
        site.close();
        var note = place(".limbo/id-1/note");
        Files.writeString(note, Files.readString(note) + "to " + ANNE + "\n");
        site.start();
        users("anne@example.net id-1", "ben@example.org id-2");
        try (var anne = site.connect()) {
            anne.login("anne@example.net");
            assertEquals(Map.of(1, "first"), mail(anne, "INBOX"));
        }
        assertEquals("", home("list", "-s", "limbo"));
    }
}
