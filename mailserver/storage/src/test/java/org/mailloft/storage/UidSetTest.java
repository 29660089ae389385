package org.mailloft.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UidSetTest {

    @Test
    void sumsAndDifferencesAreThoseOfSets() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            var one = random(random);
            var other = random(random);
            var both = new TreeSet<>(one);
            both.addAll(other);
            var left = new TreeSet<>(one);
            left.removeAll(other);
            assertEquals(set(both), set(one).plus(set(other)), () -> "seed " + seed);
            assertEquals(set(left), set(one).minus(set(other)), () -> "seed " + seed);
            assertEquals(set(both), UidSet.parse(set(both).toString()), () -> "seed " + seed);
        }
    }

    private static HashSet<Long> random(Random random) {
        return random.longs(random.nextInt(12), 1, 20).boxed().collect(Collectors.toCollection(HashSet::new));
    }

    private static UidSet set(java.util.Set<Long> uids) {
        return UidSet.of(uids.stream().mapToLong(Long::longValue).toArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2:1", "1,", "x", "1:4294967296", "-1", "1:2:3"})
    void textThatIsNoSetIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> UidSet.parse(text));
    }
}
