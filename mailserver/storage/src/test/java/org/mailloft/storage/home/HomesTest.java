package org.mailloft.storage.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.disk.RealDisk;

class HomesTest {

    private static final String ANNA = "anna@example.org";
    private static final String ANNE = "anne@example.net";
    private static final String PRIVATE_ANNA = "private:anna@example.org";
    private static final String PRIVATE_ANNE = "private:anne@example.net";
    private static final String FLAGS = " [FLAGGED][$Work]";

    @TempDir
    Path root;

    private Estate estate;
    private Homes homes;

    @BeforeEach
    void open() {
        estate = new Estate(root, new RealDisk());
        homes = estate.homes;
    }

    private static void is(HomeOutcome.Kind kind, HomeOutcome outcome) {
        assertEquals(kind, outcome.kind(), outcome::toString);
    }

    private void done(HomeOutcome outcome) {
        is(HomeOutcome.Kind.DONE, outcome);
    }

    private void nothing(HomeOutcome outcome) {
        is(HomeOutcome.Kind.NOTHING, outcome);
    }

    private void refused(HomeOutcome outcome) {
        is(HomeOutcome.Kind.REFUSED, outcome);
    }

    private void unavailable(String address, String id) {
        var failure = assertThrows(MailFailure.class, () -> estate.deliver(address, id, "x"));
        assertEquals(MailFailure.Reason.UNAVAILABLE, failure.reason());
    }

    private List<HomeRow> rows(HomeState state) throws IOException {
        return homes.list(Optional.of(state));
    }

    @Test
    void createMakesAHomeOnceAndWhoComesMakesItsMailboxes() throws IOException {
        done(homes.create("ID-1", "private:Anna@Example.ORG", false));
        nothing(homes.create("id-1", PRIVATE_ANNA, false));
        assertEquals(Map.of("private/example.org/anna", "id-1"), estate.labels());
        assertFalse(Files.exists(estate.home(ANNA).resolve("Maildir")));
        try (var store = estate.stores.open(estate.user(ANNA, "id-1"))) {
            store.status(MailboxName.INBOX);
            store.list();
        }
        assertTrue(Files.isDirectory(estate.home(ANNA).resolve("Maildir/cur")));
        assertTrue(Files.isDirectory(estate.home(ANNA).resolve("Maildir/.Trash")));
        assertTrue(estate.told.isEmpty() || !estate.told.contains("left " + PRIVATE_ANNA));
    }

    @Test
    void aPowerFailureTakesNothingFromAHomeInWhichNobodyWas() throws IOException {
        done(homes.adopted());
        done(homes.create("id-1", PRIVATE_ANNA, false));
        Files.writeString(estate.home(ANNA).resolve("mailloft-id"), ""); // its name is there, its octets are not
        estate = new Estate(root, new RealDisk());
        estate.deliver(ANNA, "id-1", "first");
        assertEquals(Map.of("private/example.org/anna", "id-1"), estate.labels());
    }

    @Test
    void aHomeWithMailThatHasNoLabelIsNobodys() throws IOException {
        done(homes.adopted());
        done(homes.create("id-1", PRIVATE_ANNA, false));
        estate.deliver(ANNA, "id-1", "first");
        Files.delete(estate.home(ANNA).resolve("mailloft-id"));
        estate = new Estate(root, new RealDisk());
        unavailable(ANNA, "id-1");
    }

    @Test
    void directoriesHandTheirGroupDown() throws IOException {
        done(homes.create("id-1", PRIVATE_ANNA, false));
        for (var path = estate.home(ANNA); !path.equals(root); path = path.getParent()) {
            assertEquals(02700, (int) Files.getAttribute(path, "unix:mode") & 07777, path::toString);
        }
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwx---"));
        Files.setAttribute(root, "unix:mode", 02770);
        done(homes.create("team", "public:team@example.org", false));
        assertEquals(
                02770, (int) Files.getAttribute(root.resolve("public/example.org/team/.INBOX"), "unix:mode") & 07777);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna@example.org",
                "private:anna",
                "private:@example.org",
                "private:../../etc@example.org",
                "private:anna@..",
                "private:a/b@example.org",
                "private:.graveyard@example.org",
                "private:a:b@example.org",
                "private:a\u0000@example.org",
                "public:a@b@example.org"
            })
    void whatIsNoPlaceIsRefused(String place) throws IOException {
        refused(homes.create("id-1", place, false));
        assertEquals(Map.of(), estate.labels());
    }

    @Test
    void variablesInAddressesAreText() throws IOException {
        done(homes.create("id-1", "private:%d%h@example.org", false));
        assertEquals(Map.of("private/example.org/%d%h", "id-1"), estate.labels());
    }

    @Test
    void anIdIsNoPath() {
        refused(homes.create("../x", PRIVATE_ANNA, false));
        refused(homes.bury(".", PRIVATE_ANNA, ""));
    }

    @Test
    void foreignHomesAreParkedAndNeverHandedOut() throws IOException {
        estate.deliver(ANNA, "id-1", "hers");
        unavailable(ANNA, "id-2");
        done(homes.create("id-2", PRIVATE_ANNA, false));
        assertEquals(Map.of(), estate.mail(ANNA, "id-2"));
        var parked = rows(HomeState.PARKED).getFirst();
        assertEquals(Optional.of("id-1"), parked.id());
        assertEquals(Optional.of(Place.parse(PRIVATE_ANNA)), parked.place());
        assertTrue(parked.octets().orElseThrow() > 0);
        unavailable(ANNA, "id-1");
    }

    @Test
    void mailWithoutALabelIsAdoptedOrParked() throws IOException {
        estate.deliver(ANNA, "", "old");
        estate.deliver(ANNE, "", "old");
        done(homes.create("id-1", PRIVATE_ANNA, true));
        done(homes.create("id-2", PRIVATE_ANNE, false));
        assertEquals(Map.of(1L, "old" + FLAGS), estate.mail(ANNA, "id-1"));
        assertEquals(Map.of(), estate.mail(ANNE, "id-2"));
        assertEquals(1, rows(HomeState.PARKED).size());
        assertFalse(estate.told.contains("send away " + PRIVATE_ANNA));
    }

    @Test
    void withoutALabelIsServedUntilAllAreAdopted() throws IOException {
        estate.deliver(ANNA, "", "old");
        assertEquals(1, estate.mail(ANNA, "id-1").size());
        done(homes.adopted());
        nothing(homes.adopted());
        unavailable(ANNA, "id-1");
        assertEquals(1, estate.mail(ANNA, "").size());
    }

    @Test
    void moveKeepsUidsFlagsAndKeywords() throws IOException {
        estate.deliver(ANNA, "id-1", "one");
        estate.deliver(ANNA, "id-1", "two");
        done(homes.move("id-1", PRIVATE_ANNA, PRIVATE_ANNE));
        assertEquals(Map.of(1L, "one" + FLAGS, 2L, "two" + FLAGS), estate.mail(ANNE, "id-1"));
        assertEquals(3, estate.deliver(ANNE, "id-1", "three"));
        assertEquals(Map.of("private/example.net/anne", "id-1"), estate.labels());
        nothing(homes.move("id-1", PRIVATE_ANNA, PRIVATE_ANNE));
        assertEquals(
                List.of(
                        "send away " + PRIVATE_ANNA,
                        "send away " + PRIVATE_ANNE,
                        "left " + PRIVATE_ANNA,
                        "arrived " + PRIVATE_ANNE),
                estate.told);
    }

    /** He was looked up before the move, and comes after it. */
    @Test
    void nobodyGetsASecondHomeWhereHeLived() throws IOException {
        estate.deliver(ANNA, "id-1", "one");
        try (var before = estate.stores.open(estate.user(ANNA, "id-1"))) {
            done(homes.move("id-1", PRIVATE_ANNA, PRIVATE_ANNE));
            var failure = assertThrows(MailFailure.class, () -> before.open(MailboxName.INBOX, true));
            assertEquals(MailFailure.Reason.UNAVAILABLE, failure.reason());
        }
        unavailable(ANNA, "id-1");
        assertFalse(Files.exists(estate.home(ANNA)));
        estate.deliver(ANNA, "id-2", "of somebody new");
        done(homes.move("id-2", PRIVATE_ANNA, "private:ben@example.org"));
        done(homes.move("id-1", PRIVATE_ANNE, PRIVATE_ANNA));
        assertEquals(1, estate.mail(ANNA, "id-1").size());
    }

    /** The directory has the new address already, the home has not moved yet. */
    @Test
    void nobodyGetsASecondHomeWhereHeWillLive() throws IOException {
        estate.deliver(ANNA, "id-1", "one");
        unavailable(ANNE, "id-1");
        assertFalse(Files.exists(estate.home(ANNE)));
        done(homes.detach("id-1", PRIVATE_ANNA));
        unavailable(ANNE, "id-1");
        done(homes.move("id-1", PRIVATE_ANNA, PRIVATE_ANNE));
        assertEquals(1, estate.mail(ANNE, "id-1").size());
    }

    @Test
    void openMailboxesAreGoneAfterAMove() throws IOException {
        estate.deliver(ANNA, "id-1", "one");
        try (var store = estate.stores.open(estate.user(ANNA, "id-1"));
                var mailbox = store.open(MailboxName.INBOX, true);
                var incoming = mailbox.receive()) {
            done(homes.move("id-1", PRIVATE_ANNA, PRIVATE_ANNE));
            incoming.write(new byte[200_000], 0, 200_000);
            assertThrows(RuntimeException.class, () -> mailbox.refresh());
            assertFalse(Files.exists(estate.home(ANNA)));
        } catch (MailFailure failure) {
            assertEquals(MailFailure.Reason.NOT_FOUND, failure.reason());
        }
        assertEquals(1, estate.mail(ANNE, "id-1").size());
    }

    @Test
    void whoStaysInsideMakesAMoveBusy() {
        estate.deliver(ANNA, "id-1", "one");
        try (var _ = estate.doors.enter(estate.user(ANNA, "id-1"), estate.home(ANNA))) {
            is(HomeOutcome.Kind.BUSY, homes.move("id-1", PRIVATE_ANNA, PRIVATE_ANNE));
        }
        assertEquals(1, estate.mail(ANNA, "id-1").size());
        done(homes.move("id-1", PRIVATE_ANNA, PRIVATE_ANNE));
    }

    @Test
    void twoCommandsForOneHomeDoNotMeet() {
        try (var _ = estate.doors.claim(java.util.Set.of("id-1")).orElseThrow()) {
            is(HomeOutcome.Kind.BUSY, homes.create("id-1", PRIVATE_ANNA, false));
        }
        done(homes.create("id-1", PRIVATE_ANNA, false));
    }

    @Test
    void aForeignTargetIsParkedAndFoundAgain() throws IOException {
        estate.deliver(ANNA, "id-1", "anna's");
        estate.deliver(ANNE, "id-2", "anne's");
        done(homes.move("id-1", PRIVATE_ANNA, PRIVATE_ANNE));
        assertEquals(Map.of(1L, "anna's" + FLAGS), estate.mail(ANNE, "id-1"));
        done(homes.move("id-2", PRIVATE_ANNE, PRIVATE_ANNA));
        assertEquals(Map.of(1L, "anne's" + FLAGS), estate.mail(ANNA, "id-2"));
        assertEquals(List.of(), rows(HomeState.PARKED));
    }

    @Test
    void twoHomesOfOneIdAreNeverMerged() throws IOException {
        estate.deliver(ANNA, "id-1", "old");
        estate.deliver(ANNE, "", "new");
        Files.writeString(estate.home(ANNE).resolve("mailloft-id"), "id-1\n");
        refused(homes.move("id-1", PRIVATE_ANNA, PRIVATE_ANNE));
        assertEquals(1, estate.mail(ANNA, "id-1").size());
        assertEquals(1, estate.mail(ANNE, "id-1").size());
    }

    @Test
    void anEmptyTwinMakesRoom() throws IOException {
        estate.deliver(ANNA, "id-1", "old");
        done(homes.create("id-1", PRIVATE_ANNE, false));
        done(homes.move("id-1", PRIVATE_ANNA, PRIVATE_ANNE));
        assertEquals(1, estate.mail(ANNE, "id-1").size());
        assertEquals(1, rows(HomeState.PARKED).size());
    }

    @Test
    void addressesAreSwappedThroughLimbo() throws IOException {
        estate.deliver(ANNA, "id-1", "anna's");
        estate.deliver(ANNE, "id-2", "anne's");
        done(homes.detach("id-1", PRIVATE_ANNA));
        assertEquals(
                List.of("id-1"),
                rows(HomeState.LIMBO).stream().map(row -> row.id().get()).toList());
        nothing(homes.detach("id-1", PRIVATE_ANNA));
        done(homes.move("id-2", PRIVATE_ANNE, PRIVATE_ANNA));
        done(homes.move("id-1", PRIVATE_ANNA, PRIVATE_ANNE));
        assertEquals(Map.of(1L, "anna's" + FLAGS), estate.mail(ANNE, "id-1"));
        assertEquals(Map.of(1L, "anne's" + FLAGS), estate.mail(ANNA, "id-2"));
        assertEquals(List.of(), rows(HomeState.LIMBO));
    }

    @Test
    void onlyTheOwnersHomeIsBuried() throws IOException {
        estate.deliver(ANNA, "id-1", "one");
        nothing(homes.bury("id-2", PRIVATE_ANNA, "removed"));
        estate.deliver(ANNE, "", "one");
        nothing(homes.bury("id-2", PRIVATE_ANNE, "removed"));
        done(homes.bury("id-1", PRIVATE_ANNA, "removed\nby hand"));
        nothing(homes.bury("id-1", PRIVATE_ANNA, "removed"));
        var row = rows(HomeState.BURIED).getFirst();
        assertEquals("removed by hand", row.reason());
        assertEquals(Optional.of(estate.now.plus(Duration.ofDays(30))), row.until());
        assertEquals(Optional.of("20261122T054309Z-anna@example.org"), row.name());
    }

    @Test
    void aBuriedHomeComesBackUntilItIsPurged() throws IOException {
        estate.deliver(ANNA, "id-1", "one");
        homes.bury("id-1", PRIVATE_ANNA, "");
        homes.create("id-1", PRIVATE_ANNA, false);
        var name = rows(HomeState.BURIED).getFirst().name().orElseThrow();
        refused(homes.restore("id-1", "nothing", PRIVATE_ANNA));
        refused(homes.restore("id-1", "../x", PRIVATE_ANNA));
        done(homes.restore("id-1", name, PRIVATE_ANNA));
        assertEquals(Map.of(1L, "one" + FLAGS), estate.mail(ANNA, "id-1"));
        homes.bury("id-1", PRIVATE_ANNA, "");
        estate.deliver(ANNA, "id-2", "of somebody else");
        refused(homes.restore("id-1", name, PRIVATE_ANNA));
        estate.now = estate.now.plus(Duration.ofDays(30)).minusSeconds(1);
        assertEquals(List.of(), homes.purge(false));
        estate.now = estate.now.plusSeconds(1);
        assertEquals(1, homes.purge(true).size());
        assertEquals(1, homes.purge(false).size());
        assertEquals(List.of(), rows(HomeState.BURIED));
        assertEquals(Map.of("private/example.org/anna", "id-2"), nonParked());
    }

    private Map<String, String> nonParked() throws IOException {
        var labels = estate.labels();
        labels.keySet().removeIf(path -> path.startsWith(".parked"));
        return labels;
    }

    @Test
    void retentionAndPlacesAreSettings() throws IOException {
        var graves = root.resolve("graves");
        estate = new Estate(
                root,
                new RealDisk(),
                "",
                Map.of("home_graveyard", graves.toString(), "home_graveyard_retention", "2 hours"));
        estate.deliver(ANNA, "id-1", "one");
        done(estate.homes.bury("id-1", PRIVATE_ANNA, ""));
        assertTrue(Files.isDirectory(graves));
        var row = estate.homes.list(Optional.empty()).getFirst();
        assertEquals(Optional.of(estate.now.plus(Duration.ofHours(2))), row.until());
        var never = new Estate(root, new RealDisk(), "", Map.of("home_graveyard_retention", "never"));
        never.now = never.now.plus(Duration.ofDays(40_000));
        assertEquals(List.of(), never.homes.purge(true));
    }

    @Test
    void listTellsOfHomesInUse() throws IOException {
        estate.deliver(ANNA, "id-1", "one");
        homes.create("team", "public:Team Süd@example.org", false);
        var rows = rows(HomeState.ACTIVE);
        assertEquals(
                List.of("id-1 private:anna@example.org", "team public:Team Süd@example.org"),
                rows.stream()
                        .map(row -> row.id().get() + " " + row.place().get())
                        .toList());
    }

    @Test
    void aUsersMailBecomesAPublicFolderAndBack() throws IOException {
        estate.deliver(ANNA, "id-1", "one");
        try (var store = estate.stores.open(estate.user(ANNA, "id-1"))) {
            store.create(MailboxName.of("Plans/2026", '/'));
        }
        Files.writeString(estate.home(ANNA).resolve(".dovecot.sieve"), "keep;");
        done(homes.move("id-1", PRIVATE_ANNA, "public:team@example.org"));
        var folder = root.resolve("public/example.org/team");
        assertTrue(Files.isDirectory(folder.resolve(".INBOX/cur")));
        assertTrue(Files.isRegularFile(folder.resolve(".INBOX/maildirfolder")));
        assertTrue(Files.isDirectory(folder.resolve(".Plans.2026/cur")));
        assertTrue(Files.isRegularFile(folder.resolve(".dovecot.sieve")));
        assertFalse(Files.exists(folder.resolve("Maildir")));
        assertFalse(Files.exists(estate.home(ANNA)));
        done(homes.move("id-1", "public:team@example.org", PRIVATE_ANNE));
        assertEquals(Map.of(1L, "one" + FLAGS), estate.mail(ANNE, "id-1"));
        assertTrue(Files.isDirectory(estate.home(ANNE).resolve("Maildir/.Plans.2026/cur")));
        assertFalse(Files.exists(estate.home(ANNE).resolve("Maildir/maildirfolder")));
        assertTrue(Files.isRegularFile(estate.home(ANNE).resolve(".dovecot.sieve")));
    }

    @Test
    void whatLiesBesideTheHomeGoesAlong() throws IOException {
        var beside = ":INDEX=" + root + "/index/%Ld/%Ln:CONTROL=" + root + "/control/%Ld/%Ln";
        estate = new Estate(root, new RealDisk(), beside, Map.of());
        estate.deliver(ANNA, "id-1", "one");
        assertTrue(Files.exists(root.resolve("control/example.org/anna/.INBOX/dovecot-uidlist")));
        done(estate.homes.move("id-1", PRIVATE_ANNA, PRIVATE_ANNE));
        assertFalse(Files.exists(root.resolve("control/example.org/anna")));
        assertFalse(Files.exists(root.resolve("index/example.org/anna")));
        assertEquals(Map.of(1L, "one" + FLAGS), estate.mail(ANNE, "id-1"));
        assertEquals(2, estate.deliver(ANNE, "id-1", "two"));
        refused(estate.homes.move("id-1", PRIVATE_ANNE, "public:team@example.org"));
        done(estate.homes.bury("id-1", PRIVATE_ANNE, ""));
        assertFalse(Files.exists(root.resolve("control/example.net/anne")));
        estate.deliver(ANNE, "id-2", "other");
        var name = estate.homes
                .list(Optional.of(HomeState.BURIED))
                .getFirst()
                .name()
                .orElseThrow();
        done(estate.homes.restore("id-1", name, PRIVATE_ANNA));
        assertEquals(2, estate.mail(ANNA, "id-1").size());
        assertEquals(1, estate.mail(ANNE, "id-2").size());
    }

    @Test
    void linkedHomesMoveAsLinks() throws IOException {
        var elsewhere = Files.createDirectory(root.resolve("big"));
        Files.createDirectories(estate.home(ANNA).getParent());
        Files.createSymbolicLink(estate.home(ANNA), elsewhere);
        estate.deliver(ANNA, "", "one");
        done(homes.create("id-1", PRIVATE_ANNA, true));
        done(homes.move("id-1", PRIVATE_ANNA, PRIVATE_ANNE));
        assertTrue(Files.isSymbolicLink(estate.home(ANNE)));
        assertEquals(1, estate.mail(ANNE, "id-1").size());
        Files.delete(estate.home(ANNE));
        Files.createSymbolicLink(estate.home(ANNE), Path.of("../../big"));
        refused(homes.move("id-1", PRIVATE_ANNE, PRIVATE_ANNA));
        assertEquals(1, estate.mail(ANNE, "id-1").size());
    }

    @Test
    void nobodyKnowsWhereHomesAreWithoutMailHome() throws IOException {
        var services = new HomeServices(
                new RealDisk(), () -> estate.now, estate.doors, HomeUsers.NONE, estate.stores, Duration.ZERO);
        var none = new Homes(new HomeSettings("", Map.of()), org.mailloft.storage.StorageSettings.DEFAULTS, services);
        refused(none.create("id-1", PRIVATE_ANNA, false));
        assertEquals(List.of(), none.list(Optional.empty()));
        none.recover();
    }

    @Test
    void whatWasParkedComesBackWithItsOwner() throws IOException {
        done(homes.create("id-1", PRIVATE_ANNA, false));
        estate.deliver(ANNA, "id-1", "old");
        done(homes.park("id-1", PRIVATE_ANNA, "has another address"));
        nothing(homes.park("id-1", PRIVATE_ANNA, "has another address"));
        assertEquals("has another address", rows(HomeState.PARKED).getFirst().reason());
        done(homes.create("id-2", PRIVATE_ANNA, false));
        estate.deliver(ANNA, "id-2", "of somebody else");

        done(homes.move("id-1", PRIVATE_ANNA, PRIVATE_ANNA));
        nothing(homes.move("id-1", PRIVATE_ANNA, PRIVATE_ANNA));
        assertEquals(Map.of(1L, "old" + FLAGS), estate.mail(ANNA, "id-1"));
        assertEquals(Optional.of("id-2"), rows(HomeState.PARKED).getFirst().id());
    }

    @Test
    void whatWasParkedStaysThereWhileItsOwnerHasOtherMail() throws IOException {
        done(homes.create("id-1", PRIVATE_ANNA, false));
        estate.deliver(ANNA, "id-1", "old");
        done(homes.park("id-1", PRIVATE_ANNA, "has another address"));
        done(homes.create("id-1", PRIVATE_ANNE, false));
        estate.deliver(ANNE, "id-1", "new");

        nothing(homes.move("id-1", PRIVATE_ANNA, PRIVATE_ANNE));
        assertEquals(Map.of(1L, "new" + FLAGS), estate.mail(ANNE, "id-1"));
        assertEquals(1, rows(HomeState.PARKED).size());
    }

    @Test
    void onlyTheOwnHomeIsParked() throws IOException {
        done(homes.create("id-1", PRIVATE_ANNA, false));
        nothing(homes.park("id-2", PRIVATE_ANNA, "has another address"));
        assertEquals(List.of(), rows(HomeState.PARKED));
    }

    @Test
    void whatOthersGaveGoesWithThePersonAndNotWithTheAddress() {
        done(homes.create("id-1", PRIVATE_ANNA, false));
        assertEquals(List.of(), estate.renamed);
        done(homes.move("id-1", PRIVATE_ANNA, "private:anna.new@example.org"));
        assertEquals(List.of("anna@example.org is former-id-1", "former-id-1 is anna.new@example.org"), estate.renamed);
        estate.renamed.clear();
        done(homes.bury("id-1", "private:anna.new@example.org", "test"));
        done(homes.create("id-2", "private:anna.new@example.org", false));
        done(homes.create("id-1", PRIVATE_ANNA, false));
        assertEquals(List.of("anna.new@example.org is former-id-1", "former-id-1 is anna@example.org"), estate.renamed);
    }

    @Test
    void whatOthersGaveWaitsForWhoIsPutAside() {
        done(homes.create("id-1", PRIVATE_ANNA, false));
        done(homes.create("id-2", PRIVATE_ANNA, false));
        assertEquals(List.of("anna@example.org is former-id-1"), estate.renamed);
    }
}
