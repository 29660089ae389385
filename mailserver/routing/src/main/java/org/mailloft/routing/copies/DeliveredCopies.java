package org.mailloft.routing.copies;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailloft.directory.journal.RecordFile;

/**
 * Remembers which members of a group have a message that others are still to get, until the client has given up trying.
 * On disk, so that a restart between two attempts changes nothing. Any thread.
 */
public final class DeliveredCopies implements Closeable {

    /** Longer than mail servers keep trying: five days is usual. */
    static final Duration REMEMBERED = Duration.ofDays(7);

    /** Begun anew with what still counts when it is larger than this, and then at twice the size that is left. */
    private static final long MIN_REWRITE_OCTETS = 64 << 10;

    private final Path path;
    private final InstantSource clock;
    private final Map<String, Copies> messages = new HashMap<>();
    private RecordFile file;
    private long rewriteAt;

    private record Copies(Set<String> addresses, Instant until) {}

    private DeliveredCopies(Path path, InstantSource clock) {
        this.path = path;
        this.clock = clock;
    }

    /**
     * Opens or creates the file.
     *
     * @throws IOException when it cannot be written, or is damaged
     */
    public static DeliveredCopies open(Path path, InstantSource clock) throws IOException {
        var copies = new DeliveredCopies(path, clock);
        copies.file = RecordFile.open(path, copies::read);
        copies.rewrite();
        return copies;
    }

    /** Addresses that have got this message. */
    public synchronized Set<String> of(String message) {
        var copies = messages.get(message);
        return copies == null || copies.until.isBefore(clock.instant()) ? Set.of() : Set.copyOf(copies.addresses);
    }

    /** Whether nothing is remembered, so that nobody needs to be asked about a message. */
    public synchronized boolean isEmpty() {
        return messages.isEmpty();
    }

    /**
     * Remembers further addresses; they are on disk when this returns.
     *
     * @param message a name for it, without white space, that is the same at the next attempt
     * @throws UncheckedIOException when they are not, for sure, on disk
     */
    public synchronized void add(String message, Collection<String> addresses) {
        var until = clock.instant().plus(REMEMBERED);
        keep(message, addresses, until);
        try {
            if (file.size() > rewriteAt) {
                rewrite();
            } else {
                file.append(record(message, addresses, until));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }

    private void keep(String message, Collection<String> addresses, Instant until) {
        var all = new HashSet<>(addresses);
        var before = messages.get(message);
        if (before != null) {
            all.addAll(before.addresses);
        }
        messages.put(message, new Copies(all, until));
    }

    /** {@code until SP message 1*(LF address)} */
    private static String record(String message, Collection<String> addresses, Instant until) {
        return until.getEpochSecond() + " " + message + "\n" + String.join("\n", addresses);
    }

    private void read(String record) {
        var lines = List.of(record.split("\n"));
        var head = lines.getFirst().split(" ");
        if (head.length == 2 && lines.size() > 1) {
            var until = Instant.ofEpochSecond(Long.parseLong(head[0]));
            keep(head[1], lines.subList(1, lines.size()), until);
        }
    }

    /** Only what still counts, in a new file that takes the place of the old one when it is whole. */
    private void rewrite() throws IOException {
        var now = clock.instant();
        messages.values().removeIf(copies -> copies.until.isBefore(now));
        var next = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(next);
        try (var fresh = RecordFile.open(next, _ -> {})) {
            for (var each : messages.entrySet()) {
                var copies = each.getValue();
                fresh.write(record(each.getKey(), copies.addresses, copies.until));
            }
            fresh.force();
        }
        file.close();
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
        file = RecordFile.open(path, _ -> {});
        rewriteAt = Math.max(MIN_REWRITE_OCTETS, 2 * file.size());
    }
}
