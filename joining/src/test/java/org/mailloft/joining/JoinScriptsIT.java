package org.mailloft.joining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.directory.Directory;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Filter;
import org.mailloft.directory.Search;
import org.mailloft.directory.testing.Slapd;
import org.mailloft.directory.testing.TestDirectory;

/** The join scripts with a slapd that has the mail schema and shows a certificate. */
class JoinScriptsIT {

    private static final String SMTP = "67mailloft-postfix.inst";
    private static final String IMAP = "82mailloft-server.inst";
    private static final String NO_SMTP = "18mailloft-postfix-uninstall.uinst";
    private static final String BASE = TestDirectory.BASE;
    private static final String HOST = "cn=mail,cn=computers," + BASE;
    private static final String ROOT_AT_SOCKET = "gidNumber=0+uidNumber=0,cn=peercred,cn=external,cn=auth";
    private static final String SMTP_DONE = "mailloft-postfix v1 successful\n";

    @TempDir
    static Path certificates;

    @TempDir
    Path home;

    private Slapd slapd;
    private Directory directory;
    private JoiningHost host;
    private String[] administrator;

    @BeforeAll
    static void makeCertificates() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/ldapmodify")), "ldap-utils is not installed");
        makeCertificate("right");
        makeCertificate("other");
    }

    private static void makeCertificate(String name) throws IOException, InterruptedException {
        // by address: the LDAP tools take localhost for the full name of the host
        var command = "/usr/bin/openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test"
                + " -addext subjectAltName=IP:127.0.0.1 -keyout " + name + ".key -out " + name + ".pem";
        var process = new ProcessBuilder(command.split(" "))
                .directory(certificates.toFile())
                .redirectErrorStream(true)
                .redirectOutput(certificates.resolve("log").toFile())
                .start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "openssl does not end");
    }

    @BeforeEach
    void start() throws IOException {
        slapd = Slapd.start(
                home.resolve("slapd"),
                "TLSCertificateFile " + certificates.resolve("right.pem"),
                "TLSCertificateKeyFile " + certificates.resolve("right.key"),
                "access to * by dn.exact=" + ROOT_AT_SOCKET + " manage by * read");
        directory = slapd.connect();
        directory.add(container("computers", BASE));
        directory.add(Entry.named(HOST)
                .with("objectClass", "top", "organizationalRole", "simpleSecurityObject")
                .with("cn", "mail")
                .with("userPassword", "machine")
                .build());
        host = new JoiningHost(home.resolve("host"));
        host.registry(
                "ldap/base: " + BASE,
                "ldap/hostdn: " + HOST,
                "domainname: example.org",
                "mailloft/ldap/uris: " + slapd.uri(),
                "mail/dovecot/auth/ldap/cafile: " + certificates.resolve("right.pem"));
        // with the line end that editors leave, and something else
        var password = host.file("root/password", TestDirectory.PASSWORD + "\r\n# of the administrator\n");
        administrator = new String[] {"--binddn", TestDirectory.ADMIN, "--bindpwdfile", password.toString()};
    }

    @AfterEach
    void close() {
        if (directory != null) {
            directory.close();
        }
        if (slapd != null) {
            slapd.close();
        }
    }

    @Test
    void aFirstRunMakesTheMailDomainAndNotesTheService() throws Exception {
        assertEnds(0, host.script(SMTP, administrator));
        assertEquals(SMTP_DONE, host.status());
        assertEquals(List.of("SMTP"), services());
        var domain = directory.read("cn=example.org,cn=domain,cn=mail," + BASE).orElseThrow();
        assertEquals("mail/domain", domain.first("univentionObjectType").orElseThrow());
    }

    @Test
    void bothScriptsTogetherNoteBothServices() throws Exception {
        assertEnds(0, joinEverything());
        assertEquals(List.of("IMAP", "SMTP"), services());
        assertEquals(SMTP_DONE + "mailloft-server v1 successful\n", host.status());
    }

    @ParameterizedTest
    @ValueSource(strings = {SMTP_DONE, "mailloft-postfix v7 successful\n"})
    void whatIsDoneInThisOrANewerVersionIsNotRunAgain(String status) throws Exception {
        host.setStatus(status);
        assertEnds(0, host.script(SMTP, administrator));
        assertEquals(status, host.status());
        assertEquals("", host.calls());
    }

    @Test
    void aNewerVersionOfTheScriptRuns() throws Exception {
        host.setStatus(SMTP_DONE);
        host.edit(SMTP, "VERSION=1", "VERSION=2");
        assertEnds(0, host.script(SMTP, administrator));
        assertEquals(SMTP_DONE + "mailloft-postfix v2 successful\n", host.status());
        assertEquals(List.of("SMTP"), services());
    }

    @Test
    void linesOfOthersStayAndALineThatWasCutOffHarmsNobody() throws Exception {
        host.setStatus("other v3 successful\nmailloft-postfix v1 succ");
        assertEnds(0, host.script(SMTP, administrator));
        assertEquals("other v3 successful\nmailloft-postfix v1 succ\n" + SMTP_DONE, host.status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"domaincontroller_master", "domaincontroller_backup"})
    void aNodeThatMayWriteNeedsNobodysPassword(String role) throws Exception {
        host.registry("server/role: " + role);
        host.file("etc/ldap.secret", TestDirectory.PASSWORD);
        assertEnds(0, host.script(SMTP));
        assertEquals(List.of("SMTP"), services());
    }

    @Test
    void rootJoinsAHostWithADirectoryOfItsOwn() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        host.link("run/slapd/ldapi", slapd.socket());
        assertEnds(0, host.join("run"));
        assertEquals(List.of("IMAP", "SMTP"), services());
        assertEquals(List.of("example.org"), mailDomains());
    }

    @ParameterizedTest
    @ValueSource(strings = {"memberserver", "domaincontroller_slave", ""})
    void anyOtherHostStaysPendingUntilSomebodyLogsIn(String role) throws Exception {
        host.registry("server/role: " + role);
        var result = host.script(SMTP);
        assertEnds(1, result);
        assertTrue(result.text().contains("mailloft-join --binddn"), result::text);
        assertEquals("", host.status());
        assertEquals(List.of(), services());
    }

    @Test
    void aHostWithoutDirectoryStaysPending() throws Exception {
        host.file("ucr", "");
        assertEnds(1, host.script(SMTP));
    }

    @Test
    void aWrongPasswordIsAWrongCall() throws Exception {
        host.file("root/password", "wrong");
        var result = host.script(SMTP, administrator);
        assertEnds(2, result);
        assertTrue(result.text().contains("does not accept the password of " + TestDirectory.ADMIN), result::text);
        assertEquals("", host.status());
    }

    @Test
    void anEmptyPasswordIsAWrongCall() throws Exception {
        host.file("root/password", "\n");
        assertEnds(2, host.script(SMTP, administrator));
    }

    @Test
    void somebodyWhoMayNotWriteIsAWrongCall() throws Exception {
        host.file("root/password", "machine");
        assertEnds(2, host.script(SMTP, "--binddn", HOST, "--bindpwdfile", administrator[3]));
        assertEquals("", host.status());
        assertEquals(List.of(), services());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--binddn",
                "--binddn cn=admin",
                "--bindpwdfile /dev/null",
                "--binddn cn=admin --bindpwdfile /missing",
                "--binddn cn=admin --bindpwd secret",
                "--help",
                "nonsense",
            })
    void otherArgumentsAreAWrongCall(String arguments) throws Exception {
        assertEnds(2, host.script(SMTP, arguments.split(" ")));
    }

    @Test
    void aDirectoryThatIsAwayIsTriedLater() throws Exception {
        slapd.stop();
        assertEnds(1, host.script(SMTP, administrator));
        assertEquals("", host.status());
    }

    @Test
    void aDirectoryThatCannotProveWhoItIsIsTriedLater() throws Exception {
        host.file("ucr", host.read("ucr").replace("right.pem", "other.pem"));
        assertEnds(1, host.script(SMTP, administrator));
        assertEquals("", host.status());
    }

    @Test
    void passwordsAreNoArguments() throws Exception {
        assertEnds(0, joinEverything());
        assertTrue(host.calls().contains("ldapmodify"), host.calls());
        assertFalse(host.calls().contains(TestDirectory.PASSWORD), host.calls());
    }

    @Test
    void severalAtOnceDoItOnce() throws Exception {
        var running = new ArrayList<Process>();
        for (int i = 0; i < 4; i++) {
            running.add(host.startScript(SMTP, administrator));
        }
        for (var process : running) {
            assertEnds(0, JoiningHost.finish(process));
        }
        assertEquals(SMTP_DONE, host.status());
        assertEquals(List.of("SMTP"), services());
    }

    @Test
    void whatIsThereAlreadyStays() throws Exception {
        directory.add(container("mail", BASE));
        directory.add(container("domain", "cn=mail," + BASE));
        assertEnds(0, host.script(SMTP, administrator));
        host.setStatus("");
        assertEnds(0, host.script(SMTP, administrator));
        assertEquals(List.of("example.org"), mailDomains());
        assertEquals(List.of("SMTP"), services());
    }

    @Test
    void whyAnEntryCannotBeMadeIsSaid() throws Exception {
        host.registry("ldap/base: dc=example,dc=net");
        host.file("ucr", host.read("ucr").replace("ldap/base: " + BASE + "\n", ""));
        var result = host.script(SMTP, administrator);
        assertEnds(1, result);
        assertTrue(result.text().contains("No such object"), result::text);
    }

    @Test
    void whereThereIsAMailDomainNoneIsMade() throws Exception {
        directory.add(container("elsewhere", BASE));
        directory.add(Entry.named("cn=old.example,cn=elsewhere," + BASE)
                .with("objectClass", "univentionMailDomainname")
                .with("cn", "old.example")
                .build());
        assertEnds(0, host.script(SMTP, administrator));
        assertEquals(List.of("old.example"), mailDomains());
        assertTrue(directory.read("cn=mail," + BASE).isEmpty());
    }

    @Test
    void theRegistryNamesTheFirstMailDomains() throws Exception {
        host.registry("mail/default/domains: One.example, two.example");
        assertEnds(0, host.script(SMTP, administrator));
        assertEquals(List.of("one.example", "two.example"), mailDomains());
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.net x=users", "*", "-example.net"})
    void whatIsNoNameOfADomainIsRefused(String domains) throws Exception {
        host.registry("mail/default/domains: " + domains);
        assertEnds(1, host.script(SMTP, administrator));
        assertEquals(List.of(), mailDomains());
    }

    @Test
    void theServicesGetThePasswordOfToday() throws Exception {
        host.file("etc/postfix/ldap.groups", "");
        assertEnds(0, host.script(IMAP, administrator));
        assertTrue(
                host.calls().contains("ucr commit /etc/mailloft/mailloft-ldap.conf.ext /etc/postfix/ldap.groups\n"),
                host.calls());
    }

    @Test
    void unjoiningTakesTheServiceBackAndNothingElse() throws Exception {
        assertEnds(0, joinEverything());
        assertEnds(0, host.script(NO_SMTP, administrator));
        assertEquals(List.of("IMAP"), services());
        assertEquals("mailloft-server v1 successful\n", host.status());
        assertEquals(List.of("example.org"), mailDomains());

        assertEnds(0, host.script(NO_SMTP, administrator));
        assertEnds(0, host.script(SMTP, administrator));
        assertEquals(List.of("IMAP", "SMTP"), services());
    }

    @Test
    void theFunctionsOfTheHostComeFirst() throws Exception {
        host.file("usr/share/univention-join/joinscripthelper.lib", """
                joinscript_init() { :; }
                joinscript_save_current_version() { echo saved by the host; }
                die() { exit 1; }
                """);
        host.file("usr/share/univention-lib/ldap.sh", "ucs_addServiceToLocalhost() { echo \"$1 for $3\"; }\n");
        var result = host.script(IMAP, administrator);
        assertEquals(new JoiningHost.Result(0, "IMAP for " + TestDirectory.ADMIN + "\nsaved by the host\n"), result);
    }

    @Test
    void servicesThatNobodyHasAreKnown() throws Exception {
        assertEnds(0, host.script(IMAP, administrator));
        var lines = "VERSION=1\njoin_begin " + String.join(" ", administrator)
                + "\nfor name in IMAP POP3; do ucs_isServiceUnused $name && echo $name; done\nexit 0";
        assertEquals(new JoiningHost.Result(0, "POP3\n"), host.bash(lines));
    }

    private JoiningHost.Result joinEverything() throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of(administrator));
        arguments.add("run");
        return host.join(arguments.toArray(String[]::new));
    }

    private static void assertEnds(int code, JoiningHost.Result result) {
        assertEquals(code, result.code(), result.text());
    }

    private static Entry container(String name, String above) {
        return Entry.named("cn=" + name + "," + above)
                .with("objectClass", "top", "organizationalRole")
                .with("cn", name)
                .build();
    }

    private List<String> services() {
        return directory.read(HOST).orElseThrow().values("univentionService").stream()
                .sorted()
                .toList();
    }

    private List<String> mailDomains() {
        return directory
                .search(Search.below(BASE, Filter.equal("objectClass", "univentionMailDomainname"), "cn")
                        .limitedTo(100))
                .stream()
                .map(entry -> entry.first("cn").orElseThrow())
                .sorted()
                .toList();
    }
}
