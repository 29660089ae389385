package org.mailloft.directory.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.directory.Directory;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Filter;
import org.mailloft.directory.Modification;
import org.mailloft.directory.Search;
import org.mailloft.directory.sync.FeedStatus;
import org.mailloft.directory.sync.RecordingConsumer;
import org.mailloft.directory.testing.Slapd;
import org.mailloft.directory.testing.TestDirectory;

public class ChangeFeedIT {

    private static final String ANNA = dn("anna");
    private static final String BEN = dn("ben");
    private static final Search MAILBOXES =
            Search.below(TestDirectory.BASE, Filter.present("mailPrimaryAddress"), "*", "+");

    @TempDir
    Path home;

    private final RecordingConsumer consumer = new RecordingConsumer();
    private TestDirectory server;
    private Directory directory;
    private ChangeFeed feed;

    @BeforeEach
    void start() throws InterruptedException {
        server = startServer(home);
        directory = server.connect();
        directory.add(TestDirectory.user("anna"));
        directory.add(TestDirectory.user("ben"));
        follow();
        assertEquals(Set.of(ANNA, BEN), consumer.names());
        consumer.clearEvents();
    }

    protected TestDirectory startServer(Path home) {
        return Slapd.start(home);
    }

    @AfterEach
    void stop() {
        if (feed != null) {
            feed.close();
            directory.close();
            server.close();
        }
    }

    @Test
    void changesArriveAsTheyHappen() throws InterruptedException {
        directory.add(TestDirectory.user("carla"));
        consumer.await("carla", follower -> follower.names().contains(dn("carla")));

        directory.modify(ANNA, List.of(Modification.replace("sn", "New")));
        consumer.await("new name", _ -> entry(ANNA).values("sn").equals(List.of("New")));

        directory.delete(BEN);
        consumer.await("no ben", follower -> !follower.names().contains(BEN));
        assertEquals(FeedStatus.State.FOLLOWING, feed.status().state());
    }

    @Test
    void aRenameKeepsTheIdentity() throws InterruptedException {
        UUID uuid = uuid(ANNA);
        directory.rename(ANNA, "uid=anne", Optional.empty());
        consumer.await("anne", follower -> follower.names().contains(dn("anne")));
        assertEquals(uuid, uuid(dn("anne")));
        assertFalse(consumer.events().contains("remove " + ANNA));
    }

    @Test
    void anEntryThatLeavesTheFilterIsRemovedAndComesBack() throws InterruptedException {
        directory.modify(ANNA, List.of(Modification.remove("mailPrimaryAddress")));
        consumer.await("no anna", follower -> follower.names().equals(Set.of(BEN)));
        directory.modify(ANNA, List.of(Modification.add("mailPrimaryAddress", "anna@example.org")));
        consumer.await("anna again", follower -> follower.names().equals(Set.of(ANNA, BEN)));
    }

    @Test
    void offlineChangesAreCaughtUp() throws InterruptedException {
        feed.close();
        changeEverything();
        follow();
        assertChanged();
    }

    @Test
    void offlineChangesAreCaughtUpAfterARestartOfTheServer() throws InterruptedException {
        feed.close();
        changeEverything();
        server.stop();
        server.start();
        follow();
        assertChanged();
    }

    @Test
    void offlineDeletionsAreFoundWhenTheServerHasForgottenThem() throws InterruptedException {
        feed.close();
        changeEverything();
        server.stop();
        server.forgetHistory();
        server.start();
        follow();
        assertChanged();
    }

    @Test
    void aRestartedServerIsFollowedOn() throws InterruptedException {
        server.stop();
        server.start();
        directory.add(TestDirectory.user("carla"));
        consumer.await("carla", follower -> follower.names().contains(dn("carla")));
        assertTrue(feed.status().lastError().isPresent());
    }

    @Test
    void aServerThatIsAwayForLongIsWaitedForAndNothingComesTwice() throws InterruptedException {
        server.stop();
        consumer.await("several attempts", _ -> feed.status().lastError().isPresent());
        for (int attempt = 0; attempt < 3; attempt++) {
            var before = feed.status().since();
            consumer.await("another attempt", _ -> feed.status().since().isAfter(before));
        }
        server.start();
        consumer.await("back", follower -> follower.events().contains("done"));
        assertEquals(List.of("done"), consumer.events());
        directory.read(ANNA); // which may be repeated: now our own connection is a new one as well
        directory.delete(BEN);
        consumer.await("no ben", follower -> follower.names().equals(Set.of(ANNA)));
    }

    @Test
    void aGarbageCookieGivesEverythingAnew() throws InterruptedException {
        feed.close();
        directory.delete(BEN);
        consumer.useCookie("rid=000,csn=garbage\0\1".getBytes(StandardCharsets.ISO_8859_1));
        follow();
        assertEquals(Set.of(ANNA), consumer.names());
    }

    @Test
    void aCookieAheadOfTheServerGivesEverythingAnew() throws InterruptedException {
        feed.close();
        directory.delete(BEN);
        String ours = new String(consumer.cookie().orElseThrow(), StandardCharsets.ISO_8859_1);
        String ahead = ours.replaceFirst("csn=[0-9]{4}", "csn=9999");
        consumer.useCookie(ahead.getBytes(StandardCharsets.ISO_8859_1));
        follow();
        assertEquals(Set.of(ANNA), consumer.names());
    }

    @Test
    void nothingIsSentTwiceWhenNothingHappened() throws InterruptedException {
        feed.close();
        follow();
        assertEquals(List.of("done"), consumer.events());
    }

    @Test
    void thousandsOfEntriesAndTheirDeletionArrive() throws InterruptedException {
        feed.close();
        for (int i = 0; i < 600; i++) {
            directory.add(TestDirectory.user("user" + i));
        }
        follow();
        assertEquals(602, consumer.names().size());
        feed.close();
        for (int i = 0; i < 300; i++) {
            directory.delete(dn("user" + i));
        }
        server.stop();
        server.forgetHistory();
        server.start();
        follow();
        assertEquals(302, consumer.names().size());
    }

    private void changeEverything() {
        directory.add(TestDirectory.user("carla"));
        directory.add(TestDirectory.user("gone"));
        directory.delete(dn("gone"));
        directory.delete(BEN);
        directory.modify(ANNA, List.of(Modification.replace("sn", "New")));
        directory.rename(ANNA, "uid=anne", Optional.empty());
        directory.add(TestDirectory.user("dora"));
        directory.modify(dn("dora"), List.of(Modification.remove("mailPrimaryAddress")));
    }

    private void assertChanged() {
        assertEquals(Set.of(dn("anne"), dn("carla")), consumer.names());
        assertEquals(List.of("New"), entry(dn("anne")).values("sn"));
    }

    private void follow() throws InterruptedException {
        consumer.clearEvents();
        feed = ChangeFeed.start(server.settings(), MAILBOXES, consumer);
        consumer.await("refresh done", follower -> follower.events().contains("done"));
    }

    private Entry entry(String dn) {
        return consumer.entries().values().stream()
                .filter(entry -> entry.dn().equals(dn))
                .findFirst()
                .orElseThrow();
    }

    private UUID uuid(String dn) {
        return consumer.entries().entrySet().stream()
                .filter(each -> each.getValue().dn().equals(dn))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static String dn(String name) {
        return "uid=" + name + "," + TestDirectory.USERS;
    }
}
