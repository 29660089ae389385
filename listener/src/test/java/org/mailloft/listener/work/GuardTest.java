package org.mailloft.listener.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GuardTest {

    private static final int HOMES = 100;

    private Instant now = Instant.EPOCH;
    private final Guard guard = new Guard(10, () -> now);

    @Test
    void nobodyGoesBeforeTheDirectoryHasSaidEverything() {
        guard.expect(id(1));
        assertFalse(guard.admits(id(1), HOMES));
        assertEquals(Set.of(id(1)), guard.refreshing(false));
        assertTrue(guard.admits(id(1), HOMES));
    }

    @Test
    void aTenthMayGoAndMoreMayNot() {
        guard.refreshing(false);
        expect(1, 10);
        assertTrue(guard.admits(id(1), HOMES));
        guard.expect(id(11));
        assertFalse(guard.admits(id(1), HOMES));
        assertEquals(Optional.of("11 of 100 homes would go at once"), guard.held(HOMES));
    }

    @Test
    void manyOneAfterTheOtherCountAsWell() {
        guard.refreshing(false);
        int homes = HOMES;
        for (int i = 0; i < 10; i++) {
            guard.expect(id(i));
            assertTrue(guard.admits(id(i), homes));
            guard.happened(id(i));
            homes--;
        }
        guard.expect(id(10));
        assertFalse(guard.admits(id(10), homes));
        assertEquals(Set.of(id(10)), guard.release());
        assertTrue(guard.admits(id(10), homes));
    }

    @Test
    void afterAWhileOthersMayGo() {
        guard.refreshing(false);
        expect(1, 10);
        for (int i = 1; i <= 10; i++) {
            guard.happened(id(i));
        }
        now = now.plus(Duration.ofMinutes(11));
        guard.expect(id(11));
        assertTrue(guard.admits(id(11), HOMES));
    }

    @Test
    void whoComesBackLetsTheOthersGo() {
        guard.refreshing(false);
        expect(1, 11);
        assertFalse(guard.admits(id(1), HOMES));
        assertEquals(10, guard.spare(id(11), HOMES).size());
        assertTrue(guard.admits(id(1), HOMES));
    }

    @Test
    void aFewMayAlwaysGoButNeverEverybody() {
        guard.refreshing(false);
        expect(1, 5);
        assertTrue(guard.admits(id(1), 10));
        assertFalse(guard.admits(id(1), 5));
    }

    @Test
    void whoeverIsReleasedGoesAndNobodyElse() {
        guard.refreshing(false);
        expect(1, 20);
        assertFalse(guard.admits(id(1), HOMES));
        guard.release();
        expect(21, 40);
        assertTrue(guard.admits(id(1), HOMES));
        assertFalse(guard.admits(id(21), HOMES));
    }

    private void expect(int first, int last) {
        for (int i = first; i <= last; i++) {
            guard.expect(id(i));
        }
    }

    private static UUID id(int number) {
        return new UUID(0, number);
    }
}
