package org.mailloft.listener.work;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.mailloft.listener.control.MailServerControl;
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
 *
 * <p>A place belongs to who has it. Another object that wants it waits until it is given up; where objects wait for each
 * other in a ring, one of them puts its home aside.
 */
public final class Reconciler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    static final int ATTEMPTS_BEFORE_PARKING = 6;
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);
    private static final Duration SERVER_AWAY = Duration.ofMillis(500);

    private final StateStore store;
    private final MailServerControl control;
    private final List<ObjectKind> kinds;
    private final Guard guard;
    private final WorkQueue queue = new WorkQueue();
    private final Map<UUID, Integer> attempts = new ConcurrentHashMap<>();
    private final Map<Place, Set<UUID>> waiters = new ConcurrentHashMap<>();
    private final AtomicReference<Optional<String>> serverProblem = new AtomicReference<>(Optional.empty());
    private final List<Thread> workers = new ArrayList<>();

    /** @param guardPercent share of all homes that may go at once, 100 for any number */
    public Reconciler(StateStore store, MailServerControl control, List<ObjectKind> kinds, int guardPercent) {
        this.store = store;
        this.control = control;
        this.kinds = List.copyOf(kinds);
        this.guard = new Guard(guardPercent, InstantSource.system());
        queue.hold(store.isPaused());
    }

    /** Takes up everything that is open, parked objects too, and begins to work. */
    public void start(int workerCount) {
        retry(_ -> true);
        for (int i = 0; i < workerCount; i++) {
            workers.add(Thread.ofVirtual().name("reconciler-" + i).start(this::work));
        }
    }

    /** An object has something to be done. */
    public void changed(UUID uuid) {
        store.get(uuid).ifPresent(object -> {
            if (takesAway(object)) {
                guard.expect(uuid);
            } else {
                guard.spare(uuid, store.places()).forEach(this::again);
            }
            again(uuid);
        });
    }

    /** The directory begins, or has finished, to say everything that it has. */
    public void refreshing(boolean refreshing) {
        guard.refreshing(refreshing).forEach(this::again);
        if (!refreshing) {
            finishAdoption();
        }
    }

    /** Tries again what is not done, parked or not. Returns how many objects that are. */
    public int retry(Predicate<ObjectState> which) {
        var open = store.objects().stream()
                .filter(ObjectState::isOpen)
                .filter(which)
                .toList();
        open.forEach(object -> changed(object.uuid()));
        return open.size();
    }

    /** Lets go what the guard holds. Returns how many objects that are. */
    public int releaseGuarded() {
        Set<UUID> released = guard.release();
        released.forEach(this::again);
        return released.size();
    }

    /** Rests until {@link #resume}, also after a restart. What is begun is finished. */
    public void pause() {
        store.pause(true);
        queue.hold(true);
    }

    public void resume() {
        store.pause(false);
        queue.hold(false);
    }

    /** Objects that wait for their turn or are being worked on. */
    int queued() {
        return queue.size();
    }

    /** Age of the oldest change that is being worked on or tried again. */
    public Duration lag() {
        return queue.oldest();
    }

    /** Why the mail server cannot be asked, if so. */
    public Optional<String> serverProblem() {
        return serverProblem.get();
    }

    /** What the guard holds and why, if it does. */
    public Optional<String> guarded() {
        return guard.held(store.places());
    }

    public boolean isGuarded(ObjectState object) {
        return guard.holds(object.uuid());
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
                    finishAdoptionIfLast();
                } catch (UncheckedIOException disk) {
                    LOG.error("Object {} waits: {}", uuid.get(), disk.getMessage(), disk);
                    queue.add(uuid.get(), LONGEST_DELAY);
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
        if (object == null || !object.isOpen()) {
            return;
        }
        if (takesAway(object) && !guard.admits(uuid, store.places())) {
            guarded().ifPresent(reason -> LOG.warn("{} keeps its home for now: {}", object.dn(), reason));
            return;
        }
        switch (object.wanted()) {
            case Wanted.Malformed(String reason) -> park(object, reason);
            case Wanted.Nothing _, Wanted.Elsewhere _ -> provision(object);
            case Present present ->
                present.place().ifPresentOrElse(place -> provisionAt(place, uuid), () -> provision(object));
        }
    }

    private void provisionAt(Place place, UUID uuid) {
        startWaiting(place, uuid); // before looking, so that a place given up right after that wakes us
        var reservation = store.begin(uuid).orElse(null);
        if (reservation == null) {
            stopWaiting(place, uuid);
        } else if (!reservation.object().targetPlace().equals(Optional.of(place))) {
            stopWaiting(place, uuid);
            again(uuid);
        } else if (reservation.holder().isPresent()) {
            waitFor(place, reservation.object(), reservation.holder().get());
        } else {
            stopWaiting(place, uuid);
            provision(reservation.object());
        }
    }

    private void startWaiting(Place place, UUID uuid) {
        waiters.compute(place, (_, waiting) -> {
            Set<UUID> all = waiting == null ? new HashSet<>() : waiting;
            all.add(uuid);
            return all;
        });
    }

    private void stopWaiting(Place place, UUID uuid) {
        waiters.computeIfPresent(place, (_, waiting) -> {
            waiting.remove(uuid);
            return waiting.isEmpty() ? null : waiting;
        });
    }

    private void waitFor(Place place, ObjectState object, ObjectState holder) {
        if (!holder.isLeaving(place)) {
            park(object, place + " is in use by " + holder.dn());
        } else if (isInRing(object)) {
            finish(object, kindOf(object).map(kind -> kind.vacate(object)).orElseThrow(), Optional.empty());
        }
    }

    private boolean isInRing(ObjectState object) {
        var seen = new HashSet<UUID>();
        ObjectState current = object;
        while (seen.add(current.uuid())) {
            Place place = current.targetPlace().orElse(null);
            ObjectState holder = place == null ? null : store.holder(place).orElse(null);
            if (holder == null || !holder.isLeaving(place)) {
                return false;
            }
            current = holder;
        }
        return current.uuid().equals(object.uuid());
    }

    private void provision(ObjectState object) {
        ObjectState step = withinOneKind(object);
        Optional<ObjectKind> kind = kindOf(step);
        if (kind.isEmpty()) {
            park(object, "nothing here knows how to do it");
            return;
        }
        finish(object, kind.get().provision(step), step.target());
    }

    /** @param done what is there in the mail server, if the outcome is that it worked */
    private void finish(ObjectState object, Outcome outcome, Optional<Present> done) {
        switch (outcome) {
            case Outcome.Done(List<Place> emptied) -> {
                serverProblem.set(Optional.empty());
                attempts.remove(object.uuid());
                guard.happened(object.uuid());
                store.update(object.uuid(), state -> state.did(done, emptied));
                wakeThoseWaitingFor(object.homes());
                store.get(object.uuid()).filter(ObjectState::isOpen).ifPresent(state -> changed(state.uuid()));
                LOG.info("{}: {}", object.dn(), done.map(Present::title).orElse("nothing here"));
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

    /** An object that becomes something else is first taken away as what it was. */
    private ObjectState withinOneKind(ObjectState object) {
        boolean another = object.done().isPresent()
                && object.target().isPresent()
                && !object.done().get().getClass().equals(object.target().get().getClass());
        return another ? object.wants(object.dn(), new Wanted.Nothing()) : object;
    }

    /** The kind of what is done, or else of what is wanted; an object that never was anything is of any kind. */
    private Optional<ObjectKind> kindOf(ObjectState object) {
        Optional<Present> example = object.done().or(object::target);
        return kinds.stream()
                .filter(kind -> example.isEmpty() || kind.type().isInstance(example.get()))
                .findFirst();
    }

    private boolean takesAway(ObjectState object) {
        return kindOf(object).filter(kind -> kind.takesAway(object)).isPresent();
    }

    private void wakeThoseWaitingFor(List<Place> places) {
        for (Place place : places) {
            if (store.holder(place).isEmpty()) {
                Set<UUID> waiting = waiters.remove(place);
                if (waiting != null) {
                    waiting.forEach(this::again);
                }
            }
        }
    }

    private void again(UUID uuid) {
        attempts.remove(uuid);
        queue.add(uuid, Duration.ZERO);
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

    private void finishAdoptionIfLast() {
        if (queue.size() == 1) { // the one that is being worked on
            finishAdoption();
        }
    }

    /** The first time that everything is done, whatever has no label by then belongs to nobody. */
    private void finishAdoption() {
        if (!store.isAdopted()
                && !guard.isRefreshing()
                && !hasOpenWork()
                && control.finishAdoption() instanceof Outcome.Done) {
            store.adopted();
        }
    }

    private boolean hasOpenWork() {
        return store.objects().stream()
                .anyMatch(object -> object.isOpen() && object.parked().isEmpty());
    }
}
