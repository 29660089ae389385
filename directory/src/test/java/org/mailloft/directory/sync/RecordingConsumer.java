package org.mailloft.directory.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.mailloft.directory.Entry;

/** A follower that keeps everything in memory, and lets a test wait for something to be true. */
public final class RecordingConsumer implements ChangeConsumer {

    private final Map<UUID, Entry> entries = new HashMap<>();
    private final List<String> events = new ArrayList<>();
    private byte[] cookie;

    @Override
    public synchronized Optional<byte[]> cookie() {
        return Optional.ofNullable(cookie);
    }

    @Override
    public synchronized Set<UUID> known() {
        return Set.copyOf(entries.keySet());
    }

    @Override
    public synchronized void accept(DirectoryChange change) {
        switch (change) {
            case DirectoryChange.Put(UUID uuid, Entry entry) -> {
                entries.put(uuid, entry);
                events.add("put " + entry.dn());
            }
            case DirectoryChange.Remove(UUID uuid) -> {
                Entry removed = entries.remove(uuid);
                if (removed != null) {
                    events.add("remove " + removed.dn());
                }
            }
            case DirectoryChange.RefreshBegins() -> {}
            case DirectoryChange.RefreshDone() -> events.add("done");
            case DirectoryChange.Checkpoint(byte[] octets) -> cookie = octets;
        }
        notifyAll();
    }

    public synchronized void useCookie(byte[] octets) {
        cookie = octets;
    }

    public synchronized List<String> events() {
        return List.copyOf(events);
    }

    public synchronized void clearEvents() {
        events.clear();
    }

    public synchronized Map<UUID, Entry> entries() {
        return Map.copyOf(entries);
    }

    /** Names of all known entries. */
    public synchronized Set<String> names() {
        return Set.copyOf(entries.values().stream().map(Entry::dn).toList());
    }

    public synchronized void await(String what, Predicate<RecordingConsumer> condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.test(this)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("Never happened: " + what + "; so far " + events);
            }
            wait(Math.clamp(left / 1_000_000, 1, 100)); // not everything that is waited for is a call
        }
    }
}
