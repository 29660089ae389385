package org.mailloft.directory.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.directory.Directory;
import org.mailloft.directory.DirectoryFailure;
import org.mailloft.directory.DirectorySettings;
import org.mailloft.directory.DirectoryUnavailable;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Filter;
import org.mailloft.directory.Modification;
import org.mailloft.directory.Search;
import org.mailloft.directory.testing.Slapd;
import org.mailloft.directory.testing.TestDirectory;

public class LdapDirectoryIT {

    private static final String ANNA = "uid=anna," + TestDirectory.USERS;

    @TempDir
    Path home;

    TestDirectory server;
    Directory directory;

    @BeforeEach
    void connect() {
        server = startServer(home);
        directory = server.connect();
        directory.add(TestDirectory.user("anna"));
    }

    protected TestDirectory startServer(Path home) {
        return Slapd.start(home);
    }

    @AfterEach
    void close() {
        if (server != null) {
            directory.close();
            server.close();
        }
    }

    @Test
    void searchReturnsAskedAttributes() {
        List<Entry> found = directory.search(Search.below(
                TestDirectory.BASE, Filter.equal("mailPrimaryAddress", "ANNA@example.org"), "uid", "objectClass"));

        assertEquals(1, found.size());
        Entry anna = found.getFirst();
        assertEquals(ANNA, anna.dn());
        assertEquals(List.of("anna"), anna.values("UID"));
        assertTrue(anna.hasObjectClass("univentionmail"));
        assertEquals(2, anna.attributes().size());
    }

    @Test
    void missingEntriesAreEmptyAnswers() {
        assertEquals(Optional.empty(), directory.read("uid=nobody," + TestDirectory.USERS));
        assertEquals(List.of(), directory.search(Search.below("ou=none," + TestDirectory.BASE, Filter.present("uid"))));
    }

    @Test
    void tooManyAnswersAreAnErrorAndNotAPart() {
        directory.add(TestDirectory.user("ben"));
        var search = Search.below(TestDirectory.BASE, Filter.present("uid")).limitedTo(1);
        var failure = assertThrows(DirectoryFailure.class, () -> directory.search(search));
        assertEquals(DirectoryFailure.Reason.LIMIT_EXCEEDED, failure.reason());
    }

    @Test
    void forEachPagesThroughEverything() {
        for (int i = 0; i < 1200; i++) {
            directory.add(TestDirectory.user("user" + i));
        }
        var names = new HashSet<String>();
        directory.forEach(
                Search.below(TestDirectory.BASE, Filter.startsWith("uid", "user"), "uid"),
                entry -> names.addAll(entry.values("uid")));
        assertEquals(1200, names.size());
    }

    @Test
    void passwordsAreCheckedByTheServer() {
        assertTrue(directory.passwordMatches(ANNA, "anna"));
        assertFalse(directory.passwordMatches(ANNA, "wrong"));
        assertFalse(directory.passwordMatches(ANNA, ""));
        assertFalse(directory.passwordMatches("", "anna"));
        assertFalse(directory.passwordMatches("uid=nobody," + TestDirectory.USERS, "anna"));
        assertFalse(directory.passwordMatches("not a name", "anna"));
        assertTrue(directory.passwordMatches(ANNA, "anna"));
    }

    @Test
    void changesArriveAndFailuresSayWhy() {
        directory.modify(ANNA, List.of(Modification.replace("sn", "Grün"), Modification.add("description", "a", "b")));
        assertEquals(List.of("Grün"), directory.read(ANNA).orElseThrow().values("sn"));

        directory.rename(ANNA, "uid=anne", Optional.of(TestDirectory.BASE));
        assertTrue(directory.read("uid=anne," + TestDirectory.BASE).isPresent());
        directory.delete("uid=anne," + TestDirectory.BASE);

        assertReason(DirectoryFailure.Reason.NO_SUCH_OBJECT, () -> directory.delete(ANNA));
        assertReason(DirectoryFailure.Reason.NOT_A_LEAF, () -> {
            directory.add(TestDirectory.user("anna"));
            directory.delete(TestDirectory.USERS);
        });
        assertReason(DirectoryFailure.Reason.ALREADY_EXISTS, () -> directory.add(TestDirectory.user("anna")));
        assertReason(
                DirectoryFailure.Reason.SCHEMA_VIOLATION,
                () -> directory.modify(ANNA, List.of(Modification.replace("noSuchAttribute", "x"))));
        assertReason(
                DirectoryFailure.Reason.NO_SUCH_ATTRIBUTE,
                () -> directory.modify(ANNA, List.of(Modification.remove("description", "x"))));
        assertReason(
                DirectoryFailure.Reason.VALUE_EXISTS,
                () -> directory.modify(ANNA, List.of(Modification.add("sn", "anna"))));
    }

    @Test
    void anotherAccountMayNotChangeAnything() {
        try (var anna = LdapDirectory.of(DirectorySettings.of(server.uri(), ANNA, "anna"))) {
            assertReason(
                    DirectoryFailure.Reason.ACCESS_DENIED,
                    () -> anna.modify(TestDirectory.USERS, List.of(Modification.replace("description", "x"))));
        }
    }

    @Test
    void aRestartedServerIsFoundAgain() {
        server.stop();
        assertThrows(DirectoryUnavailable.class, () -> directory.read(ANNA));
        assertThrows(DirectoryUnavailable.class, () -> directory.passwordMatches(ANNA, "anna"));
        server.start();
        assertTrue(directory.read(ANNA).isPresent());
        assertTrue(directory.passwordMatches(ANNA, "anna"));
    }

    /** A lost connection must never turn into an anonymous one that finds nothing. */
    @Test
    void everyAnswerIsForOurAccountHoweverOftenConnectionsAreLost() {
        var byName = Search.below(TestDirectory.BASE, Filter.equal("uid", "anna"), "uid", "userPassword");
        for (int i = 0; i < 15; i++) {
            server.stop();
            server.start();
            List<Entry> found = directory.search(byName);
            assertEquals(2, found.getFirst().attributes().size());
            directory.modify(ANNA, List.of(Modification.replace("description", "round " + i)));
            assertTrue(directory.passwordMatches(ANNA, "anna"));
        }
    }

    @Test
    void theSecondServerIsAskedWhenTheFirstIsDown() {
        var settings = server.settings();
        var two = new DirectorySettings(
                List.of(URI.create("ldap://127.0.0.1:1"), server.uri()),
                settings.bindDn(),
                settings.password(),
                false,
                Optional.empty(),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                2);
        try (var directory = LdapDirectory.of(two)) {
            assertTrue(directory.read(ANNA).isPresent());
        }
    }

    @Test
    void wrongServiceAccountIsUnavailableAndSaysSo() {
        try (var directory = LdapDirectory.of(DirectorySettings.of(server.uri(), ANNA, "wrong"))) {
            var failure = assertThrows(DirectoryUnavailable.class, () -> directory.read(ANNA));
            assertTrue(failure.getMessage().contains(ANNA), failure::getMessage);
        }
    }

    private static void assertReason(DirectoryFailure.Reason reason, Runnable change) {
        assertEquals(reason, assertThrows(DirectoryFailure.class, change::run).reason());
    }
}
