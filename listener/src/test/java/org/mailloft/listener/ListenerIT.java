package org.mailloft.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.directory.Directory;
import org.mailloft.directory.Modification;
import org.mailloft.directory.sync.FeedStatus;
import org.mailloft.directory.testing.Slapd;
import org.mailloft.directory.testing.TestDirectory;
import org.mailloft.listener.console.ConsoleClient;
import org.mailloft.listener.control.FakeControl;
import org.mailloft.listener.control.MailServerControl.Outcome;
import org.mailloft.listener.state.Place;
import org.mailloft.listener.work.HomePolicy;

class ListenerIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path home;

    private final FakeControl control = new FakeControl();
    private TestDirectory server;
    private Directory directory;
    private Listener listener;

    @BeforeEach
    void start() throws InterruptedException {
        server = startServer(home);
        directory = server.connect();
        directory.add(TestDirectory.user("anna"));
        listen();
        await("anna's mailbox", LONG, () -> control.calls().contains("adopted"));
        settle();
        control.clearCalls();
    }

    TestDirectory startServer(Path home) {
        return Slapd.start(home);
    }

    @AfterEach
    void stop() {
        if (listener != null) {
            listener.close();
        }
        if (server != null) {
            directory.close();
            server.close();
        }
    }

    @Test
    void anAddedEntryHasAMailboxWithinASecond() throws InterruptedException {
        directory.add(TestDirectory.user("ben"));
        await("ben's mailbox", SOON, () -> control.has("ben@example.org"));
        assertTrue(control.calls().contains("flush ben@example.org ben"), control.calls()::toString);
    }

    @Test
    void aRemovedAddressEndsSessionsWithinASecond() throws InterruptedException {
        directory.modify(dn("anna"), List.of(Modification.remove("mailPrimaryAddress")));
        await("kick", SOON, () -> control.calls().contains("kick anna@example.org"));
        settle();
        assertEquals("bury private:anna@example.org", control.calls().getLast());
        assertEquals(0, listener.status().present());
    }

    @Test
    void aDeletedEntryEndsSessionsWithinASecond() throws InterruptedException {
        directory.delete(dn("anna"));
        await("kick", SOON, () -> control.calls().contains("kick anna@example.org"));
        await("forgotten", LONG, () -> listener.status().objects() == 0);
    }

    @Test
    void aChangedAddressMovesOn() throws InterruptedException {
        directory.modify(dn("anna"), List.of(Modification.replace("mailPrimaryAddress", "Anne@example.org")));
        await("new mailbox", SOON, () -> control.has("anne@example.org"));
        assertTrue(control.calls().contains("kick anna@example.org"));
    }

    @Test
    void aRenamedEntryKeepsItsMailbox() throws InterruptedException {
        directory.rename(dn("anna"), "uid=anne", Optional.empty());
        await("flush", SOON, () -> control.calls().contains("flush anna@example.org anna anne"));
        settle();
        assertFalse(control.calls().contains("kick anna@example.org"));
    }

    @Test
    void anotherHomeServerTakesTheMailboxAway() throws InterruptedException {
        directory.modify(dn("anna"), List.of(Modification.replace("univentionMailHomeServer", "other.example.org")));
        await("kick", SOON, () -> control.calls().contains("kick anna@example.org"));
        directory.modify(dn("anna"), List.of(Modification.replace("univentionMailHomeServer", "HOST.example.org")));
        await("back", SOON, () -> control.calls().contains("create private:anna@example.org"));
    }

    @Test
    void aChangedPasswordIsAskedForAgain() throws InterruptedException {
        directory.modify(dn("anna"), List.of(Modification.replace("userPassword", "new")));
        await("kick", SOON, () -> control.calls().contains("kick anna@example.org"));
        settle();
        assertEquals(
                List.of("flush anna@example.org anna", "kick anna@example.org", "flush anna@example.org anna"),
                control.calls());
    }

    @Test
    void changesWhileTheListenerIsAwayAreCaughtUp() throws InterruptedException {
        listener.close();
        directory.delete(dn("anna"));
        directory.add(TestDirectory.user("ben"));
        listen();
        await(
                "both",
                LONG,
                () -> control.has("ben@example.org") && control.calls().contains("kick anna@example.org"));
    }

    @Test
    void aRestartWithoutChangesDoesNothing() throws InterruptedException {
        listener.close();
        listen();
        await("following", LONG, () -> listener.status().feed().state() == FeedStatus.State.FOLLOWING);
        settle();
        assertEquals(List.of(), control.calls());
    }

    @Test
    void changesWaitForAMailServerThatIsAway() throws InterruptedException {
        control.everythingIs(new Outcome.Unavailable("no socket"));
        directory.add(TestDirectory.user("ben"));
        await("noticed", LONG, () -> listener.status().serverProblem().isPresent());
        listener.close();
        listen();
        await("noticed again", LONG, () -> listener.status().serverProblem().isPresent());
        assertEquals(1, listener.status().waiting());
        control.works();
        await("ben's mailbox", LONG, () -> control.has("ben@example.org"));
    }

    @Test
    void changesWaitForADirectoryThatIsAway() throws InterruptedException {
        server.stop();
        await("noticed", LONG, () -> listener.status().feed().state() != FeedStatus.State.FOLLOWING);
        server.start();
        directory.read(dn("anna")); // which may be repeated: now our own connection is a new one as well
        directory.add(TestDirectory.user("ben"));
        await("ben's mailbox", LONG, () -> control.has("ben@example.org"));
    }

    @Test
    void aPoisonedObjectIsParkedAndOthersGoOn() throws InterruptedException {
        directory.modify(dn("anna"), List.of(Modification.replace("mailPrimaryAddress", "../../etc@example.org")));
        directory.add(TestDirectory.user("ben"));
        await("ben's mailbox", SOON, () -> control.has("ben@example.org"));
        await("parked", LONG, () -> listener.status().parked().size() == 1);
        assertTrue(listener.status().text().contains("is no mail address"), listener.status()::text);

        directory.modify(dn("anna"), List.of(Modification.replace("mailPrimaryAddress", "anne@example.org")));
        await("anne's mailbox", SOON, () -> control.has("anne@example.org"));
        assertEquals(List.of(), listener.status().parked());
    }

    @Test
    void aClosedAccountEndsSessionsAndKeepsItsMailbox() throws InterruptedException {
        directory.modify(
                dn("anna"),
                List.of(Modification.add("objectClass", "shadowAccount"), Modification.add("shadowExpire", "1")));
        await("kick", SOON, () -> control.calls().contains("kick anna@example.org"));
        settle();
        assertTrue(control.has("anna@example.org"));
    }

    @Test
    void anEntryThatIsNoMailUserAnyMoreLosesItsMailbox() throws InterruptedException {
        directory.modify(
                dn("anna"),
                List.of(
                        Modification.remove("mailPrimaryAddress"),
                        Modification.remove("objectClass", "univentionMail")));
        await("buried", SOON, () -> control.calls().contains("bury private:anna@example.org"));
        await("forgotten", LONG, () -> listener.status().objects() == 0);
    }

    @Test
    void swappedAddressesSwapTheHomes() throws InterruptedException {
        directory.add(TestDirectory.user("ben"));
        await("ben's mailbox", SOON, () -> control.has("ben@example.org"));
        settle();
        listener.answer("pause");
        directory.modify(dn("anna"), List.of(Modification.replace("mailPrimaryAddress", "ben@example.org")));
        directory.modify(dn("ben"), List.of(Modification.replace("mailPrimaryAddress", "anna@example.org")));
        await("noted", LONG, () -> listener.status().waiting() == 2);
        String plan = listener.answer("plan").text();
        assertTrue(plan.contains("move private:anna@example.org to private:ben@example.org"), plan);
        listener.answer("resume");
        settle();
        assertEquals("No differences.\n", listener.answer("diff").text());
        assertEquals(List.of(), control.store().parked());
    }

    @Test
    void aDirectoryThatLostNearlyEverybodyTakesNobodyAway() throws InterruptedException {
        for (int i = 0; i < 9; i++) {
            directory.add(TestDirectory.user("user" + i));
        }
        await("the last one's mailbox", LONG, () -> control.has("user8@example.org"));
        settle();
        listener.close();
        control.clearCalls();
        for (int i = 0; i < 9; i++) {
            directory.delete(dn("user" + i));
        }
        directory.add(TestDirectory.user("new"));
        listen();
        await("the new one's mailbox", LONG, () -> control.has("new@example.org"));
        await("held", LONG, () -> listener.status().guarded().isPresent());
        assertTrue(control.has("user0@example.org") && control.has("user8@example.org"));
        assertTrue(listener.answer("plan").text().contains("(held back)"), listener.answer("plan")::text);

        assertEquals("Released: 9\n", listener.answer("retry --guarded").text());
        settle();
        assertEquals(9, control.store().buried().size());
        assertTrue(control.has("anna@example.org"));
    }

    @Test
    void aPauseSurvivesARestart() throws InterruptedException {
        listener.answer("pause");
        listener.close();
        directory.add(TestDirectory.user("ben"));
        listen();
        await("noted", LONG, () -> listener.status().waiting() == 1);
        assertTrue(listener.status().paused());
        assertFalse(control.has("ben@example.org"));
        listener.answer("resume");
        await("ben's mailbox", LONG, () -> control.has("ben@example.org"));
    }

    @Test
    void everythingCanBeReadAgain() throws InterruptedException {
        assertEquals(0, listener.answer("resync").exitCode());
        await("following", LONG, () -> listener.status().feed().state() == FeedStatus.State.FOLLOWING);
        directory.add(TestDirectory.user("ben"));
        await("ben's mailbox", LONG, () -> control.has("ben@example.org"));
        assertFalse(control.calls().contains("kick anna@example.org"));
    }

    @Test
    void aRunningListenerIsAskedThroughItsSocket() throws IOException, InterruptedException {
        Path state = home.resolve("listener");
        await("it follows", LONG, () -> listener.status().feed().state() == FeedStatus.State.FOLLOWING);
        assertTrue(ConsoleClient.ask(state, "status").orElseThrow().text().contains("directory: following"));
        assertEquals(64, ConsoleClient.ask(state, "dance").orElseThrow().exitCode());
        listener.close();
        assertEquals(Optional.empty(), ConsoleClient.ask(state, "status"));
        listener = null;
    }

    @Test
    void aPlanBeforeTheFirstRunChangesNothing() throws IOException {
        listener.close();
        listener = null;
        directory.add(TestDirectory.user("ben"));
        control.store().unlabelled(new Place.Private("ben@example.org"), "old mail");
        control.store().unlabelled(new Place.Private("ghost@example.org"), "old mail");
        control.clearCalls();
        var elsewhere = settings(home.resolve("never"));
        String plan = offline(elsewhere).plan();
        assertTrue(plan.contains("there is mail without an owner; it is taken over"), plan);
        assertTrue(plan.contains("private:ghost@example.org: nobody has this place, the mail there stays"), plan);
        assertTrue(plan.contains("Objects with something to do: 2"), plan);
        String diff = offline(elsewhere).diff();
        assertTrue(diff.contains("private:ben@example.org: has no label"), diff);
        assertEquals(List.of(), control.calls());
        assertFalse(Files.exists(home.resolve("never")));
    }

    private Offline offline(ListenerSettings settings) throws IOException {
        return Offline.read(settings, MailHost.withoutFolders(control, () -> new HomePolicy(true, true)));
    }

    private ListenerSettings settings(Path state) {
        return new ListenerSettings(server.settings(), TestDirectory.BASE, "host.example.org", state, 10);
    }

    private void listen() {
        listener = Listener.start(
                settings(home.resolve("listener")), MailHost.withoutFolders(control, () -> new HomePolicy(true, true)));
    }

    private void settle() throws InterruptedException {
        await("nothing waits", LONG, () -> listener.status().waiting() == 0);
    }

    private void await(String what, Duration patience, BooleanSupplier condition) throws InterruptedException {
        control.await(what, patience, condition);
    }

    private static String dn(String name) {
        return "uid=" + name + "," + TestDirectory.USERS;
    }
}
