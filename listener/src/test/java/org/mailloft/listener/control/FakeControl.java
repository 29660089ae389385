package org.mailloft.listener.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.mailloft.listener.state.Place;

/** A mail server in memory that writes down what it is told, and fails as it is told. */
public final class FakeControl implements MailServerControl {

    private final List<String> calls = new ArrayList<>();
    private final Set<String> mailboxes = new HashSet<>();
    private final Map<String, Outcome> failures = new HashMap<>();
    private Outcome everything = new Outcome.Done();

    @Override
    public synchronized Outcome createInbox(String user) {
        Outcome outcome = called("create " + user);
        if (outcome instanceof Outcome.Done) {
            mailboxes.add(user);
        }
        return outcome;
    }

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
        return called("createHome " + id + " " + place);
    }

    @Override
    public synchronized Outcome moveHome(UUID id, Place from, Place to) {
        return called("moveHome " + id + " " + from + " " + to);
    }

    @Override
    public synchronized Outcome detachHome(UUID id, Place place) {
        return called("detachHome " + id + " " + place);
    }

    @Override
    public synchronized Outcome buryHome(UUID id, Place place, String reason) {
        return called("buryHome " + id + " " + place);
    }

    @Override
    public synchronized List<Home> homes() {
        return List.of();
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

    public synchronized boolean has(String user) {
        return mailboxes.contains(user);
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

    private Outcome called(String call) {
        calls.add(call);
        notifyAll();
        return everything instanceof Outcome.Done ? failures.getOrDefault(call, everything) : everything;
    }
}
