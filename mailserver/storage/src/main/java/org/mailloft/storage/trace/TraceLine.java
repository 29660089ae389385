package org.mailloft.storage.trace;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.mailloft.conf.TabEscape;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.Visit;
import org.mailloft.storage.trace.Event.Mail;

/**
 * The text of a record: a line of values with tabs between them, escaped as Dovecot does. Time, kind, user, protocol,
 * session and client come first, then what the kind needs.
 */
final class TraceLine {

    /** Longer values, which only a stranger can have made, are cut off. */
    private static final int MAX_VALUE = 1024;

    private static final int MAX_STEPS = 16;

    private TraceLine() {}

    /** Without the line end. */
    static String of(TraceRecord record) {
        var values = new ArrayList<String>();
        values.add(record.at().toString());
        values.add(record.event().word());
        values.add(record.user());
        values.add(record.visit().protocol());
        values.add(record.visit().session());
        values.add(record.visit().client());
        add(record.event(), values);
        var line = new StringBuilder();
        for (var value : values) {
            line.append(line.isEmpty() ? "" : "\t").append(TabEscape.escape(bounded(value)));
        }
        return line.toString();
    }

    private static String bounded(String value) {
        return value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE);
    }

    private static void add(Event event, List<String> values) {
        switch (event) {
            case Event.Delivered(var mail, var to, var why) -> {
                add(to, values);
                values.add(why);
                add(mail, values);
            }
            case Event.Refused(var mail, var reason) -> {
                values.add(reason);
                add(mail, values);
            }
            case Event.Added(var to) -> add(to, values);
            case Event.Copied copied -> {
                add(copied.from(), values);
                add(copied.to(), values);
            }
            case Event.Removed(var from) -> add(from, values);
            case Event.Lost(var records) -> values.add(Long.toString(records));
        }
    }

    private static void add(Spots spots, List<String> values) {
        values.add(spots.mailbox());
        values.add(spots.guid());
        values.add(Long.toString(spots.uidValidity()));
        values.add(spots.uids().toString());
    }

    private static void add(Mail mail, List<String> values) {
        values.add(mail.messageId());
        values.add(mail.sender());
        values.add(mail.recipient());
        mail.steps().stream().limit(MAX_STEPS).forEach(values::add);
    }

    /** Empty for a line that is none: cut off by a crash, or of another version. */
    static Optional<TraceRecord> parse(String line) {
        try {
            var values =
                    Arrays.stream(line.split("\t", -1)).map(TabEscape::unescape).iterator();
            var at = Instant.parse(values.next());
            var kind = values.next();
            var user = values.next();
            var visit = new Visit(values.next(), values.next(), values.next());
            return event(kind, values).map(event -> new TraceRecord(at, user, visit, event));
        } catch (DateTimeException | IllegalArgumentException | NoSuchElementException _) {
            return Optional.empty();
        }
    }

    private static Optional<Event> event(String kind, Iterator<String> values) {
        return switch (kind) {
            case "delivered" -> {
                var to = spots(values);
                var why = values.next();
                yield Optional.of(new Event.Delivered(mail(values), to, why));
            }
            case "refused" -> {
                var reason = values.next();
                yield Optional.of(new Event.Refused(mail(values), reason));
            }
            case "added" -> Optional.of(new Event.Added(spots(values)));
            case "copied", "moved" -> Optional.of(new Event.Copied(spots(values), spots(values), kind.equals("moved")));
            case "removed" -> Optional.of(new Event.Removed(spots(values)));
            case "lost" -> Optional.of(new Event.Lost(Long.parseLong(values.next())));
            default -> Optional.empty();
        };
    }

    private static Spots spots(Iterator<String> values) {
        return new Spots(values.next(), values.next(), Long.parseLong(values.next()), UidSet.parse(values.next()));
    }

    private static Mail mail(Iterator<String> values) {
        var messageId = values.next();
        var sender = values.next();
        var recipient = values.next();
        var steps = new ArrayList<String>();
        values.forEachRemaining(steps::add);
        return new Mail(messageId, sender, recipient, steps);
    }
}
