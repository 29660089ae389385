package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.check.Restarts;

/**
 * The record of a change: all that somebody else needs to finish it or to take it back. Written before the first step that
 * anybody can see, and what the history keeps afterwards. Its text is a word and a value on each line; neither a key, a
 * value nor a path has line ends.
 *
 * @param entry what the history tells about it
 * @param from generation that counted before
 * @param to generation that is to count; the same when no file changes
 * @param services those whose files change, in the order in which they are reloaded
 * @param restarts what is seen after a restart only
 * @param placements what has to be done at the places of targets
 */
record Transaction(
        HistoryEntry entry,
        int from,
        int to,
        List<String> services,
        List<Restart> restarts,
        List<Placement> placements) {

    /** A service that has to be restarted to see this key; {@code was} is what it runs with, see {@link Restarts.Needed}. */
    record Restart(String service, String key, Optional<String> was) {}

    private static final String END = "end";

    boolean swaps() {
        return from != to;
    }

    /** Whether it is worth remembering. */
    boolean changesAnything() {
        return !entry.values().isEmpty() || !entry.files().isEmpty() || swaps();
    }

    String print() {
        var text = new Lines();
        text.add("number", entry.number());
        text.add("time", entry.time().getEpochSecond());
        text.add("user", entry.user());
        text.add("kind", entry.kind());
        entry.undoes().ifPresent(number -> text.add("undoes", number));
        text.add("from", from);
        text.add("to", to);
        for (var value : entry.values()) {
            text.add("layer", value.layer());
            text.add("key", value.key());
            value.before().ifPresent(before -> text.add("before", before));
            value.after().ifPresent(after -> text.add("after", after));
        }
        entry.files().forEach(file -> text.add("file", file));
        services.forEach(service -> text.add("service", service));
        for (var restart : restarts) {
            text.add("restart", restart.service());
            text.add("because", restart.key());
            restart.was().ifPresent(was -> text.add("was", was));
        }
        placements.forEach(placement -> text.add("place", placement.print()));
        return text.end();
    }

    /** A record that is not as it was written. */
    static final class Damaged extends IOException {

        private static final long serialVersionUID = 1;

        Damaged(RuntimeException cause) {
            super("a record of the registry's history is damaged: " + cause.getMessage(), cause);
        }
    }

    static Transaction parse(byte[] octets) throws Damaged {
        try {
            return parse(new Reader(new String(octets, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new Damaged(e);
        }
    }

    private static Transaction parse(Reader in) {
        int number = Integer.parseInt(in.take("number"));
        var time = Instant.ofEpochSecond(Long.parseLong(in.take("time")));
        var user = in.take("user");
        var kind = HistoryEntry.Kind.valueOf(in.take("kind"));
        var undoes = in.takeIf("undoes");
        int from = Integer.parseInt(in.take("from"));
        int to = Integer.parseInt(in.take("to"));
        var values = new ArrayList<HistoryEntry.ValueChange>();
        for (var layer = in.takeIf("layer"); layer.isPresent(); layer = in.takeIf("layer")) {
            values.add(new HistoryEntry.ValueChange(
                    Layer.valueOf(layer.get()), in.take("key"), in.takeIf("before"), in.takeIf("after")));
        }
        var files = in.takeAll("file");
        var services = in.takeAll("service");
        var restarts = new ArrayList<Restart>();
        for (var service = in.takeIf("restart"); service.isPresent(); service = in.takeIf("restart")) {
            restarts.add(new Restart(service.get(), in.take("because"), in.takeIf("was")));
        }
        var placements = in.takeAll("place").stream().map(Placement::parse).toList();
        in.take(END);
        var entry = new HistoryEntry(
                number,
                time,
                user,
                kind,
                values,
                files,
                undoes.map(text1 -> OptionalInt.of(Integer.parseInt(text1))).orElse(OptionalInt.empty()));
        return new Transaction(entry, from, to, services, restarts, placements);
    }

    /** A target as the history calls it, as a path relative to the root. */
    static Path target(String file) {
        return Path.of(file.substring(1));
    }

    private static final class Lines {

        private final StringBuilder text = new StringBuilder();

        void add(String word, Object value) {
            text.append(word).append(' ').append(value).append('\n');
        }

        String end() {
            return text.append(END).append('\n').toString();
        }
    }

    private static final class Reader {

        private final String[] lines;
        private int next;

        Reader(String text) {
            lines = text.split("\n");
        }

        String take(String word) {
            return takeIf(word)
                    .orElseThrow(() -> new IllegalArgumentException("no \"" + word + "\" in line " + (next + 1)));
        }

        Optional<String> takeIf(String word) {
            if (next < lines.length && (lines[next] + " ").startsWith(word + " ")) {
                var line = lines[next++];
                return Optional.of(line.length() > word.length() ? line.substring(word.length() + 1) : "");
            }
            return Optional.empty();
        }

        List<String> takeAll(String word) {
            var all = new ArrayList<String>();
            for (var each = takeIf(word); each.isPresent(); each = takeIf(word)) {
                all.add(each.get());
            }
            return List.copyOf(all);
        }
    }
}
