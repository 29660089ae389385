package org.mailloft.storage.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.mailloft.conf.TabEscape;

/** What is written down about messages. Each question reads the file from one end to the other. Any thread. */
public final class History {

    /** A message that was copied on and on is not followed further. */
    private static final int MAX_HOPS = 16;

    /** Records about one question at most, the newest. */
    private static final int MAX_RECORDS = 200;

    private final TraceFile file;

    History(TraceFile file) {
        this.file = file;
    }

    /** When the oldest record was written: what happened before is not known. */
    public Optional<Instant> begin() {
        return records("", _ -> true, 1, true).stream().findFirst().map(TraceRecord::at);
    }

    /** How a message came to where it is, the last step first; ends where nothing is known or it came from outside. */
    public List<TraceRecord> wayTo(Spots message) {
        var way = new ArrayList<TraceRecord>();
        var at = message;
        while (way.size() < MAX_HOPS) {
            var here = at;
            var found = records(here.guid(), record -> ledTo(record.event(), here), MAX_RECORDS, false);
            if (found.isEmpty()) {
                break;
            }
            way.add(found.getLast());
            if (!(found.getLast().event() instanceof Event.Copied copied)) {
                break;
            }
            at = copied.from().pairOf(here, copied.to());
        }
        return way;
    }

    private static boolean ledTo(Event event, Spots message) {
        return switch (event) {
            case Event.Delivered delivered -> delivered.to().contains(message);
            case Event.Added(var to) -> to.contains(message);
            case Event.Copied copied -> copied.to().contains(message);
            case Event.Refused _, Event.Removed _, Event.Lost _ -> false;
        };
    }

    /** What became of a message that was at a place, in order: copies, moves and its end, as far as they are known. */
    public List<TraceRecord> wayFrom(Spots message) {
        var way = new ArrayList<TraceRecord>();
        var open = new ArrayDeque<>(List.of(message));
        while (!open.isEmpty() && way.size() < MAX_HOPS) {
            var here = open.remove();
            for (var record : records(here.guid(), record -> leftFrom(record.event(), here), MAX_RECORDS, false)) {
                way.add(record);
                if (record.event() instanceof Event.Copied copied) {
                    open.add(copied.to().pairOf(here, copied.from()));
                }
            }
        }
        return way;
    }

    private static boolean leftFrom(Event event, Spots message) {
        return switch (event) {
            case Event.Copied copied -> copied.from().contains(message);
            case Event.Removed(var from) -> from.contains(message);
            case Event.Delivered _, Event.Refused _, Event.Added _, Event.Lost _ -> false;
        };
    }

    /** Deliveries of a message, refused ones too, in order. */
    public List<TraceRecord> deliveriesOf(String messageId) {
        return records(
                TabEscape.escape(messageId),
                record -> messageId(record.event()).equals(Optional.of(messageId)),
                MAX_RECORDS,
                false);
    }

    private static Optional<String> messageId(Event event) {
        return switch (event) {
            case Event.Delivered delivered -> Optional.of(delivered.mail().messageId());
            case Event.Refused refused -> Optional.of(refused.mail().messageId());
            case Event.Added _, Event.Copied _, Event.Removed _, Event.Lost _ -> Optional.empty();
        };
    }

    /** Whether records were lost since then. */
    public boolean hasGapsSince(Instant since) {
        return !records(
                        "\tlost\t",
                        record -> record.event() instanceof Event.Lost
                                && record.at().isAfter(since),
                        1,
                        false)
                .isEmpty();
    }

    /**
     * @param word that lines have, so that most need not be understood
     * @param first whether the oldest are wanted
     */
    private List<TraceRecord> records(String word, Predicate<TraceRecord> wanted, int limit, boolean first) {
        var found = new ArrayDeque<TraceRecord>();
        try {
            file.read(line -> {
                if (!line.contains(word) || first && found.size() == limit) {
                    return;
                }
                TraceLine.parse(line).filter(wanted).ifPresent(found::add);
                if (found.size() > limit) {
                    found.remove();
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(found);
    }
}
