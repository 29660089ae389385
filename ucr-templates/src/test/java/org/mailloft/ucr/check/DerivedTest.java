package org.mailloft.ucr.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.Values;

class DerivedTest {

    private static final String LIMITS = "mail/dovecot/limits/";

    @Test
    void withNothingSetTheyAreThoseOfUnivention() {
        var derived = of(Map.of());
        assertEquals(2000, derived.authClientLimit());
        assertEquals(1603, derived.anvilClientLimit());
        assertEquals(524_288, derived.openFiles());
    }

    @Test
    void theyFollowTheNumberOfProcesses() {
        var derived = of(Map.of(LIMITS + "default_process_limit", "3000", LIMITS + "default_client_limit", "3000"));
        assertEquals(15_000, derived.authClientLimit());
        assertEquals(12_003, derived.anvilClientLimit());
        assertEquals(524_288, derived.openFiles());
    }

    @Test
    void theyDoNotFallBelowThoseOfUnivention() {
        assertEquals(2000, of(Map.of(LIMITS + "default_process_limit", "10")).authClientLimit());
    }

    @Test
    void whatIsSetCounts() {
        assertEquals(5000, of(Map.of(LIMITS + "auth/client_limit", "5000")).authClientLimit());
        assertEquals(
                900_000, of(Map.of(LIMITS + "anvil/client_limit", "900000")).openFiles());
    }

    @Test
    void theDefaultLayerIsNotWhatIsSet() {
        var values = new Values(Map.of(
                Layer.DEFAULT, Map.of(LIMITS + "auth/client_limit", "2000"),
                Layer.NORMAL, Map.of(LIMITS + "default_process_limit", "500")));
        assertEquals(2500, Derived.of(values).authClientLimit());
    }

    @Test
    void nonsenseCountsAsNotSet() {
        assertEquals(2000, of(Map.of(LIMITS + "default_process_limit", "many")).authClientLimit());
        assertEquals(
                2000, of(Map.of(LIMITS + "auth/client_limit", "99999999999")).authClientLimit());
    }

    @Test
    void theLargestNumbersThatCanBeSetDoNotOverflow() {
        var derived =
                of(Map.of(LIMITS + "default_process_limit", "1000000", LIMITS + "default_client_limit", "1000000"));
        assertEquals(5_000_000, derived.authClientLimit());
        assertTrue(derived.openFiles() > 5_000_000);
    }

    private static Derived of(Map<String, String> normal) {
        return Derived.of(new Values(Map.of(Layer.NORMAL, normal)));
    }
}
