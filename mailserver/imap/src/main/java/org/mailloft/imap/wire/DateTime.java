package org.mailloft.imap.wire;

import java.time.DateTimeException;
import java.time.Instant;
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

    /** The first days of a month with a zero in front, as Dovecot writes them. */
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("dd-MMM-uuuu HH:mm:ss Z", Locale.ROOT);

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

    public static String format(Instant instant, ZoneId zone) {
        return WRITTEN.format(instant.atZone(zone).toOffsetDateTime());
    }
}
