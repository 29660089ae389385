package org.mailloft.directory.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class CsnSourceTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T22:14:17.123456789Z"), ZoneOffset.UTC);

    @Test
    void looksLikeThatOfSlapd() {
        assertEquals("20261121221417.123456Z#000000#000#000000", new CsnSource(CLOCK, "").next());
        assertEquals("20261121221417Z", new CsnSource(CLOCK, "").timestamp());
    }

    @Test
    void growsWhileTheClockStands() {
        var csns = new CsnSource(CLOCK, "");
        String last = "";
        for (int i = 0; i < 1000; i++) {
            String next = csns.next();
            assertTrue(next.compareTo(last) > 0, next);
            last = next;
        }
    }

    @Test
    void growsWhenTheClockIsSetBackBetweenTwoStarts() {
        String last = new CsnSource(CLOCK, "").next();
        var behind = new CsnSource(Clock.offset(CLOCK, Duration.ofHours(-1)), last);
        assertTrue(behind.next().compareTo(last) > 0);
    }
}
