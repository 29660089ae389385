package org.mailloft.directory.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.directory.DirectorySettings;
import org.mailloft.directory.Filter;
import org.mailloft.directory.Search;
import org.mailloft.directory.client.LdapDirectory;
import org.mailloft.directory.testing.Embedded;
import org.mailloft.directory.testing.Slapd;
import org.mailloft.directory.testing.TestDirectory;

class DemoContentIT {

    private static final String ANNA = "uid=anna,cn=users," + DemoContent.BASE;

    @TempDir
    Path home;

    @Test
    void loadsIntoTheEmbeddedDirectory() {
        try (var server = Embedded.start(home)) {
            loadTwice(server);
        }
    }

    @Test
    void loadsIntoSlapd() {
        try (var server = Slapd.start(home)) {
            loadTwice(server);
        }
    }

    private static void loadTwice(TestDirectory server) {
        try (var directory = server.connect()) {
            DemoContent.load(directory, name -> name + "-1");
            DemoContent.load(directory, name -> name + "-2");

            assertTrue(directory.passwordMatches(ANNA, "anna-1"));
            var aliased = Filter.equal("mailAlternativeAddress", "anna.arndt@example.org");
            assertEquals(
                    ANNA,
                    directory
                            .search(Search.below(DemoContent.BASE, aliased))
                            .getFirst()
                            .dn());

            DemoContent.setPasswords(directory, name -> name + "-2");
            assertTrue(directory.passwordMatches(ANNA, "anna-2"));
            assertFalse(directory.passwordMatches(ANNA, "anna-1"));
        }
    }

    @Test
    void aServiceReadsEverythingButPasswords() {
        try (var server = Embedded.start(home);
                var admin = server.connect()) {
            DemoContent.load(admin, name -> name);
            var layout = new DirectoryLayout(DemoContent.BASE);
            layout.ensureService(admin, "mail", "old");
            String account = layout.ensureService(admin, "mail", "new");
            try (var service = LdapDirectory.of(DirectorySettings.of(server.uri(), account, "new"))) {
                var anna = service.read(ANNA).orElseThrow();
                assertEquals(
                        "anna@example.org", anna.first("mailPrimaryAddress").orElseThrow());
                assertTrue(anna.first("userPassword").isEmpty());
                var byHash = Search.below(DemoContent.BASE, Filter.present("userPassword"));
                assertTrue(service.search(byHash).isEmpty());
            }
            try (var anna = LdapDirectory.of(DirectorySettings.of(server.uri(), ANNA, "anna"))) {
                assertEquals(
                        1,
                        anna.search(Search.below(DemoContent.BASE, Filter.present("uid")))
                                .size());
            }
        }
    }
}
