package org.mailloft.directory.client;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.directory.DirectorySettings;
import org.mailloft.directory.DirectoryUnavailable;
import org.mailloft.directory.testing.Slapd;
import org.mailloft.directory.testing.TestDirectory;

/** STARTTLS with a slapd whose certificate names {@code localhost}. */
class TlsIT {

    @TempDir
    Path home;

    private Slapd server;

    @BeforeEach
    void start() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed");
        makeCertificate("right", "localhost");
        makeCertificate("other", "localhost");
        server = Slapd.start(
                home,
                "TLSCertificateFile " + home.resolve("right.pem"),
                "TLSCertificateKeyFile " + home.resolve("right.key"));
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aTrustedCertificateOfThatNameIsAccepted() {
        try (var directory = LdapDirectory.of(settings("localhost", "right"))) {
            assertTrue(directory.read(TestDirectory.BASE).isPresent());
        }
    }

    @Test
    void aCertificateOfAnotherNameIsRefused() {
        try (var directory = LdapDirectory.of(settings("127.0.0.1", "right"))) {
            assertReason("its certificate is not for the name 127.0.0.1", directory);
        }
    }

    @Test
    void aCertificateOfSomebodyElseIsRefused() {
        try (var directory = LdapDirectory.of(settings("localhost", "other"))) {
            assertReason("its certificate is not by an authority that is trusted", directory);
        }
    }

    @Test
    void aMissingCaFileIsNamed() {
        try (var directory = LdapDirectory.of(settings("localhost", "missing"))) {
            assertReason("missing.pem cannot be read", directory);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
    void aCaFileWithoutACertificateIsNamed(String text) throws IOException {
        var file = Files.writeString(home.resolve("text.pem"), text);
        try (var directory = LdapDirectory.of(settings("localhost", "text"))) {
            assertReason("there is no certificate of an authority in " + file, directory);
        }
    }

    @Test
    void whoLogsInNowhereIsToldWhy() {
        var wrong = at("ldap://localhost:" + port(), Duration.ofSeconds(5), "wrong", "right");
        try (var directory = LdapDirectory.of(wrong)) {
            assertReason("the password is wrong, or there is no such account", directory);
        }
    }

    @Test
    void aServerThatDoesNotSpeakTlsIsNamed() {
        try (var directory = LdapDirectory.of(at("ldaps://localhost:" + port(), Duration.ofSeconds(5)))) {
            assertReason("it does not answer in TLS", directory);
        }
        server.close();
        server = Slapd.start(home.resolve("plain"));
        try (var directory = LdapDirectory.of(settings("localhost", "right"))) {
            assertReason("it does not know StartTLS", directory);
        }
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws IOException {
        var limit = Duration.ofMillis(500);
        try (var directory = LdapDirectory.of(at("ldap://nowhere.invalid", limit))) {
            assertReason("ldap://nowhere.invalid: there is no host of this name", directory);
        }
        try (var directory = LdapDirectory.of(at("ldap://127.0.0.1:1", limit))) {
            assertReason("ldap://127.0.0.1:1: Connection refused", directory);
        }
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var directory = LdapDirectory.of(at("ldap://127.0.0.1:" + silent.getLocalPort(), limit))) {
            assertReason("no answer in time", directory);
        }
    }

    private static void assertReason(String words, LdapDirectory directory) {
        var failure = assertThrows(DirectoryUnavailable.class, () -> directory.read(TestDirectory.BASE));
        assertTrue(failure.getMessage().endsWith(words), failure::getMessage);
    }

    private int port() {
        return server.uri().getPort();
    }

    private DirectorySettings at(String uri, Duration limit) {
        return at(uri, limit, TestDirectory.PASSWORD, "right");
    }

    private DirectorySettings at(String uri, Duration limit, String password, String ca) {
        return new DirectorySettings(
                List.of(URI.create(uri)),
                TestDirectory.ADMIN,
                password,
                true,
                Optional.of(home.resolve(ca + ".pem")),
                limit,
                limit,
                1);
    }

    private DirectorySettings settings(String host, String ca) {
        return at("ldap://" + host + ":" + port(), Duration.ofSeconds(5), TestDirectory.PASSWORD, ca);
    }

    private void makeCertificate(String name, String host) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        "/usr/bin/openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=" + name,
                        "-addext",
                        "subjectAltName=DNS:" + host,
                        "-keyout",
                        home.resolve(name + ".key").toString(),
                        "-out",
                        home.resolve(name + ".pem").toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("openssl.log").toFile())
                .start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "openssl does not end");
    }
}
