package org.mailloft.ucr.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailloft.ucr.shipped.Shipped.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** logrotate, rsyslog, fail2ban and systemd read what the templates make for them. */
class HostTemplatesIT {

    private static final String ORIGIN = "mailloft-host";
    private static final String LOGGING = "mail/dovecot/logging/";

    @TempDir
    Path root;

    @Test
    void logrotateReadsIt() throws IOException, InterruptedException {
        Shipped.require("logrotate");
        for (var registry : List.of(
                Map.<String, String>of(),
                Map.of(LOGGING + "syslog_facility", "mail"),
                Map.of(
                        LOGGING + "log_path",
                        "/var/log/a b.log",
                        LOGGING + "info_log_path",
                        "/var/log/mailloft/info",
                        "mailloft/user",
                        "root",
                        "mailloft/group",
                        "root"))) {
            new Shipped(root).write(ORIGIN, registry);
            // as it is on a host: a link in the folder that logrotate includes
            var folder = Files.createDirectories(root.resolve("logrotate.d"));
            Files.deleteIfExists(folder.resolve("mailloft"));
            Files.createSymbolicLink(folder.resolve("mailloft"), root.resolve("etc/logrotate.d/mailloft"));
            Files.setPosixFilePermissions(
                    root.resolve("etc/logrotate.d/mailloft"), PosixFilePermissions.fromString("rw-r--r--"));
            var read = run("logrotate", "-d", "-s", root.resolve("state").toString(), folder.toString());
            assertEquals(0, read.status(), read.err());
            assertTrue(!read.err().contains("error:"), read.err());
            if (registry.containsKey(LOGGING + "log_path")) {
                assertTrue(read.err().contains("considering log /var/log/a b.log"), read.err());
                assertTrue(read.err().contains("considering log /var/log/mailloft/info"), read.err());
            }
        }
    }

    @Test
    void rsyslogReadsIt() throws IOException, InterruptedException {
        Shipped.require("rsyslogd");
        new Shipped(root).write(ORIGIN, Map.of());
        run("rsyslogd", "-N1", "-f", root.resolve("etc/rsyslog.d/mailloft.conf").toString())
                .expectSuccess();
    }

    @Test
    void fail2banFindsFailedLogins() throws IOException, InterruptedException {
        assertEquals(6, matches("""
                2026-11-22T09:27:35.366075+00:00 mail mailloft: imap-login: Disconnected: Aborted login by logging out (auth failed, 1 attempts in 2 secs): user=<ben@example.org>, method=PLAIN, rip=192.0.2.7, lip=192.0.2.1, TLS, session=<ueVbFtpgbNgKTQAC>
                Nov 22 01:02:03 imap-login: Info: Disconnected: Aborted login by logging out (auth failed, 1 attempts in 0 secs): user=<ben@example.org>, method=PLAIN, rip=192.0.2.7, lip=192.0.2.1, TLS, session=<ID>
                Nov 22 01:02:03 pop3-login: Info: Disconnected: Connection closed (auth failed, 3 attempts in 12 secs): user=<>, rip=2001:db8::7, lip=::1, session=<a/B+c>
                Nov 22 01:02:03 managesieve-login: Info: Disconnected: Inactivity (authorization failed, 1 attempts in 2 secs): user=<b>, method=SCRAM-SHA-256, rip=192.0.2.7, lip=192.0.2.1, secured, session=<ID>
                Nov 22 01:02:03 mail mailloft[12]: Nov 22 01:02:03 imap-login: Info: Disconnected: Connection closed (auth failed, 1 attempts in 0 secs): user=<ben>, method=PLAIN, rip=192.0.2.7, lip=192.0.2.1, TLS, session=<ID>
                Nov 22 01:02:03 imap-login: Info: Disconnected: Connection closed: TLS gone: again (auth failed, 1 attempts in 0 secs): user=<ben>, method=PLAIN, rip=192.0.2.7, lip=192.0.2.1, TLS, session=<ID>
                """, "192.0.2.7", "2001:db8::7"));
    }

    @Test
    void fail2banDoesNotMindTheRest() throws IOException, InterruptedException {
        assertEquals(0, matches("""
                Nov 22 01:02:03 imap-login: Info: Disconnected: Connection closed (no auth attempts in 0 secs): user=<>, rip=192.0.2.7, lip=192.0.2.1, TLS, session=<ID>
                Nov 22 01:02:03 imap-login: Info: Login: user=<ben@example.org>, method=PLAIN, rip=192.0.2.7, lip=192.0.2.1, mpid=1, TLS, session=<ID>
                Nov 22 01:02:03 imap(ben@example.org)<1><ID>: Info: Disconnected: Logged out in=10 out=20
                """));
    }

    /** Names of users are chosen by those who want somebody else banned. */
    @Test
    void nameOfAUserBansNobodyElse() throws IOException, InterruptedException {
        assertEquals(2, matches("""
                Nov 22 01:02:03 imap-login: Info: Disconnected: Connection closed (auth failed, 1 attempts in 0 secs): user=<x>, method=PLAIN, rip=198.51.100.1, lip=192.0.2.1, TLS, session=<ID>>, method=PLAIN, rip=192.0.2.7, lip=192.0.2.1, TLS, session=<ID>
                Nov 22 01:02:03 imap-login: Info: Disconnected: Connection closed (auth failed, 1 attempts in 0 secs): user=<x (auth failed, 1 attempts in 0 secs): user=<y>, rip=198.51.100.1, lip=192.0.2.1, session=<>, method=PLAIN, rip=192.0.2.7, lip=192.0.2.1, TLS, session=<ID>
                """, "192.0.2.7"));
    }

    /** @param addresses all that may be found */
    private int matches(String log, String... addresses) throws IOException, InterruptedException {
        Shipped.require("fail2ban-regex");
        new Shipped(root).write(ORIGIN, Map.of());
        var file = Files.writeString(root.resolve("mail.log"), log);
        var filter = root.resolve("etc/fail2ban/filter.d/mailloft.conf").toString();
        var found = run("fail2ban-regex", "-o", "ip", file.toString(), filter);
        found.expectSuccess();
        found.out().lines().forEach(address -> assertTrue(List.of(addresses).contains(address), address));
        return (int) found.out().lines().count();
    }

    @Test
    void fail2banReadsTheJail() throws IOException, InterruptedException {
        Shipped.require("fail2ban-client");
        var log = Files.createFile(root.resolve("mail.log")).toString();
        run(
                        "cp",
                        "-r",
                        "/etc/fail2ban",
                        Files.createDirectories(root.resolve("etc")).toString())
                .expectSuccess();
        Files.deleteIfExists(root.resolve("etc/fail2ban/jail.d/defaults-debian.conf"));
        new Shipped(root)
                .write(
                        ORIGIN,
                        Map.of(
                                "mailloft/fail2ban/enabled",
                                "yes",
                                "mailloft/fail2ban/ignoreip",
                                "10.0.0.0/8 ::1",
                                "mailloft/imap/port",
                                "1430",
                                "mailloft/postfix/submission/port",
                                "5870",
                                LOGGING + "log_path",
                                log));
        var dump = run("fail2ban-client", "-c", root.resolve("etc/fail2ban").toString(), "-d");
        dump.expectSuccess();
        assertTrue(dump.out().contains("'mailloft', 'addlogpath', '" + log + "'"), dump.out());
        assertTrue(dump.out().contains("1430,993,110,995,4190"), dump.out());
        assertTrue(
                Files.readString(root.resolve("etc/fail2ban/jail.d/mailloft.conf"))
                        .contains("port = 25,465,5870\n"),
                "the port where mail is handed in");
        assertTrue(dump.out().contains("'addignoreip', '10.0.0.0/8'"), dump.out());
    }

    @Test
    void systemdReadsTheDropIn() throws IOException, InterruptedException {
        Shipped.require("systemd-analyze");
        new Shipped(root).write(ORIGIN, Map.of("mailloft/java/options", "-Xmx2g -Dx=\"a b\" 100% $HOME"));
        var unit = root.resolve("etc/systemd/system/mailloft.service");
        Files.writeString(unit, "[Service]\nExecStart=/bin/true\n");
        var verified = run("systemd-analyze", "verify", "--man=no", unit.toString());
        assertEquals("", verified.out() + verified.err());
        assertEquals(0, verified.status());
    }

    @Test
    void theServerMayWriteWhereItsLogIs() throws IOException {
        var unit = "etc/systemd/system/mailloft.service.d/50-registry.conf";
        new Shipped(root).write(ORIGIN, Map.of());
        assertFalse(Files.readString(root.resolve(unit)).contains("ReadWritePaths"));
        new Shipped(root)
                .write(
                        ORIGIN,
                        Map.of(
                                LOGGING + "log_path", "/var/log/mailloft/mail.log",
                                LOGGING + "info_log_path", "/srv/log/info",
                                LOGGING + "debug_log_path", "/srv/log/debug"));
        assertEquals(
                List.of("ReadWritePaths=-/srv/log"),
                Files.readAllLines(root.resolve(unit)).stream()
                        .filter(line -> line.startsWith("ReadWritePaths"))
                        .toList());
    }

    @Test
    void javaReadsTheFileOfTheListener() throws IOException {
        new Shipped(root)
                .write(
                        ORIGIN,
                        Map.of(
                                "hostname", "mail",
                                "domainname", "example.org",
                                "ldap/base", "ou=a\\2cb,dc=example,dc=org",
                                "ldap/server/name", "ldap.example.org",
                                "ldap/server/addition", "two.example.org",
                                "mailloft/ldap/binddn", "cn=mail,dc=example,dc=org"));
        var read = listenerSettings();
        assertEquals("/etc/machine.secret", read.get("directory.password_file"));
        assertNull(read.get("registry_root"));
        assertEquals("ou=a\\2cb,dc=example,dc=org", read.get("directory.base"));
        assertEquals("ldap://ldap.example.org:7389 ldap://two.example.org:7389", read.get("directory.uris"));
        assertEquals("cn=mail,dc=example,dc=org", read.get("directory.bind_dn"));
        assertEquals("mail.example.org", read.get("host_name"));
        assertEquals("/run/mailloft/doveadm-server", read.get("mail_server_socket"));
    }

    @Test
    void aListenerInAFolderOfItsOwnFindsAllOfItThere() throws IOException {
        new Shipped(root)
                .write(
                        ORIGIN,
                        Map.of(
                                "ldap/base", "dc=example,dc=org",
                                "mailloft/prefix", "/srv/try",
                                "mailloft/ldap/secret", "/etc/mailloft/service.secret"));
        var read = listenerSettings();
        assertEquals("/srv/try/etc/mailloft/service.secret", read.get("directory.password_file"));
        assertEquals("/srv/try/var/lib/mailloft/listener", read.get("state_folder"));
        assertEquals("/srv/try", read.get("registry_root"));
    }

    private Properties listenerSettings() throws IOException {
        var read = new Properties();
        try (var file = Files.newBufferedReader(root.resolve("etc/mailloft/listener.conf"))) {
            read.load(file);
        }
        return read;
    }

    @Test
    void shellReadsHowServicesStart() throws IOException, InterruptedException {
        new Shipped(root).write(ORIGIN, Map.of("postfix/autostart", "manually"));
        var file = root.resolve("etc/mailloft/autostart").toString();
        assertEquals(
                "yes manually",
                run("sh", "-c", ". " + file + "; echo $mailloft $postfix").out());
    }
}
