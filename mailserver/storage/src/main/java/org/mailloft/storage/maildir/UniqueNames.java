package org.mailloft.storage.maildir;

import java.time.Clock;
import java.time.Instant;

/**
 * Makes base names that nobody else makes: {@code <seconds>.M<microseconds>P<pid>.<host>}. Microseconds count on when
 * the clock stands still or steps back, so that a later name is always greater than an earlier one.
 */
final class UniqueNames {

    private static final long MICROS_PER_SECOND = 1_000_000;

    private final Clock clock;
    private final String suffix;
    private long lastMicros;

    /** @param host short name of this machine; slashes and colons in it are replaced as Dovecot does */
    UniqueNames(Clock clock, long pid, String host) {
        this.clock = clock;
        this.suffix = "P" + pid + "." + host.replace("/", "\\057").replace(":", "\\072");
    }

    /** The next name, without sizes. */
    synchronized String next() {
        Instant now = clock.instant();
        lastMicros = Math.max(lastMicros + 1, now.getEpochSecond() * MICROS_PER_SECOND + now.getNano() / 1000);
        return lastMicros / MICROS_PER_SECOND + ".M" + lastMicros % MICROS_PER_SECOND + suffix;
    }
}
