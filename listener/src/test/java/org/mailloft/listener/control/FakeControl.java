package org.mailloft.listener.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.mailloft.listener.state.Place;

/** A mail server in memory that writes down what it is told, keeps homes, and fails as it is told. */
public final class FakeControl implements MailServerControl {

    private final List<String> calls = new ArrayList<>();
    private final FakeHomes homes = new FakeHomes();
    private final Map<String, Outcome> failures = new HashMap<>();
    private Outcome everything = new Outcome.Done();

    @Override
    public synchronized Outcome flushAuthCache(List<String> users) {
        return called("flush " + String.join(" ", users));
    }

    @Override
    public synchronized Outcome flushGroupCache() {
        return called("flush groups");
    }

    @Override
    public synchronized Outcome kick(String user) {
        return called("kick " + user);
    }

    @Override
    public synchronized Outcome createHome(UUID id, Place place, boolean adopt) {
        Outcome outcome = called((adopt ? "adopt " : "create ") + place);
        return works(outcome) ? homes.create(id, place, adopt) : outcome;
    }

    @Override
    public synchronized Outcome moveHome(UUID id, Place from, Place to) {
        Outcome outcome = called("move " + from + " " + to);
        return works(outcome) ? homes.move(id, from, to) : outcome;
    }

    @Override
    public synchronized Outcome detachHome(UUID id, Place place) {
        Outcome outcome = called("detach " + place);
        return works(outcome) ? homes.detach(id, place) : outcome;
    }

    @Override
    public synchronized Outcome parkHome(UUID id, Place place, String reason) {
        Outcome outcome = called("park " + place);
        return works(outcome) ? homes.park(id, place) : outcome;
    }

    @Override
    public synchronized Outcome buryHome(UUID id, Place place, String reason) {
        Outcome outcome = called("bury " + place);
        return works(outcome) ? homes.bury(id, place) : outcome;
    }

    @Override
    public synchronized Outcome finishAdoption() {
        return called("adopted");
    }

    @Override
    public synchronized List<Home> homes() {
        return homes.list();
    }

    /** The homes themselves; only while nobody else calls. */
    public FakeHomes store() {
        return homes;
    }

    public synchronized void fails(String call, Outcome outcome) {
        failures.put(call, outcome);
    }

    public synchronized void everythingIs(Outcome outcome) {
        everything = outcome;
    }

    public synchronized void works() {
        failures.clear();
        everything = new Outcome.Done();
    }

    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    public synchronized void clearCalls() {
        calls.clear();
    }

    /** Whether this address has a home. */
    public synchronized boolean has(String address) {
        return homes.at(new Place.Private(address)).isPresent();
    }

    /** Waits for something that follows from a call. */
    public synchronized void await(String what, Duration patience, BooleanSupplier condition)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("Never happened: " + what + "; calls so far: " + calls);
            }
            wait(Math.min(left, 20)); // the store is updated shortly after the last call
        }
    }

    private static boolean works(Outcome outcome) {
        return outcome instanceof Outcome.Done;
    }

    private Outcome called(String call) {
        calls.add(call);
        notifyAll();
        return works(everything) ? failures.getOrDefault(call, everything) : everything;
    }
}
