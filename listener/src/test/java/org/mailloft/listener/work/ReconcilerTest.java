package org.mailloft.listener.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.listener.control.FakeControl;
import org.mailloft.listener.control.MailServerControl.Outcome;
import org.mailloft.listener.state.Mailbox;
import org.mailloft.listener.state.ObjectState;
import org.mailloft.listener.state.Place;
import org.mailloft.listener.state.StateStore;
import org.mailloft.listener.state.Wanted;
import org.mailloft.listener.user.Credentials;
import org.mailloft.listener.user.Users;

class ReconcilerTest {

    private static final UUID ANNA = new UUID(0, 1);
    private static final UUID BEN = new UUID(0, 2);

    @TempDir
    Path folder;

    private final FakeControl control = new FakeControl();
    private HomePolicy policy = new HomePolicy(true, true);
    private StateStore store;
    private Reconciler reconciler;

    @BeforeEach
    void open() throws IOException {
        store = StateStore.open(folder);
        store.adopted();
        reconciler = reconciler();
        reconciler.refreshing(false);
    }

    private Reconciler reconciler() {
        var users = new Users(
                "host.example.org",
                new Credentials(new byte[] {1}, InstantSource.system()),
                control,
                () -> policy,
                () -> !store.isAdopted());
        return new Reconciler(store, control, List.of(users), 10);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void whatIsWantedIsDoneOnce() {
        wants(ANNA, "anna@example.org");
        reconciler.reconcile(ANNA);
        reconciler.reconcile(ANNA);
        assertEquals(List.of("flush anna@example.org login", "create private:anna@example.org"), control.calls());
        assertFalse(store.get(ANNA).orElseThrow().isOpen());
    }

    @Test
    void stepsInBetweenAreSkipped() {
        wants(ANNA, "one@example.org");
        reconciler.reconcile(ANNA);
        control.clearCalls();
        wants(ANNA, "two@example.org");
        wants(ANNA, "three@example.org");
        reconciler.reconcile(ANNA);
        assertTrue(control.calls().contains("kick one@example.org"));
        assertFalse(control.has("two@example.org"));
        assertTrue(control.has("three@example.org"));
    }

    @Test
    void aRefusedObjectIsParkedWithItsReasonAfterSomeAttempts() {
        control.fails("create private:anna@example.org", new Outcome.Refused("no luck"));
        wants(ANNA, "anna@example.org");
        for (int i = 0; i < Reconciler.ATTEMPTS_BEFORE_PARKING; i++) {
            assertTrue(store.get(ANNA).orElseThrow().parked().isEmpty(), "attempt " + i);
            reconciler.reconcile(ANNA);
        }
        assertEquals(Optional.of("no luck"), store.get(ANNA).orElseThrow().parked());

        control.works();
        wants(ANNA, "other@example.org");
        reconciler.reconcile(ANNA);
        assertTrue(store.get(ANNA).orElseThrow().parked().isEmpty());
    }

    @Test
    void aServerThatIsAwayParksNobody() {
        control.everythingIs(new Outcome.Unavailable("connection refused"));
        wants(ANNA, "anna@example.org");
        for (int i = 0; i < 3 * Reconciler.ATTEMPTS_BEFORE_PARKING; i++) {
            reconciler.reconcile(ANNA);
        }
        assertTrue(store.get(ANNA).orElseThrow().parked().isEmpty());
        assertEquals(Optional.of("connection refused"), reconciler.serverProblem());

        control.works();
        reconciler.reconcile(ANNA);
        assertTrue(control.has("anna@example.org"));
        assertEquals(Optional.empty(), reconciler.serverProblem());
    }

    @Test
    void aTemporaryFailureNeverParks() {
        control.fails("create private:anna@example.org", new Outcome.Later("try again"));
        wants(ANNA, "anna@example.org");
        for (int i = 0; i < 3 * Reconciler.ATTEMPTS_BEFORE_PARKING; i++) {
            reconciler.reconcile(ANNA);
        }
        assertTrue(store.get(ANNA).orElseThrow().parked().isEmpty());
    }

    @Test
    void anAddressInUseWaitsUntilItIsGivenUp() {
        wants(ANNA, "info@example.org");
        reconciler.reconcile(ANNA);
        wants(BEN, "info@example.org");
        reconciler.reconcile(BEN);
        assertEquals(
                Optional.of("private:info@example.org is in use by dn of " + ANNA),
                store.get(BEN).orElseThrow().parked());

        control.clearCalls();
        wants(ANNA, "anna@example.org");
        reconciler.reconcile(ANNA);
        assertEquals(1, reconciler.queued(), "Ben is woken");
        reconciler.reconcile(BEN);
        assertTrue(control.calls().contains("create private:info@example.org"));
        assertEquals(
                BEN,
                store.holder(new Place.Private("info@example.org"))
                        .orElseThrow()
                        .uuid());
    }

    @Test
    void aMalformedEntryIsParkedAndKeepsItsMailbox() {
        wants(ANNA, "anna@example.org");
        reconciler.reconcile(ANNA);
        control.clearCalls();
        store.update(ANNA, state -> state.wants("dn", new Wanted.Malformed("bad address")));
        reconciler.reconcile(ANNA);
        assertEquals(List.of(), control.calls());
        assertEquals(Optional.of("bad address"), store.get(ANNA).orElseThrow().parked());
        assertEquals(
                ANNA,
                store.holder(new Place.Private("anna@example.org"))
                        .orElseThrow()
                        .uuid());
    }

    @Test
    void delaysGrowAndHaveAnEnd() {
        assertEquals(Duration.ofMillis(100), Reconciler.delayAfter(1));
        assertEquals(Duration.ofMillis(400), Reconciler.delayAfter(2));
        assertEquals(Duration.ofMinutes(1), Reconciler.delayAfter(8));
        assertEquals(Duration.ofMinutes(1), Reconciler.delayAfter(Integer.MAX_VALUE / 4));
    }

    private void wants(UUID uuid, String address) {
        var wanted = new Mailbox(address, List.of("login"), "", false, "1");
        if (store.get(uuid).isEmpty()) {
            store.put(ObjectState.discovered(uuid, "dn of " + uuid, wanted));
        } else {
            store.update(uuid, state -> state.wants("dn of " + uuid, wanted));
        }
    }
}
