package org.mailloft.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Shared folders from the directory to the client: what an administrator changes there is what users see. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedFoldersIT {

    private static final int OFFSET = FreePorts.offset();
    private static final Ports PORTS = Ports.shiftedBy(OFFSET);
    private static final String ADMIN = "cn=admin,dc=example,dc=org";
    private static final String CONTAINER = "cn=folder,cn=mail,dc=example,dc=org";
    private static final int TRIES = 150;

    /** What the words of the directory are in IMAP, in its order; the server adds letters of RFC 2086. */
    private static final Map<String, String> LETTERS = Map.of(
            "none", "",
            "read", "lrws",
            "post", "lrwsp",
            "append", "lrwsip",
            "write", "lrwstipe",
            "all", "lrwstipekxa");

    @TempDir
    static Path folder;

    private Path state;
    private Launchers launchers;
    private ApplianceProcess appliance;
    private ImapTerminal anna;
    private ImapTerminal ben;

    @BeforeAll
    void start() throws Exception {
        Programs.require("ldapadd", "ldapmodify", "python3");
        state = folder.resolve("state");
        launchers = Launchers.in(folder.resolve("bin"));
        appliance = ApplianceProcess.start(state, OFFSET, launchers, "--demo-password", ApplianceProcess.PASSWORD);
        anna = login("anna");
        ben = login("ben");
    }

    @AfterAll
    void stop() throws Exception {
        if (appliance != null) {
            anna.close();
            ben.close();
            appliance.close();
        }
    }

    @Test
    void demoFoldersAreThereAndTheAddressTakesMail() throws Exception {
        awaitRights("ben", "team@example.org/INBOX", LETTERS.get("write"));
        awaitRights("ben", "shared/info@example.org", LETTERS.get("write"));
        try (var carla = login("carla")) {
            var list = carla.told("LIST \"\" *");
            assertTrue(list.contains("\"/\" team@example.org/INBOX"), list);
            assertTrue(list.contains("\"/\" shared/info@example.org"), list);
            assertFalse(list.contains("shared/info@example.org/"), "nobody wants the Trash of a folder: " + list);
            deliver("info@example.org", "To all of you");
            carla.ok("SELECT shared/info@example.org");
            assertTrue(carla.told("FETCH 1 BODY.PEEK[HEADER.FIELDS (SUBJECT)]").contains("To all of you"));
            var quota = carla.told("GETQUOTAROOT team@example.org/INBOX");
            assertTrue(quota.contains("STORAGE 0 102400"), quota);
        }
    }

    @Test
    void everyRightForUsersGroupsAndAnyone() throws Exception {
        add("rights", "");
        add("rightsaddr", "mailPrimaryAddress: rightsaddr@example.org\n");
        for (var who : List.of("ben@example.org", "Domain Users", "anyone")) {
            for (var right : List.of("all", "read", "none", "append", "write", "post")) {
                for (var name : List.of("rights", "rightsaddr")) {
                    modify(name, "replace: univentionMailACL\nuniventionMailACL: " + who + " " + right);
                }
                awaitRights("ben", "rights@example.org/INBOX", LETTERS.get(right));
                awaitRights("ben", "shared/rightsaddr@example.org", LETTERS.get(right));
            }
            for (var name : List.of("rights", "rightsaddr")) {
                modify(name, "delete: univentionMailACL");
            }
            awaitRights("ben", "rights@example.org/INBOX", "");
            awaitRights("ben", "shared/rightsaddr@example.org", "");
        }
        var file = Files.readString(state.resolve("var/spool/dovecot/public/example.org/rights/.INBOX/dovecot-acl"));
        assertEquals("", file);
    }

    @Test
    void openSessionsLoseAndGetRightsAndWhatUsersGaveStays() throws Exception {
        add("open", "univentionMailACL: ben@example.org write\nuniventionMailACL: anna@example.org all\n");
        awaitRights("ben", "open@example.org/INBOX", LETTERS.get("write"));
        try (var session = login("ben");
                var owner = login("anna")) {
            session.ok("SELECT open@example.org/INBOX");
            owner.ok("SETACL open@example.org/INBOX carla@example.org lr");
            modify("open", "replace: univentionMailACL\nuniventionMailACL: anna@example.org all");
            eventually(() -> session.told("NOOP").contains("BYE"));
        }
        awaitRights("ben", "open@example.org/INBOX", "");
        awaitRights("carla", "open@example.org/INBOX", "lr");
        modify("open", "replace: univentionMailACL\nuniventionMailACL: ben@example.org read");
        awaitRights("ben", "open@example.org/INBOX", LETTERS.get("read"));
        awaitRights("carla", "open@example.org/INBOX", "lr");
    }

    @Test
    void foldersBelowAnAddressedOneHaveItsRights() throws Exception {
        add("deep", "mailPrimaryAddress: deep@example.org\nuniventionMailACL: anna@example.org all\n");
        awaitRights("anna", "shared/deep@example.org", LETTERS.get("all"));
        try (var session = login("anna")) {
            session.ok("CREATE shared/deep@example.org/Plans");
        }
        modify("deep", "add: univentionMailACL\nuniventionMailACL: Domain Users read");
        awaitRights("ben", "shared/deep@example.org/Plans", LETTERS.get("read"));
        var file = Files.readString(state.resolve("etc/mailloft/global-acls"));
        assertTrue(file.contains("shared/deep@example.org \"group=Domain Users\" lrws\n"), file);
        remove("deep");
        eventually(() ->
                !Files.readString(state.resolve("etc/mailloft/global-acls")).contains("deep@example.org"));
    }

    @Test
    void conversionsAndOtherNamesKeepTheMail() throws Exception {
        add("convert", "univentionMailACL: ben@example.org all\n");
        awaitRights("ben", "convert@example.org/INBOX", LETTERS.get("all"));
        try (var session = login("ben")) {
            session.ok("APPEND convert@example.org/INBOX {12+}\r\nSubject: a\r\n");
            session.ok("SUBSCRIBE convert@example.org/INBOX");
        }

        modify("convert", "add: mailPrimaryAddress\nmailPrimaryAddress: convert@example.org");
        awaitRights("ben", "shared/convert@example.org", LETTERS.get("all"));
        awaitRights("ben", "convert@example.org/INBOX", "");
        assertMessages("shared/convert@example.org", 1);
        deliver("convert@example.org", "b");
        assertMessages("shared/convert@example.org", 2);
        try (var session = login("ben")) {
            eventually(() -> !session.told("LSUB \"\" *").contains("convert@example.org"));
        }

        modify("convert", "replace: mailPrimaryAddress\nmailPrimaryAddress: converted@example.org");
        awaitRights("ben", "shared/converted@example.org", LETTERS.get("all"));
        awaitRights("ben", "shared/convert@example.org", "");
        assertMessages("shared/converted@example.org", 2);

        modify("convert", "delete: mailPrimaryAddress");
        awaitRights("ben", "convert@example.org/INBOX", LETTERS.get("all"));
        awaitRights("ben", "shared/converted@example.org", "");
        assertMessages("convert@example.org/INBOX", 2);

        ldap("ldapmodify", """
                dn: cn=convert@example.org,%s
                changetype: modrdn
                newrdn: cn=changed@example.org
                deleteoldrdn: 1
                """.formatted(CONTAINER));
        awaitRights("ben", "changed@example.org/INBOX", LETTERS.get("all"));
        awaitRights("ben", "convert@example.org/INBOX", "");
        assertMessages("changed@example.org/INBOX", 2);
    }

    @Test
    void quotaFollows() throws Exception {
        add("quota", "univentionMailACL: ben@example.org all\nuniventionMailUserQuota: 7\n");
        awaitRights("ben", "quota@example.org/INBOX", LETTERS.get("all"));
        modify("quota", "replace: univentionMailUserQuota\nuniventionMailUserQuota: 9");
        eventually(() -> {
            try (var session = login("ben")) {
                return session.told("GETQUOTAROOT quota@example.org/INBOX").contains("STORAGE 0 9216");
            }
        });
    }

    @Test
    void removedFoldersAreKeptOrBuriedAndNobodyIsSubscribed() throws Exception {
        var home = state.resolve("var/spool/dovecot/public/example.org/gone");
        add("gone", "univentionMailACL: Domain Users all\n");
        awaitRights("ben", "gone@example.org/INBOX", LETTERS.get("all"));
        try (var session = login("ben")) {
            session.ok("SUBSCRIBE gone@example.org/INBOX");
        }
        remove("gone");
        awaitRights("ben", "gone@example.org/INBOX", "");
        try (var session = login("ben")) {
            eventually(() -> !session.told("LSUB \"\" *").contains("gone@example.org"));
        }
        eventually(() -> !doveconf().contains("gone@example.org"));
        assertTrue(Files.isDirectory(home), "mail/dovecot/mailbox/delete is off");

        add("gone", "univentionMailACL: ben@example.org read\n");
        awaitRights("ben", "gone@example.org/INBOX", LETTERS.get("read"));
        ucr("mail/dovecot/mailbox/delete=yes");
        remove("gone");
        eventually(() -> !Files.exists(home));
        ucr("mail/dovecot/mailbox/delete=no");
    }

    @Test
    void folderOfAnotherHostGoesAndItsMailStays() throws Exception {
        add("away", "univentionMailACL: ben@example.org all\nuniventionMailHomeServer: localhost\n");
        awaitRights("ben", "away@example.org/INBOX", LETTERS.get("all"));
        try (var session = login("ben")) {
            session.ok("APPEND away@example.org/INBOX {12+}\r\nSubject: a\r\n");
        }
        modify("away", "replace: univentionMailHomeServer\nuniventionMailHomeServer: other.example.org");
        awaitRights("ben", "away@example.org/INBOX", "");
        assertTrue(Files.isDirectory(state.resolve("var/spool/dovecot/public/example.org/away/.INBOX")));
        modify("away", "replace: univentionMailHomeServer\nuniventionMailHomeServer: LOCALHOST");
        awaitRights("ben", "away@example.org/INBOX", LETTERS.get("all"));
        assertMessages("away@example.org/INBOX", 1);
    }

    @Test
    void namesOfAllKinds() throws Exception {
        ldap("ldapadd", """
                dn: cn=Büro "Süd" 2,cn=groups,dc=example,dc=org
                objectClass: posixGroup
                objectClass: univentionGroup
                cn: Büro "Süd" 2
                gidNumber: 5001
                memberUid: ben
                uniqueMember: uid=ben,cn=users,dc=example,dc=org
                """.replace("cn=Büro \"Süd\" 2,", "cn=Büro \\\"Süd\\\" 2,"));
        add("Übung", "univentionMailACL:: " + base64("Büro \"Süd\" 2 read") + "\n");
        awaitRights("ben", "&ANw-bung@example.org/INBOX", LETTERS.get("read"));
        assertTrue(Files.readString(state.resolve("var/spool/dovecot/public/example.org/Übung/.INBOX/dovecot-acl"))
                .contains("\"group=Büro \\\"Süd\\\" 2\" lrws"));
    }

    @Test
    void nonsenseOfOneFolderHoldsUpNoOther() throws Exception {
        add("odd", "univentionMailACL: ben@example.org read\n");
        awaitRights("ben", "odd@example.org/INBOX", LETTERS.get("read"));
        modify("odd", "replace: univentionMailACL\nuniventionMailACL: ben@example.org everything");
        add("odd:name", "univentionMailACL: ben@example.org read\n");
        Files.writeString(state.resolve("etc/mailloft/global-acls"), "shared/anna@example.org nonsense\n");
        add("even", "univentionMailACL: ben@example.org read\n");
        awaitRights("ben", "even@example.org/INBOX", LETTERS.get("read"));
        awaitRights("ben", "odd@example.org/INBOX", LETTERS.get("read"));
        var log = Files.readString(state.resolve("var/log/mailloft/mail.log"));
        assertTrue(log.contains("everything\" is not of the form"), log);
        assertTrue(log.contains("cannot be called odd:name"), log);
    }

    // ---- the terminal ----

    private ImapTerminal login(String user) throws IOException {
        return ImapTerminal.login(PORTS.imap(), user + "@example.org");
    }

    /** New sessions, because namespaces are those of the login. */
    private void awaitRights(String user, String mailbox, String letters) throws Exception {
        eventually(() -> {
            try (var session = login(user)) {
                var told = session.say("MYRIGHTS " + mailbox);
                return letters.isEmpty()
                        ? told.getLast().startsWith("a NO")
                        : told.getFirst().matches("\\* MYRIGHTS \\S+ " + letters + "c?d?");
            }
        });
    }

    private void assertMessages(String mailbox, int count) throws IOException {
        try (var session = login("ben")) {
            var status = session.told("STATUS " + mailbox + " (MESSAGES)");
            assertTrue(status.contains("(MESSAGES " + count + ")"), status);
        }
    }

    private void add(String name, String attributes) throws Exception {
        ldap("ldapadd", """
                dn:: %s
                objectClass: univentionMailSharedFolder
                cn:: %s
                %s""".formatted(base64(dn(name)), base64(name + "@example.org"), attributes));
    }

    private void modify(String name, String change) throws Exception {
        ldap("ldapmodify", "dn: " + dn(name) + "\nchangetype: modify\n" + change + "\n");
    }

    private void remove(String name) throws Exception {
        ldap("ldapmodify", "dn: " + dn(name) + "\nchangetype: delete\n");
    }

    private static String dn(String name) {
        return "cn=" + name + "@example.org," + CONTAINER;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void ldap(String program, String ldif) throws Exception {
        Programs.succeed(
                ldif,
                List.of(
                        program,
                        "-x",
                        "-H",
                        "ldap://127.0.0.1:" + PORTS.ldap(),
                        "-D",
                        ADMIN,
                        "-w",
                        ApplianceProcess.PASSWORD));
    }

    private void deliver(String recipient, String subject) throws Exception {
        Programs.succeed("", List.of("python3", "-c", """
                import smtplib, sys
                lmtp = smtplib.LMTP('127.0.0.1', int(sys.argv[1]))
                lmtp.sendmail('sender@example.net', [sys.argv[2]], 'Subject: ' + sys.argv[3] + '\\r\\n\\r\\nText.\\r\\n')
                """, "" + PORTS.lmtp(), recipient, subject));
    }

    private void ucr(String assignment) throws Exception {
        Programs.succeed("", List.of(launchers.path("ucr"), "--root", state.toString(), "set", assignment));
    }

    private String doveconf() throws IOException {
        return Files.readString(state.resolve("etc/mailloft/conf.d/10-mail.conf"));
    }

    private interface Question {
        boolean ask() throws Exception;
    }

    /** Asks again and again, for some seconds at most. */
    private static void eventually(Question question) throws Exception {
        for (int i = 0; i < TRIES; i++) {
            if (question.ask()) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("still not so after " + TRIES + " tries");
    }
}
