package org.mailloft.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailloft.conf.ldap.LdapConf;
import org.mailloft.ucr.template.TemplateFailure;

/** What the mail server understands when variables are set. */
class MailserverTemplatesTest {

    private static final String SPAM = "mail/dovecot/folder/spam";
    private static final String SPECIAL = "mail/dovecot/mailboxes/special/";
    private static final String AUTO = "mail/dovecot/mailboxes/auto/";
    private static final String WARNING = "mail/dovecot/quota/warning/text/";
    private static final String SIEVE = "var/lib/dovecot/sieve/default.sieve";

    @TempDir
    Path root;

    private RenderedTree render(String... keysAndValues) throws IOException {
        var registry = new TreeMap<String, String>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            registry.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        var tree = RenderedTree.of(root, registry);
        var printed = tree.doveconf("-n");
        assertEquals("", printed.err());
        assertEquals(0, printed.exitCode());
        return tree;
    }

    private String mailboxes(String... keysAndValues) throws IOException {
        return render(keysAndValues).section("namespace/inbox/mailbox").strip();
    }

    private LdapConf ldap(String... keysAndValues) throws IOException {
        render(keysAndValues);
        return LdapConf.load(root.resolve("etc/mailloft/mailloft-ldap.conf.ext"));
    }

    @Test
    void aFolderHasItsUseAndIsSubscribed() throws IOException {
        assertEquals("""
                namespace inbox {
                  mailbox "Gesendete Objekte" {
                    auto = subscribe
                    special_use = \\Sent
                  }
                }""", mailboxes(SPECIAL + "Gesendete Objekte", "\\Sent", AUTO + "Gesendete Objekte", "subscribe"));
    }

    @Test
    void theSpamFolderHasItsDefaultsUntilTheyAreOverridden() throws IOException {
        assertEquals("""
                namespace inbox {
                  mailbox Ham {
                    auto = subscribe
                  }
                  mailbox Spam {
                    auto = subscribe
                    special_use = \\Junk
                  }
                }""", mailboxes(SPAM, "Spam", "mail/dovecot/folder/ham", "Ham"));
        assertEquals("""
                namespace inbox {
                  mailbox Spam {
                    auto = create
                    special_use = \\Archive
                  }
                }""", mailboxes(SPAM, "Spam", SPECIAL + "Spam", "\\Archive", AUTO + "Spam", "create"));
        assertEquals("", mailboxes(SPAM, "none", "mail/dovecot/folder/ham", ""));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "Entwürfe, Entwürfe",
                "100% # $HOME { }, `\"100% # $HOME { }\"`",
                "a \\ b, `\"a \\\\ b\"`",
                "`\"x\"`, `\"x\"`",
                "`a \"b\" {`, `\"a \\\"b\\\" {\"`",
                "it's }, `\"it\\'s }\"`"
            })
    void aFolderCanHaveAnyName(String folder, String printed) throws IOException {
        assertTrue(
                mailboxes(SPAM, folder).contains("  mailbox " + printed + " {\n    auto = subscribe"),
                () -> "no " + printed);
    }

    @Test
    void aNameHasItsCertificateOnlyWhenItHasItsKey() throws IOException {
        var sni = "mail/dovecot/ssl/sni/";
        var tree = render(
                sni + "a.example/certificate",
                "/a.pem",
                sni + "a.example/key",
                "/a.key",
                sni + "b.example/certificate",
                "/b.pem",
                sni + "c.example/key",
                "/c.key",
                "mail/dovecot/ssl/certificate",
                "/host.pem");
        assertEquals(
                "</a.pem\n",
                tree.doveconf("-h", "-f", "lname=a.example", "ssl_cert").out());
        assertEquals(
                "</a.key\n",
                tree.doveconf("-h", "-f", "lname=a.example", "ssl_key").out());
        assertEquals(
                "</host.pem\n",
                tree.doveconf("-h", "-f", "lname=b.example", "ssl_cert").out());
        var file = tree.text("etc/mailloft/conf.d/10-ssl.conf");
        assertTrue(file.contains("# Error: b.example is left out, because it has a certificate but no key.\n"), file);
        assertTrue(file.contains("# Error: c.example is left out, because it has a key but no certificate.\n"), file);
    }

    @Test
    void clientsAreAskedForCertificatesOfAnAuthority() throws IOException {
        assertEquals("no", render().setting("ssl_verify_client_cert"));
        var tree = render("mail/dovecot/ssl/cafile", "/etc/my ca.pem");
        assertEquals("yes", tree.setting("ssl_verify_client_cert"));
        assertEquals("</etc/my ca.pem", tree.setting("ssl_ca"));
    }

    @Test
    void indexesCanLieElsewhere() throws IOException {
        assertEquals("maildir:/var/spool/dovecot/private/%Ld/%Ln/Maildir", render().setting("mail_location"));
        var tree = render("mail/dovecot/location/separate_index", "yes");
        assertEquals(
                "maildir:/var/spool/dovecot/private/%Ld/%Ln/Maildir:INDEX=/var/lib/dovecot/index/%Ld/%Ln",
                tree.setting("mail_location"));
        assertEquals(
                "maildir:%%h/Maildir:INDEXPVT=/var/lib/dovecot/index/%Ld/%Ln/shared/%%u",
                tree.setting("namespace/shared/location"));
    }

    @Test
    void keywordsCanBeOnesOwn() throws IOException {
        assertEquals(
                "maildir:%%h/Maildir:INDEXPVT=~/Maildir/shared/%%u", render().setting("namespace/shared/location"));
        assertEquals(
                "maildir:%%h/Maildir:INDEXPVT=~/Maildir/shared/%%u:CONTROL=~/Maildir/shared/%%u",
                render("mail/dovecot/mailbox/share_keywords", "no").setting("namespace/shared/location"));
    }

    @Test
    void indexesOnNfsForceWhatTheyNeed() throws IOException {
        var process = "mail/dovecot/process/";
        var tree = render(
                process + "mail_nfs_index", "yes", process + "mmap_disable", "no", process + "mail_fsync", "never");
        assertEquals("yes", tree.setting("mmap_disable"));
        assertEquals("always", tree.setting("mail_fsync"));
        assertEquals("never", render(process + "mail_fsync", "never").setting("mail_fsync"));
    }

    @Test
    void publicFoldersAreNamespacesWithQuota() throws IOException {
        var tree = render("mail/dovecot/internal/sharedfolders", "team@example.org:0 Office@b.example:20");
        assertEquals("""
                namespace Office@b.example {
                  list = children
                  location = maildir:/var/spool/dovecot/public/b.example/Office:INDEXPVT=~/Maildir/public/b.example/Office
                  prefix = Office@b.example/
                  separator = /
                  subscriptions = no
                  type = public
                }
                """, tree.section("namespace/Office@b.example"));
        assertEquals("maildir:team@example.org:ns=team@example.org/", tree.setting("plugin/quota2"));
        assertEquals("", tree.setting("plugin/quota2_rule"));
        assertEquals("maildir:Office@b.example:ns=Office@b.example/", tree.setting("plugin/quota3"));
        assertEquals("*:storage=20M", tree.setting("plugin/quota3_rule"));
    }

    @ParameterizedTest
    @CsvSource({"no-address:1", "a/b@c:1", "..@c:1", "a@..:1", "a@b:x", "~a@b:1", "a%u@b:1"})
    void whatIsNoPublicFolderIsRefused(String entry) {
        var failure = assertThrows(
                TemplateFailure.class, () -> render("mail/dovecot/internal/sharedfolders", "ok@b:1 " + entry));
        assertEquals(Optional.of("mail/dovecot/internal/sharedfolders"), failure.variable());
    }

    @Test
    void theHighestThresholdComesFirst() throws IOException {
        var tree = render(
                WARNING + "80",
                "Zu $PERCENT % gefüllt.",
                WARNING + "95",
                "fast \"voll\"",
                WARNING + "100",
                "voll",
                WARNING + "9",
                "",
                "mail/dovecot/quota/warning/subject",
                "Ihr Postfach läuft über");
        assertEquals("storage=100%% quota-warning 100 %u", tree.setting("plugin/quota_warning"));
        assertEquals("storage=95%% quota-warning 95 %u", tree.setting("plugin/quota_warning2"));
        assertEquals("storage=80%% quota-warning 80 %u", tree.setting("plugin/quota_warning3"));
        assertEquals("", tree.setting("plugin/quota_warning4"));
        assertEquals("Ihr Postfach läuft über", tree.setting("plugin/quota_warning_subject"));
        assertEquals("Zu $PERCENT %% gefüllt.", tree.setting("plugin/quota_warning_text_80"));
        assertEquals("fast \"voll\"", tree.setting("plugin/quota_warning_text_95"));
    }

    @ParameterizedTest
    @CsvSource({"0", "101", "080", "x", "8-0"})
    void whatIsNoPercentageIsRefused(String threshold) {
        var failure = assertThrows(TemplateFailure.class, () -> render(WARNING + threshold, "text"));
        assertEquals(Optional.of(WARNING + threshold), failure.variable());
    }

    @Test
    void protocolsAreSwitched() throws IOException {
        assertEquals("imap pop3 lmtp sieve", render().setting("protocols"));
        assertEquals(
                "lmtp sieve",
                render("mail/dovecot/imap", "no", "mail/dovecot/pop3", "off").setting("protocols"));
    }

    @Test
    void socketsForPostfixAreWhereItLooks() throws IOException {
        assertEquals("""
                service lmtp {
                  unix_listener /var/spool/postfix/mailloft/lmtp {
                    group = postfix
                    mode = 0600
                    user = postfix
                  }
                  unix_listener lmtp {
                    mode = 0600
                  }
                }
                """, render().section("service/lmtp"));
        assertEquals(
                """
                service lmtp {
                  inet_listener lmtp {
                    address = 127.0.0.1
                    port = 10024
                  }
                  unix_listener lmtp {
                    mode = 0600
                  }
                }
                """,
                render("mailloft/lmtp/socket", "", "mailloft/lmtp/port", "10024")
                        .section("service/lmtp"));
    }

    @Test
    void theKeyOfTheHttpInterfaceComesFromItsFile() throws IOException {
        Files.createDirectories(root.resolve("etc/mailloft"));
        Files.writeString(root.resolve("etc/mailloft/doveadm-api.secret"), "s3#c \"r\" $e{t\n");
        assertEquals("", render().setting("doveadm_api_key"));
        assertEquals("s3#c \"r\" $e{t", render("mailloft/doveadm/port", "8080").setting("doveadm_api_key"));
    }

    @Test
    void limitsOfAuthAndAnvilFollow() throws IOException {
        var limits = "mail/dovecot/limits/";
        var tree = render(
                limits + "default_client_limit",
                "3000",
                limits + "default_process_limit",
                "3000",
                limits + "imap-login/service_count",
                "0");
        assertTrue(Integer.parseInt(tree.setting("service/auth/client_limit")) >= 9000);
        assertTrue(Integer.parseInt(tree.setting("service/anvil/client_limit")) >= 9000);
        assertEquals("3000", tree.setting("service/imap-login/client_limit"));
    }

    @Test
    void usersAreLookedUpWhereTheyAreAtHome() throws IOException {
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/machine.secret"), "pass # word\\\n");
        var conf = ldap(
                "hostname",
                "mail",
                "domainname",
                "example.org",
                "ldap/base",
                "o=100%,c=de",
                "ldap/hostdn",
                "cn=mail,o=x",
                "ldap/server/name",
                "dc",
                "ldap/server/addition",
                "b c",
                "ldap/server/port",
                "7389",
                "mail/dovecot/auth/ldap/user/objectclasses",
                "first, second",
                "mail/dovecot/auth/ldap/user/attributes",
                "a=b, =c=d");
        assertEquals(
                "[ldap://dc:7389, ldap://b:7389, ldap://c:7389]",
                conf.server().uris().toString());
        assertTrue(conf.tls().startTls());
        assertTrue(conf.passdb().authBind());
        assertEquals("cn=mail,o=x", conf.bind().dn());
        assertEquals("pass # word\\", conf.bind().password().reveal());
        assertEquals("o=100%%,c=de", conf.search().base());
        assertEquals(
                "(&(|(objectClass=univentionMail)(objectClass=univentionMailSharedFolder)(objectClass=first)"
                        + "(objectClass=second))"
                        + "(|(!(univentionMailHomeServer=*))(univentionMailHomeServer=mail.example.org))"
                        + "(|(mailPrimaryAddress=%u)(mailAlternativeAddress=%u)(&(uid=%u)(mailPrimaryAddress=*))))",
                conf.userdb().filter());
        assertEquals(
                "mailPrimaryAddress=user,=uid=dovemail,=gid=dovemail,entryUUID=mail_id,uid=system_groups_user,"
                        + "univentionMailUserQuota=quota_rule=*:bytes=%$M,a=b,=c=d",
                conf.userdb().attributes());
        assertFalse(conf.passdb().filter().contains("univentionMailSharedFolder"));
    }

    @ParameterizedTest
    @CsvSource({"5.0,5", "4.1,5", "0,1", "7,7", "99.5,100"})
    void spamHasAsManyStarsAsItNeedsPoints(String points, int stars) throws IOException {
        var script =
                render(SPAM, "Müll \"x\"", "mail/antispam/requiredhits", points).text(SIEVE);
        assertTrue(script.contains("\"X-Spam-Level\" \"" + "*".repeat(stars) + "\" {"), script);
        assertTrue(script.contains("    fileinto :create \"Müll \\\"x\\\"\";\n"), script);
        assertFalse(render(SPAM, "none").text(SIEVE).contains("fileinto"));
    }

    @Test
    void everythingCanLieInAFolderOfItsOwn() throws IOException {
        var tree = render("mailloft/prefix", "/srv/state", "mailloft/base_dir", "/srv/run");
        assertEquals("/srv/run", tree.setting("base_dir"));
        assertEquals("/srv/state/var/spool/dovecot/private/%Ld/%Ln", tree.setting("mail_home"));
        var values = tree.doveconf("-n")
                .out()
                .lines()
                .filter(line -> line.matches(".*[ :=<]/(etc|var|run)/.*"))
                .toList();
        assertEquals(List.of(), values);
    }

    /** A template must not depend on the default layer, which other programs may not have made yet. */
    @Test
    void withoutDefaultsItIsTheSame() throws IOException {
        var withDefaults = render().doveconf("-n").out();
        var without = RenderedTree.of(root, Map.of(), Map.of("mailloft/group", "dovemail"));
        assertEquals(
                withDefaults.replaceAll(
                        "(?m)^((info|debug)_log_path = syslog| +address = 0.0.0.0| +vsz_limit = 256 M)\n", ""),
                without.doveconf("-n").out());
    }
}
