package org.mailloft.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.mailloft.listener.control.FakeControl;
import org.mailloft.listener.control.MailServerControl.Outcome;
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
        await("anna's mailbox", LONG, () -> control.has("anna@example.org"));
        settle();
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
        assertEquals("flush anna@example.org anna", control.calls().getLast());
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
        await("flush", SOON, () -> control.calls().equals(List.of("flush anna@example.org anna")));
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

    private void listen() {
        var settings = new ListenerSettings(
                server.settings(), TestDirectory.BASE, "host.example.org", home.resolve("listener"), 10);
        listener = Listener.start(settings, control, () -> new HomePolicy(true, true));
    }

    private void settle() throws InterruptedException {
        await("nothing waits", LONG, () -> listener.status().waiting() == 0);
        if (control.calls().contains("create private:anna@example.org")
                && control.calls().size() == 2) {
            control.clearCalls();
        }
    }

    private void await(String what, Duration patience, BooleanSupplier condition) throws InterruptedException {
        control.await(what, patience, condition);
    }

    private static String dn(String name) {
        return "uid=" + name + "," + TestDirectory.USERS;
    }
}
