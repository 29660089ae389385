package org.mailloft.listener.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.mailloft.listener.control.MailServerControl.Outcome;
import org.mailloft.listener.state.ObjectState;
import org.mailloft.listener.state.Place;
import org.mailloft.listener.state.Present;
import org.mailloft.listener.state.StateStore;
import org.mailloft.listener.state.Wanted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off the difference between wanted and done, several objects at a time, each in order. A failure of one object
 * delays it and in the end parks it; a mail server that is away delays everything and parks nothing.
 */
public final class Reconciler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    static final int ATTEMPTS_BEFORE_PARKING = 6;
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);
    private static final Duration SERVER_AWAY = Duration.ofMillis(500);

    private final StateStore store;
    private final List<ObjectKind> kinds;
    private final WorkQueue queue = new WorkQueue();
    private final Map<UUID, Integer> attempts = new ConcurrentHashMap<>();
    /** Places that a worker is making something at right now. */
    private final Map<Place, UUID> claims = new ConcurrentHashMap<>();

    private final AtomicReference<Optional<String>> serverProblem = new AtomicReference<>(Optional.empty());
    private final List<Thread> workers = new ArrayList<>();

    public Reconciler(StateStore store, List<ObjectKind> kinds) {
        this.store = store;
        this.kinds = List.copyOf(kinds);
    }

    /** Takes up everything that is open, parked objects too, and begins to work. */
    public void start(int workerCount) {
        store.objects().stream().filter(ObjectState::isOpen).forEach(object -> changed(object.uuid()));
        for (int i = 0; i < workerCount; i++) {
            workers.add(Thread.ofVirtual().name("reconciler-" + i).start(this::work));
        }
    }

    /** An object has something to be done. */
    public void changed(UUID uuid) {
        attempts.remove(uuid);
        queue.add(uuid, Duration.ZERO);
    }

    /** Objects that wait or are being worked on. */
    public int waiting() {
        return queue.size();
    }

    /** Age of the oldest change that is not done yet. */
    public Duration lag() {
        return queue.oldest();
    }

    /** Why the mail server cannot be asked, if so. */
    public Optional<String> serverProblem() {
        return serverProblem.get();
    }

    /** Finishes the objects that are being worked on and stops. */
    @Override
    public void close() {
        queue.close();
        for (Thread worker : workers) {
            try {
                worker.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void work() {
        try {
            for (var uuid = queue.take(); uuid.isPresent(); uuid = queue.take()) {
                try {
                    reconcile(uuid.get());
                } catch (RuntimeException bug) {
                    LOG.error("Cannot process object {}", uuid.get(), bug);
                    failed(uuid.get(), bug.toString());
                } finally {
                    queue.done(uuid.get());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Brings one object to where it should be, or decides when to try again. */
    void reconcile(UUID uuid) {
        ObjectState object = store.get(uuid).orElse(null);
        if (object == null) {
            return;
        }
        switch (object.wanted()) {
            case Wanted.Malformed(String reason) -> park(object, reason);
            case Wanted.Nothing _, Wanted.Elsewhere _ -> provision(object);
            case Present present ->
                present.place().ifPresentOrElse(place -> provisionAt(place, object), () -> provision(object));
        }
    }

    /** A place belongs to who has it; another object that wants it waits until it is given up. */
    private void provisionAt(Place place, ObjectState object) {
        UUID claimant = claims.putIfAbsent(place, object.uuid());
        if (claimant != null) {
            queue.add(object.uuid(), FIRST_DELAY);
            return;
        }
        try {
            Optional<ObjectState> holder =
                    store.holder(place).filter(other -> !other.uuid().equals(object.uuid()));
            if (holder.isPresent()) {
                park(object, place + " is in use by " + holder.get().dn());
            } else {
                provision(object);
            }
        } finally {
            claims.remove(place);
        }
    }

    private void provision(ObjectState object) {
        Optional<Present> wanted = object.target();
        switch (kindOf(object).map(kind -> kind.provision(object)).orElse(new Outcome.Done())) {
            case Outcome.Done() -> {
                serverProblem.set(Optional.empty());
                attempts.remove(object.uuid());
                store.update(object.uuid(), state -> state.did(wanted));
                store.get(object.uuid()).filter(ObjectState::isOpen).ifPresent(state -> changed(state.uuid()));
                wakeThoseWaitingFor(object.done().flatMap(Present::place));
                LOG.info("{}: {}", object.dn(), wanted.map(Present::title).orElse("nothing here"));
            }
            case Outcome.Later(String reason) -> delay(object.uuid(), reason);
            case Outcome.Refused(String reason) -> failed(object.uuid(), reason);
            case Outcome.Unavailable(String reason) -> {
                if (serverProblem.getAndSet(Optional.of(reason)).isEmpty()) {
                    LOG.warn("The mail server is away, changes wait for it: {}", reason);
                }
                queue.pause(SERVER_AWAY);
                queue.add(object.uuid(), SERVER_AWAY);
            }
        }
    }

    private Optional<ObjectKind> kindOf(ObjectState object) {
        return object.done().or(object::target).flatMap(present -> kinds.stream()
                .filter(kind -> kind.type().isInstance(present))
                .findFirst());
    }

    private void wakeThoseWaitingFor(Optional<Place> released) {
        released.filter(place -> store.holder(place).isEmpty()).ifPresent(place -> store.objects().stream()
                .filter(ObjectState::isOpen)
                .filter(other -> other.target().flatMap(Present::place).equals(Optional.of(place)))
                .forEach(other -> changed(other.uuid())));
    }

    private void failed(UUID uuid, String reason) {
        if (attempts.getOrDefault(uuid, 0) + 1 >= ATTEMPTS_BEFORE_PARKING) {
            store.get(uuid).ifPresent(object -> park(object, reason));
        } else {
            delay(uuid, reason);
        }
    }

    private void delay(UUID uuid, String reason) {
        int attempt = attempts.merge(uuid, 1, Integer::sum);
        Duration delay = delayAfter(attempt);
        LOG.warn("Object {} is tried again in {} ms: {}", uuid, delay.toMillis(), reason);
        queue.add(uuid, delay);
    }

    /** Four times as long after each attempt, up to a minute. */
    static Duration delayAfter(int attempt) {
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(20, 2 * (attempt - 1)));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }

    private void park(ObjectState object, String reason) {
        attempts.remove(object.uuid());
        store.update(object.uuid(), state -> state.wanted().equals(object.wanted()) ? state.parked(reason) : state);
        LOG.warn("{} is parked until it changes: {}", object.dn(), reason);
    }
}
