package org.mailloft.storage.home;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;

/**
 * What is written down about a home that is at no place: enough to bring it back, and to go on after a crash.
 *
 * @param step what is being done with it
 * @param name under which things beside the home wait
 * @param id of whom it belongs to; empty when nobody knew
 * @param place where it was
 * @param reason for people
 * @param to where it goes
 */
record HomeNote(
        Step step, String name, Optional<String> id, Place place, Instant since, String reason, Optional<Place> to) {

    enum Step {
        /** It is being taken away; while the home is still at its place, nothing has happened. */
        LEAVING,
        /** All of it is here. */
        KEPT,
        /** It is being brought to where it goes; once the home is there, the rest follows. */
        ARRIVING
    }

    HomeNote at(Step next) {
        return new HomeNote(next, name, id, place, since, reason, to);
    }

    HomeNote goingTo(Place target, String owner) {
        return new HomeNote(Step.ARRIVING, name, Optional.of(owner), place, since, reason, Optional.of(target));
    }

    String text() {
        var text = new StringBuilder();
        line(text, "step", step.name().toLowerCase(Locale.ROOT));
        line(text, "name", name);
        id.ifPresent(value -> line(text, "id", value));
        line(text, "place", place.toString());
        line(text, "since", since.toString());
        line(text, "reason", reason);
        to.ifPresent(value -> line(text, "to", value.toString()));
        return text.toString();
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(key)
                .append(' ')
                .append(value.replaceAll("\\p{Cntrl}+", " "))
                .append('\n');
    }

    /** Empty for what is no note. */
    static Optional<HomeNote> parse(String text) {
        var lines = new HashMap<String, String>();
        text.lines().filter(line -> line.indexOf(' ') > 0).forEach(line -> {
            int blank = line.indexOf(' ');
            lines.put(line.substring(0, blank), line.substring(blank + 1));
        });
        try {
            return Optional.of(new HomeNote(
                    Step.valueOf(lines.getOrDefault("step", "").toUpperCase(Locale.ROOT)),
                    lines.getOrDefault("name", ""),
                    Optional.ofNullable(lines.get("id")),
                    Place.parse(lines.getOrDefault("place", "")),
                    Instant.parse(lines.getOrDefault("since", "")),
                    lines.getOrDefault("reason", ""),
                    Optional.ofNullable(lines.get("to")).map(Place::parse)));
        } catch (IllegalArgumentException | DateTimeParseException | BadPlace _) {
            return Optional.empty();
        }
    }
}
