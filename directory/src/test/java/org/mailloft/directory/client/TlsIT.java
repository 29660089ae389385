package org.mailloft.directory.client;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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
            assertThrows(DirectoryUnavailable.class, () -> directory.read(TestDirectory.BASE));
        }
    }

    @Test
    void aCertificateOfSomebodyElseIsRefused() {
        try (var directory = LdapDirectory.of(settings("localhost", "other"))) {
            assertThrows(DirectoryUnavailable.class, () -> directory.read(TestDirectory.BASE));
        }
    }

    @Test
    void aMissingCaFileIsNamed() {
        try (var directory = LdapDirectory.of(settings("localhost", "missing"))) {
            var failure = assertThrows(DirectoryUnavailable.class, () -> directory.read(TestDirectory.BASE));
            assertTrue(failure.getMessage().contains("missing.pem"), failure::getMessage);
        }
    }

    private DirectorySettings settings(String host, String ca) {
        return new DirectorySettings(
                List.of(URI.create("ldap://" + host + ":" + server.uri().getPort())),
                TestDirectory.ADMIN,
                TestDirectory.PASSWORD,
                true,
                Optional.of(home.resolve(ca + ".pem")),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                1);
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
