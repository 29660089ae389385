package org.mailloft.setup.slapd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.directory.DirectoryFailure;
import org.mailloft.directory.DirectorySettings;
import org.mailloft.directory.DirectoryUnavailable;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Filter;
import org.mailloft.directory.Search;
import org.mailloft.directory.client.LdapDirectory;
import org.mailloft.net.CertificateAuthority;
import org.mailloft.net.PemIdentity;
import org.mailloft.setup.host.Program;
import org.mailloft.setup.slapd.LocalDirectory.Kind;

/** A real slapd, configured as Debian's package does it, becomes a mail directory. */
class LocalDirectoryIT {

    private static final String BASE = "dc=example,dc=org";
    private static final String SECRET = "the secret of the host";
    private static final String EXAMPLE = "../docs/examples/first-user.ldif";
    private static final String ANNA = "uid=anna,cn=users," + BASE;

    @TempDir
    Path home;

    private DebianSlapd server;
    private LocalDirectory directory;
    private CertificateAuthority.HostFiles certificate;
    private final List<String> news = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        start("slapd", "");
    }

    private void start(String folder, String entries) throws IOException {
        server = DebianSlapd.start(home.resolve(folder), entries);
        directory = new LocalDirectory(server.socket(), news::add);
        certificate = certificateIn(Duration.ZERO);
    }

    private CertificateAuthority.HostFiles certificateIn(Duration time) throws IOException {
        var clock = Clock.offset(Clock.systemUTC(), time);
        return new CertificateAuthority(home.resolve("ssl"), clock, new SecureRandom())
                .hostFiles("mail.example.org", List.of());
    }

    /** What a new client of slapd is shown. */
    private X509Certificate shown() throws Exception {
        Assumptions.assumeTrue(Program.isInstalled("openssl"), "openssl is not installed");
        var shown = Program.of("openssl", "s_client", "-starttls", "ldap", "-connect", "127.0.0.1:" + server.port())
                .run();
        return PemIdentity.certificates(shown.output()).getFirst();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aFreshOneServesTheMailServer() {
        assertEquals(Kind.FRESH, directory.look().kind());
        var ready = prepare();
        assertEquals(BASE, ready.base());
        try (var asService = as(ready.serviceDn(), SECRET, true)) {
            assertEquals(
                    List.of("example.org"),
                    asService
                            .search(Search.below(BASE, Filter.equal("objectClass", "univentionMailDomainname"), "cn"))
                            .getFirst()
                            .values("cn"));
        }
    }

    @Test
    void whatIsThereStaysWhenItRunsAgain() {
        prepare();
        var configuration = Configuration.read(server.socket());
        news.clear();
        assertEquals(Kind.OURS, directory.look().kind());
        prepare();
        assertEquals(configuration, Configuration.read(server.socket()));
        assertEquals(List.of(), news);
    }

    @Test
    void aRenewedCertificateIsShownAtOnceAndConnectionsStay() throws Exception {
        var ready = prepare();
        try (var connected = as(ready.serviceDn(), SECRET, true)) {
            assertTrue(connected.read(BASE).isPresent());
            var old = shown();
            certificate = certificateIn(Duration.ofDays(380));
            assertEquals(old, shown(), "slapd has read the file by itself");

            directory.readAgain(certificate.cert());
            assertEquals(
                    PemIdentity.certificates(Files.readString(certificate.cert()))
                            .getFirst(),
                    shown());
            assertNotEquals(old, shown());
            assertTrue(connected.read(BASE).isPresent());
        }
    }

    @Test
    void whoShowsAnotherCertificateIsLeftAlone() {
        prepare();
        var before = Configuration.read(server.socket());
        directory.readAgain(Path.of("/etc/ldap/mailloft/slapd.pem"));
        assertEquals(before, Configuration.read(server.socket()));
    }

    @Test
    void aLostSecretIsReplaced() {
        prepare();
        var ready = directory.prepare(directory.look(), wanted("another secret"));
        try (var asService = as(ready.serviceDn(), "another secret", true)) {
            assertTrue(asService.read(BASE).isPresent());
        }
    }

    @Test
    void nobodyLogsInOverAPlainConnection() {
        var ready = prepare();
        try (var plain = as(ready.serviceDn(), SECRET, false)) {
            assertThrows(DirectoryUnavailable.class, () -> plain.read(BASE));
        }
    }

    @Test
    void passwordsAreHashedAndShownToNobody() {
        var ready = prepare();
        addAnna();
        String kept = server.socket()
                .read(ANNA, "userPassword")
                .orElseThrow()
                .first("userPassword")
                .orElseThrow();
        assertTrue(kept.startsWith("{CRYPT}$6$"), kept);
        try (var asService = as(ready.serviceDn(), SECRET, true)) {
            var anna = asService.read(ANNA, "*", "+").orElseThrow();
            assertEquals(Optional.empty(), anna.first("userPassword"));
            assertTrue(anna.first("entryUUID").isPresent());
            assertTrue(asService.passwordMatches(ANNA, "correct horse"));
            assertFalse(asService.passwordMatches(ANNA, "wrong horse"));
        }
    }

    @Test
    void aPersonSeesOnlyHerself() {
        prepare();
        addAnna();
        try (var asAnna = as(ANNA, "correct horse", true)) {
            assertTrue(asAnna.read(ANNA, "uid").isPresent());
            assertEquals(List.of(), asAnna.search(Search.below(BASE, Filter.present("objectClass"), "cn")));
        }
    }

    @Test
    void theExampleOfTheManualIsSomebodyWhoCanLogIn() {
        var ready = prepare();
        Program.of("ldapadd", "-Q", "-Y", "EXTERNAL", "-H", server.socket().uri(), "-f", EXAMPLE)
                .require();
        try (var asService = as(ready.serviceDn(), SECRET, true)) {
            var anna = asService.read(ANNA, "mailPrimaryAddress").orElseThrow();
            assertEquals(List.of("anna@example.org"), anna.values("mailPrimaryAddress"));
            assertTrue(asService.passwordMatches(ANNA, "change-me-7"));
        }
    }

    @Test
    void theAdministratorKeepsHisPassword() {
        prepare();
        try (var asAdministrator = as("cn=admin," + BASE, "of the administrator", true)) {
            assertTrue(asAdministrator.read(BASE).isPresent());
        }
    }

    @Test
    void theAdministratorKeepsHisPasswordWhenTheBaseCannotBe() {
        var before = Configuration.read(server.socket()).databases().getFirst();
        var impossible = new LocalDirectory.Wanted(
                "nosuchattribute=example", "example.org", "mail", SECRET, certificate.cert(), certificate.key());
        assertThrows(DirectoryFailure.class, () -> directory.prepare(directory.look(), impossible));
        var after = Configuration.read(server.socket()).databases().getFirst();
        for (var attribute : List.of("olcSuffix", "olcRootDN", "olcRootPW")) {
            assertEquals(before.values(attribute), after.values(attribute), attribute);
        }
    }

    @Test
    void oneWithSomebodysDataIsNotTouched() throws IOException {
        server.close();
        start("used", """
                dn: ou=people,dc=nodomain
                objectClass: organizationalUnit
                ou: people
                """);
        var finding = directory.look();
        assertEquals(Kind.FOREIGN, finding.kind());
        assertTrue(finding.reason().contains("ou=people,dc=nodomain"), finding::reason);
    }

    private LocalDirectory.Ready prepare() {
        return directory.prepare(directory.look(), wanted(SECRET));
    }

    private LocalDirectory.Wanted wanted(String secret) {
        return new LocalDirectory.Wanted(BASE, "example.org", "mail", secret, certificate.cert(), certificate.key());
    }

    private void addAnna() {
        server.socket()
                .add(Entry.named(ANNA)
                        .with("objectClass", "inetOrgPerson", "univentionMail")
                        .with("uid", "anna")
                        .with("cn", "Anna")
                        .with("sn", "Arndt")
                        .with("mailPrimaryAddress", "anna@example.org")
                        .with("userPassword", "correct horse")
                        .build());
    }

    private LdapDirectory as(String dn, String password, boolean startTls) {
        return LdapDirectory.of(new DirectorySettings(
                List.of(URI.create("ldap://127.0.0.1:" + server.port())),
                dn,
                password,
                startTls,
                Optional.of(certificate.ca()),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                1));
    }
}
