package org.mailloft.imap.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/** {@code date-time} of RFC 3501, such as {@code " 1-Feb-2026 12:00:00 +0100"} without its quotes. */
public final class DateTime {

    private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("ppd-MMM-uuuu HH:mm:ss Z")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private static final int LENGTH = "dd-MMM-yyyy HH:mm:ss +zzzz".length();

    private DateTime() {}

    public static Optional<Instant> parse(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        // Clients write the first days of a month with a space or a zero in front.
        var spaced = text.charAt(0) == '0' ? " " + text.substring(1) : text;
        try {
            return Optional.of(OffsetDateTime.parse(spaced, READ).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** Written for every message of a mailbox, hence by hand; the first days of a month with a zero, as in Dovecot. */
    public static String format(Instant instant, ZoneId zone) {
        var offset = zone.getRules().getOffset(instant);
        var time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, offset);
        int minutes = Math.abs(offset.getTotalSeconds()) / 60;
        int year = time.getYear();
        int month = 3 * (time.getMonthValue() - 1);
        var text = new StringBuilder(LENGTH);
        two(text, time.getDayOfMonth())
                .append('-')
                .append(MONTHS, month, month + 3)
                .append('-');
        two(two(text, year / 100), year % 100).append(' ');
        two(text, time.getHour()).append(':');
        two(text, time.getMinute()).append(':');
        two(text, time.getSecond()).append(' ').append(offset.getTotalSeconds() < 0 ? '-' : '+');
        return two(two(text, minutes / 60), minutes % 60).toString();
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10 % 10)).append((char) ('0' + number % 10));
    }
}
