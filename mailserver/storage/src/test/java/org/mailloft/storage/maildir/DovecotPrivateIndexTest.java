package org.mailloft.storage.maildir;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.storage.OwnFlags.Earlier;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.disk.RealDisk;

/** A log that Dovecot 2.3.19 wrote for a reader who read six messages and marked three of them as unread. */
class DovecotPrivateIndexTest {

    private static final long UID_VALIDITY = 1_795_326_221;

    @TempDir
    private Path folder;

    private static byte[] written() throws IOException {
        try (var in = DovecotPrivateIndexTest.class.getResourceAsStream("dovecot.index.pvt.log")) {
            return in.readAllBytes();
        }
    }

    private Optional<Earlier> read(byte[] log) throws IOException {
        Files.write(folder.resolve("dovecot.index.pvt.log"), log);
        return DovecotPrivateIndex.read(new RealDisk(), folder, UID_VALIDITY);
    }

    @Test
    void logAloneTellsWhatWasRead() throws IOException {
        assertEquals(Optional.of(new Earlier(UidSet.of(3, 4, 6), UidSet.of(1, 2, 5))), read(written()));
    }

    @Test
    void anotherMailboxesIsNotUsed() throws IOException {
        read(written());
        assertEquals(Optional.empty(), DovecotPrivateIndex.read(new RealDisk(), folder, UID_VALIDITY + 1));
        assertEquals(
                Optional.empty(), DovecotPrivateIndex.read(new RealDisk(), folder.resolve("nowhere"), UID_VALIDITY));
    }

    @Test
    void damagedOneIsReadAsFarAsItGoes() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            var octets = Arrays.copyOf(written(), random.nextInt(written().length) + 1);
            for (int n = random.nextInt(4); n > 0; n--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
            }
            Files.write(folder.resolve("dovecot.index.pvt"), octets);
            assertDoesNotThrow(() -> read(octets), () -> "seed " + seed);
        }
    }
}
