package org.mailloft.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.setup.host.HostName;

class HostCertificateTest {

    private static final HostName HOST = HostName.parse("mail.example.org");
    /** The certificate ends 397 days later. */
    private static final Instant INSTALLED = Instant.parse("2026-11-22T10:00:00Z");

    private static final Instant A_WHILE_LATER = INSTALLED.plus(Duration.ofDays(300));
    private static final Instant NEAR_ITS_END = INSTALLED.plus(Duration.ofDays(370));

    @TempDir
    Path root;

    private String group;

    @BeforeEach
    void findAGroup() throws IOException {
        Files.createDirectories(root.resolve("etc/univention"));
        group = Files.readAttributes(root, PosixFileAttributes.class).group().getName();
    }

    @Test
    void itIsRenewedInItsLastMonthAndNotBefore() throws IOException {
        registry("mail/dovecot/ssl/certificate: /etc/mailloft/ssl/host.pem");
        assertTrue(at(INSTALLED).ensure(HOST, group).isNew());
        String first = certificate();
        assertFalse(at(A_WHILE_LATER).renew(HOST, group));
        assertEquals(first, certificate());

        String authority = at(A_WHILE_LATER).authority();
        assertTrue(at(NEAR_ITS_END).renew(HOST, group));
        assertNotEquals(first, certificate());
        assertEquals(authority, at(NEAR_ITS_END).authority());
        assertFalse(at(NEAR_ITS_END).renew(HOST, group));
    }

    @Test
    void whatTheAdministratorNamedInTheRegistryIsLeftAlone() throws IOException {
        at(INSTALLED).ensure(HOST, group);
        String unused = certificate();
        registry("mail/dovecot/ssl/certificate: /etc/ssl/own.pem", "mail/postfix/ssl/certificate: /etc/ssl/own.pem");
        assertEquals(List.of(), at(NEAR_ITS_END).ensure(HOST, group).assignments());
        assertFalse(at(NEAR_ITS_END).renew(HOST, group));
        assertEquals(unused, certificate());
    }

    @Test
    void onePartThatUsesItIsEnough() throws IOException {
        at(INSTALLED).ensure(HOST, group);
        registry(
                "mail/dovecot/ssl/certificate: /etc/ssl/own.pem",
                "mail/postfix/ssl/certificate: /etc/mailloft/ssl/host.pem");
        assertTrue(at(NEAR_ITS_END).renew(HOST, group));
    }

    @Test
    void nothingIsMadeWhereNothingWas() {
        assertFalse(at(INSTALLED).renew(HOST, group));
        assertFalse(at(INSTALLED).renewForDirectory(HOST));
        assertFalse(Files.exists(root.resolve("etc/mailloft")));
        assertFalse(Files.exists(root.resolve("etc/ldap")));
    }

    private HostCertificate at(Instant when) {
        return new HostCertificate(new HostRegistry(root), Clock.fixed(when, ZoneOffset.UTC));
    }

    private void registry(String... lines) throws IOException {
        Files.writeString(
                root.resolve("etc/univention/base.conf"), "# univention_ base.conf\n\n" + String.join("\n", lines));
    }

    private String certificate() throws IOException {
        return Files.readString(root.resolve("etc/mailloft/ssl/host.pem"));
    }
}
