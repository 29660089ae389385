package org.mailloft.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.directory.DirectorySettings;
import org.mailloft.directory.client.LdapDirectory;
import org.mailloft.directory.content.DemoContent;
import org.mailloft.directory.testing.Slapd;

class ExistingDirectoryIT {

    @TempDir
    Path home;

    @Test
    void oneThatHasAllItNeeds() {
        try (var slapd = Slapd.start(home)) {
            try (var directory = open(slapd, Slapd.PASSWORD)) {
                DemoContent.load(directory, name -> name + "-password");
                var findings = new ExistingDirectory(directory, Slapd.BASE).look();
                assertEquals(List.of(), findings.problems());
                assertEquals(List.of(DemoContent.MAIL_DOMAIN), findings.mailDomains());
                // the administrator of the database sees everything
                assertTrue(findings.remarks().getFirst().contains("may read passwords"), findings::toString);
            }
        }
    }

    @Test
    void aBaseThatIsNotThere() {
        try (var slapd = Slapd.start(home)) {
            try (var directory = open(slapd, Slapd.PASSWORD)) {
                var findings = new ExistingDirectory(directory, "dc=example,dc=com").look();
                assertEquals(
                        List.of("There is no entry dc=example,dc=com, or the account may not read it."
                                + " The server has dc=example,dc=org."),
                        findings.problems());
            }
        }
    }

    @Test
    void aWrongPassword() {
        try (var slapd = Slapd.start(home)) {
            try (var directory = open(slapd, "wrong")) {
                var findings = new ExistingDirectory(directory, Slapd.BASE).look();
                assertEquals(
                        List.of("The directory refuses to let us in as \"" + Slapd.ADMIN
                                + "\": the password is wrong, or there is no such account."),
                        findings.problems());
            }
        }
    }

    @Test
    void aServerThatIsNotThere() {
        var settings = DirectorySettings.of(URI.create("ldap://127.0.0.1:1"), Slapd.ADMIN, Slapd.PASSWORD);
        try (var directory = LdapDirectory.of(settings)) {
            var findings = new ExistingDirectory(directory, Slapd.BASE).look();
            assertEquals(
                    List.of("Cannot connect to the directory: ldap://127.0.0.1:1: Connection refused."),
                    findings.problems());
        }
    }

    private static LdapDirectory open(Slapd slapd, String password) {
        return LdapDirectory.of(DirectorySettings.of(slapd.uri(), Slapd.ADMIN, password));
    }
}
