package org.mailloft.directory.embedded;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * Change sequence numbers as OpenLDAP writes them, {@code 20261121221417.123456Z#000000#000#000000}: text that grows
 * with every call, also when the clock is set back. Guarded by the store's commit lock.
 */
final class CsnSource {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String ORIGIN = "#000000#000#000000";

    private final Clock clock;
    private Instant last;

    /** @param lastCsn the newest number that was given out, empty for none */
    CsnSource(Clock clock, String lastCsn) {
        this.clock = clock;
        this.last = lastCsn.isEmpty() ? Instant.EPOCH : TIME.parse(lastCsn.substring(0, 22), Instant::from);
    }

    String next() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        last = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
        return TIME.format(last) + ORIGIN;
    }

    /** The time in a number, as a generalized time. */
    static String time(String csn) {
        return csn.substring(0, csn.indexOf('#'));
    }

    /** Generalized time (RFC 4517 section 3.3.13) of now. */
    String timestamp() {
        return SECONDS.format(clock.instant());
    }
}
