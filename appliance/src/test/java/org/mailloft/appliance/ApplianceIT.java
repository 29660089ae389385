package org.mailloft.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The appliance as its user meets it: one process, stock clients around it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApplianceIT {

    private static final int OFFSET = FreePorts.offset();
    private static final Ports PORTS = Ports.shiftedBy(OFFSET);
    private static final String ADMIN = "cn=admin,dc=example,dc=org";
    private static final int TRIES = 50;

    @TempDir
    static Path folder;

    private Path state;
    private ApplianceProcess appliance;

    @BeforeAll
    void start() throws Exception {
        state = folder.resolve("state");
        appliance = ApplianceProcess.start(state, OFFSET, "--demo-password", ApplianceProcess.PASSWORD);
    }

    @AfterAll
    void stop() throws Exception {
        appliance.close();
    }

    @Test
    void startPrintsEndpointsAndLoginsAndReadyLast() {
        var printed = appliance.printed();
        assertEquals("ready", printed.getLast());
        for (var wanted : List.of("" + PORTS.imap(), "" + PORTS.imaps(), "" + PORTS.lmtp(), "" + PORTS.ldap())) {
            assertTrue(
                    printed.stream().anyMatch(line -> line.contains(wanted)), "no port " + wanted + " in " + printed);
        }
        for (var user : List.of("anna", "ben", "carla")) {
            assertTrue(printed.stream().anyMatch(line -> line.contains(user + "@example.org")), user);
        }
    }

    @Test
    void mailDeliveredByLmtpIsReadWithCurlOverTls() throws Exception {
        Programs.require("curl", "python3");
        deliver("anna@example.org", "Hello Anna");
        var text = curl("anna@example.org", ApplianceProcess.PASSWORD, "/INBOX;UID=*");
        assertTrue(text.contains("Subject: Hello Anna"), text);
        assertTrue(text.startsWith("Return-Path: <sender@example.net>\r\n"), text);
    }

    @Test
    void mailToAnAliasAndToASubaddressArrives() throws Exception {
        Programs.require("python3");
        var alias = ldapsearch("(&(uid=anna)(mailAlternativeAddress=*))", "mailAlternativeAddress");
        deliver(alias.replaceAll("(?s).*mailAlternativeAddress: (\\S+).*", "$1"), "To the alias");
        deliver("anna+detail@example.org", "To the detail");
        var subjects = doveadm("fetch", "-u", "anna@example.org", "hdr.subject", "all");
        assertTrue(subjects.contains("To the alias"), subjects);
        assertTrue(subjects.contains("To the detail"), subjects);
    }

    @Test
    void unknownRecipientIsRefusedWith550() throws Exception {
        Programs.require("python3");
        var outcome = lmtp("nobody@example.org", "Nobody");
        assertTrue(outcome.contains("550") && outcome.contains("5.1.1"), outcome);
    }

    @Test
    void entryAddedByLdapCanLogInAndReceiveAndEndsWhenItsAddressGoes() throws Exception {
        Programs.require("ldapadd", "ldapmodify", "curl", "python3");
        // asked before she exists: a cached "unknown" must not stand in her way
        assertNotEquals(0, tryCurl("dora@example.org", "doras-own", "/INBOX").exitCode());
        ldap("ldapadd", """
                dn: uid=dora,cn=users,dc=example,dc=org
                objectClass: inetOrgPerson
                objectClass: univentionMail
                uid: dora
                cn: Dora
                sn: Dora
                mailPrimaryAddress: dora@example.org
                userPassword: doras-own
                """);
        eventually(() -> tryCurl("dora@example.org", "doras-own", "/INBOX").exitCode() == 0);
        deliver("dora@example.org", "Welcome");
        assertTrue(curl("dora@example.org", "doras-own", "/INBOX;UID=1").contains("Subject: Welcome"));

        ldap("ldapmodify", """
                dn: uid=dora,cn=users,dc=example,dc=org
                changetype: modify
                delete: mailPrimaryAddress
                """);
        eventually(() -> tryCurl("dora@example.org", "doras-own", "/INBOX").exitCode() != 0);
        eventually(() -> lmtp("dora@example.org", "Too late").contains("550"));
    }

    @Test
    void everyFolderTheConfigurationNamesIsThereWithItsUse() throws Exception {
        Programs.require("python3");
        var list = imap("print(m.list())");
        for (var use : List.of("\\\\Drafts", "\\\\Junk", "\\\\Sent", "\\\\Trash")) {
            assertTrue(list.contains(use), list);
        }
    }

    @Test
    void aChangedCertificateIsServedWithoutRestart() throws Exception {
        Programs.require("openssl");
        var before = fingerprint();
        var ssl = state.resolve("etc/mailloft/ssl");
        var made = folder.resolve("other");
        Files.createDirectories(made);
        Programs.succeed(
                "",
                List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=localhost",
                        "-keyout",
                        made.resolve("key").toString(),
                        "-out",
                        made.resolve("cert").toString()));
        for (var pair : List.of(List.of("key", "host.key"), List.of("cert", "host.pem"))) {
            var file = ssl.resolve(pair.get(1));
            Files.copy(file, made.resolve(pair.get(1)));
            Files.move(made.resolve(pair.get(0)), file, StandardCopyOption.REPLACE_EXISTING);
        }
        eventually(() -> !fingerprint().equals(before));
        for (var name : List.of("host.key", "host.pem")) {
            Files.move(made.resolve(name), ssl.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        eventually(() -> fingerprint().equals(before));
    }

    @Test
    void mbsyncMirrorsAMailboxBothWays() throws Exception {
        Programs.require("mbsync", "python3");
        deliver("carla@example.org", "For the mirror");
        var mirror = Files.createDirectories(folder.resolve("mirror"));
        var rc = Files.writeString(folder.resolve("mbsyncrc"), """
                IMAPAccount m
                Host localhost
                Port %d
                User carla@example.org
                Pass %s
                SSLType IMAPS
                CertificateFile %s

                IMAPStore far
                Account m

                MaildirStore near
                Path %s/
                Inbox %s/INBOX
                SubFolders Verbatim

                Channel c
                Far :far:
                Near :near:
                Patterns *
                Create Both
                Expunge Both
                SyncState *
                """.formatted(
                PORTS.imaps(), ApplianceProcess.PASSWORD, state.resolve("etc/mailloft/ssl/ca.pem"), mirror, mirror));
        var command = List.of("mbsync", "-c", rc.toString(), "-a");
        Programs.succeed("", command);
        try (var files = Files.walk(mirror.resolve("INBOX"))) {
            var mail = files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("/INBOX/new/")
                            || file.toString().contains("/INBOX/cur/"))
                    .findFirst()
                    .orElseThrow();
            Files.copy(mail, mirror.resolve("INBOX/new/1700000000.M1P1.here"));
        }
        Programs.succeed("", command);
        var messages = doveadm("mailbox", "status", "-u", "carla@example.org", "messages", "INBOX");
        assertTrue(messages.contains("messages=2"), messages);
    }

    @Test
    void aRealDovecotReadsTheStore() throws Exception {
        Programs.require("doveadm", "python3");
        deliver("ben@example.org", "Seen by both");
        var maildir = state.resolve("var/spool/dovecot/private/example.org/ben/Maildir");
        var ours = doveadm("fetch", "-u", "ben@example.org", "uid guid flags hdr.subject", "mailbox", "INBOX", "all");
        // Dovecot wants no root: a copy for nobody, where only root could read
        var copy = folder.resolve("copy");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Programs.succeed("", List.of("cp", "-a", maildir.toString(), copy.toString()));
        var owner = Files.readAttributes(copy, "unix:uid,gid");
        boolean root = owner.get("uid").equals(0);
        if (root) {
            Programs.succeed("", List.of("chown", "-R", "65534:65534", copy.toString()));
        }
        var conf = Files.writeString(folder.resolve("dovecot.conf"), """
                base_dir = %s
                ssl = no
                mail_location = maildir:%s
                mail_uid = %s
                mail_gid = %s
                first_valid_uid = 1
                log_path = /dev/stderr
                """.formatted(
                folder.resolve("dovecot-run"), copy, root ? 65534 : owner.get("uid"), root ? 65534 : owner.get("gid")));
        var theirs = Programs.succeed(
                "",
                List.of(
                        "env",
                        "USER=ben",
                        "HOME=" + folder,
                        "doveadm",
                        "-c",
                        conf.toString(),
                        "fetch",
                        "uid guid flags hdr.subject",
                        "mailbox",
                        "INBOX",
                        "all"));
        assertEquals(theirs, ours);
    }

    // ---- the terminal ----

    private void deliver(String recipient, String subject) throws Exception {
        var outcome = lmtp(recipient, subject);
        assertTrue(outcome.contains("delivered"), outcome);
    }

    private String lmtp(String recipient, String subject) throws Exception {
        return Programs.run(List.of("python3", "-c", """
                                import smtplib, sys
                                try:
                                    lmtp = smtplib.LMTP('127.0.0.1', int(sys.argv[1]))
                                    lmtp.sendmail('sender@example.net', [sys.argv[2]], 'Subject: ' + sys.argv[3] + '\\r\\n\\r\\nText.\\r\\n')
                                    print('delivered')
                                    lmtp.quit()
                                except smtplib.SMTPException as refused:
                                    print(refused)
                                """, "" + PORTS.lmtp(), recipient, subject))
                .output();
    }

    private String imap(String statement) throws Exception {
        return Programs.succeed(
                "",
                List.of(
                        "python3",
                        "-c",
                        """
                        import imaplib, ssl, sys
                        context = ssl.create_default_context(cafile=sys.argv[2])
                        m = imaplib.IMAP4('127.0.0.1', int(sys.argv[1]))
                        m.starttls(context)
                        m.login('anna@example.org', sys.argv[3])
                        """ + statement,
                        "" + PORTS.imap(),
                        state.resolve("etc/mailloft/ssl/ca.pem").toString(),
                        ApplianceProcess.PASSWORD));
    }

    private String curl(String user, String password, String path) throws Exception {
        var outcome = tryCurl(user, password, path);
        assertEquals(0, outcome.exitCode(), outcome.output());
        return outcome.output();
    }

    private Programs.Outcome tryCurl(String user, String password, String path) throws Exception {
        return Programs.run(List.of(
                "curl",
                "-sS",
                "--max-time",
                "20",
                "--cacert",
                state.resolve("etc/mailloft/ssl/ca.pem").toString(),
                "--user",
                user + ":" + password,
                "imaps://localhost:" + PORTS.imaps() + path));
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

    private String ldapsearch(String filter, String attribute) throws Exception {
        Programs.require("ldapsearch");
        return Programs.succeed(
                "",
                List.of(
                        "ldapsearch",
                        "-x",
                        "-LLL",
                        "-H",
                        "ldap://127.0.0.1:" + PORTS.ldap(),
                        "-D",
                        ADMIN,
                        "-w",
                        ApplianceProcess.PASSWORD,
                        "-b",
                        "dc=example,dc=org",
                        filter,
                        attribute));
    }

    private String doveadm(String... args) throws Exception {
        var command = new java.util.ArrayList<>(List.of(
                "env",
                "MAILLOFT_STATE=" + state,
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.mailloft.doveadm.Doveadm"));
        command.addAll(List.of(args));
        return Programs.succeed("", command);
    }

    private String fingerprint() throws Exception {
        return Programs.succeed(
                "",
                List.of(
                        "sh",
                        "-c",
                        "openssl s_client -connect 127.0.0.1:" + PORTS.imaps()
                                + " </dev/null 2>/dev/null | openssl x509 -noout -fingerprint"));
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
