package org.mailloft.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path folder;

    private CertificateAuthority.HostFiles filesAt(Instant when, String host) throws IOException {
        var authority = new CertificateAuthority(folder, Clock.fixed(when, ZoneOffset.UTC), new SecureRandom());
        return authority.hostFiles(host, List.of("imap.example.org", "10.0.0.7"));
    }

    @Test
    void keysAreForTheOwnerOnly() throws IOException {
        var files = filesAt(NOW, "mail.example.org");
        for (var key : List.of(files.key(), folder.resolve("ca.key"))) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        }
        try (var left = Files.list(folder)) {
            assertEquals(4, left.count());
        }
    }

    @Test
    void hostCertificateNamesTheHostAndLoopback() throws Exception {
        var files = filesAt(NOW, "mail.example.org");
        var host = PemIdentity.of(Files.readString(files.cert()), Files.readString(files.key()), "");
        var names = host.chain().getFirst().getSubjectAlternativeNames().stream()
                .map(name -> name.get(1))
                .toList();
        assertEquals(
                List.of(
                        "mail.example.org",
                        "imap.example.org",
                        "10.0.0.7",
                        "localhost",
                        "127.0.0.1",
                        "0:0:0:0:0:0:0:1"),
                names);
        var authority = PemIdentity.certificates(Files.readString(files.ca())).getFirst();
        host.chain().getFirst().verify(authority.getPublicKey());
        assertEquals(0, authority.getBasicConstraints());
    }

    @Test
    void secondStartKeepsEverything() throws IOException {
        var first = Files.readString(filesAt(NOW, "mail.example.org").cert());
        assertEquals(
                first,
                Files.readString(filesAt(NOW.plus(Duration.ofDays(300)), "mail.example.org")
                        .cert()));
    }

    @Test
    void expiredHostCertificateIsRenewedByTheSameAuthority() throws IOException {
        var files = filesAt(NOW, "mail.example.org");
        var cert = Files.readString(files.cert());
        var authority = Files.readString(files.ca());
        filesAt(NOW.plus(Duration.ofDays(390)), "mail.example.org");
        assertNotEquals(cert, Files.readString(files.cert()));
        assertEquals(authority, Files.readString(files.ca()));
    }

    @Test
    void anotherHostNameAndDamageGiveANewCertificate() throws IOException {
        var files = filesAt(NOW, "mail.example.org");
        var cert = Files.readString(files.cert());
        filesAt(NOW, "post.example.org");
        var renamed = Files.readString(files.cert());
        assertNotEquals(cert, renamed);
        Files.writeString(files.key(), "-----BEGIN PRIVATE KEY-----\nnonsense\n");
        filesAt(NOW, "post.example.org");
        assertNotEquals(renamed, Files.readString(files.cert()));
        assertTrue(Files.readString(files.key()).contains("BEGIN PRIVATE KEY"));
    }

    @Test
    void aCertificateBySomebodyElseStaysEvenWhenItHasExpired() throws Exception {
        var files = filesAt(NOW, "mail.example.org");
        var pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        var name = new X500Name("CN=bought.example.org");
        var certificate = new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(NOW),
                        Date.from(NOW.plus(Duration.ofDays(5))),
                        name,
                        pair.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
        Files.writeString(files.cert(), pem("CERTIFICATE", certificate.getEncoded()));
        Files.writeString(files.key(), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        filesAt(NOW.plus(Duration.ofDays(30)), "post.example.org");
        assertEquals(pem("CERTIFICATE", certificate.getEncoded()), Files.readString(files.cert()));
    }

    private static String pem(String type, byte[] octets) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
    }
}
