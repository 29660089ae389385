package org.mailloft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.conf.ldap.LdapConf;

class LdapSettingsTest {

    @TempDir
    private Path folder;

    @Test
    void aFileOfAuthoritiesThatIsMissingIsToldBeforeTheFirstLogin() {
        var file = folder.resolve("ca.pem");
        var failure =
                assertThrows(StartFailure.class, () -> LdapSettings.of(conf("ldap://127.0.0.1", "tls = yes", file)));
        assertEquals("LDAP: Can't open tls_ca_cert_file " + file + ": No such file or directory", failure.getMessage());
        assertThrows(StartFailure.class, () -> LdapSettings.of(conf("ldaps://127.0.0.1", "tls = no", file)));
    }

    @Test
    void aFileWithoutACertificateIsTold() throws IOException {
        var file = Files.writeString(folder.resolve("ca.pem"), "root:x:0:0\n");
        assertThrows(StartFailure.class, () -> LdapSettings.of(conf("ldap://127.0.0.1", "tls = yes", file)));
    }

    @Test
    void withoutTlsNobodyReadsTheFile() {
        var settings = LdapSettings.of(conf("ldap://127.0.0.1", "tls = no", folder.resolve("ca.pem")));
        assertEquals(Optional.empty(), settings.caFile());
    }

    private static LdapConf conf(String uri, String tls, Path authorities) {
        return LdapConf.parse(
                "ldap.conf", "uris = " + uri + "\n" + tls + "\ntls_ca_cert_file = " + authorities + "\nbase = dc=x\n");
    }
}
