package org.mailloft.admin.query;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mailloft.storage.search.SearchKey;
import org.mailloft.storage.search.SearchKey.DateOf;

/**
 * Dates as people write them: {@code 13-Apr-2007} and {@code 2007-04-13} are days where the administrator is, a number of
 * seconds since 1970 and an interval such as {@code 1w} or {@code 30 mins} ago are moments.
 */
final class Dates {

    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final Pattern IMAP_DATE = Pattern.compile("([0-9]{1,2})-([a-z]{3})-([0-9]{4})");
    private static final Pattern INTERVAL = Pattern.compile("([0-9]{1,9}) ?([a-z]+)");

    private final Clock clock;

    Dates(Clock clock) {
        this.clock = clock;
    }

    SearchKey before(DateOf of, String text) {
        return day(text)
                .<SearchKey>map(day -> SearchKey.Day.before(of, day))
                .orElseGet(() -> new SearchKey.Moment(of, Instant.MIN, moment(text)));
    }

    SearchKey on(DateOf of, String text) {
        return day(text).<SearchKey>map(day -> SearchKey.Day.on(of, day)).orElseGet(() -> {
            var moment = moment(text);
            return new SearchKey.Moment(of, moment, moment.plus(Duration.ofDays(1)));
        });
    }

    SearchKey since(DateOf of, String text) {
        return day(text)
                .<SearchKey>map(day -> SearchKey.Day.since(of, day))
                .orElseGet(() -> new SearchKey.Moment(of, moment(text), Instant.MAX));
    }

    /** RFC 5032. */
    SearchKey olderThan(long seconds) {
        return new SearchKey.Moment(DateOf.RECEIVED, Instant.MIN, ago(seconds).plusSeconds(1));
    }

    SearchKey youngerThan(long seconds) {
        return new SearchKey.Moment(DateOf.RECEIVED, ago(seconds), Instant.MAX);
    }

    private Instant ago(long seconds) {
        return clock.instant().minusSeconds(Math.min(seconds, Integer.MAX_VALUE * 10L));
    }

    private static Optional<LocalDate> day(String text) {
        try {
            var imap = IMAP_DATE.matcher(text.toLowerCase(Locale.ROOT));
            if (imap.matches()) {
                int month = MONTHS.indexOf(imap.group(2));
                return Optional.of(LocalDate.of(
                        Integer.parseInt(imap.group(3)),
                        month >= 0 && month % 3 == 0 ? month / 3 + 1 : 0,
                        Integer.parseInt(imap.group(1))));
            }
            return text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}") ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeException _) {
            throw invalid(text);
        }
    }

    private Instant moment(String text) {
        if (text.matches("[0-9]{1,12}")) {
            return Instant.ofEpochSecond(Long.parseLong(text));
        }
        var interval = INTERVAL.matcher(text.toLowerCase(Locale.ROOT));
        if (!interval.matches()) {
            throw invalid(text);
        }
        return ago(Long.parseLong(interval.group(1)) * secondsOf(interval.group(2), text));
    }

    /** Any beginning of a unit's name that is long enough to tell it from the others. */
    private static long secondsOf(String unit, String text) {
        if ("weeks".startsWith(unit)) {
            return 7 * 86400;
        }
        if ("days".startsWith(unit)) {
            return 86400;
        }
        if ("hours".startsWith(unit)) {
            return 3600;
        }
        if (unit.length() >= 2 && ("mins".startsWith(unit) || "minutes".startsWith(unit)) || unit.equals("m")) {
            return 60;
        }
        if ("secs".startsWith(unit) || "seconds".startsWith(unit)) {
            return 1;
        }
        throw invalid(text);
    }

    private static RuntimeException invalid(String text) {
        return QueryParser.fatal("Invalid search date parameter: " + text);
    }
}
