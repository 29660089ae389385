package org.mailloft.storage.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.disk.RealDisk;

class DotLockTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final long OURS = 100;

    @TempDir
    Path directory;

    private Path file;
    private Path lock;

    /** Process 100 is ours and started a minute ago, 200 started an hour ago, no other is alive. */
    private final Host host = new Host("vm", OURS, 0, Clock.fixed(NOW, ZoneOffset.UTC), pid -> switch ((int) pid) {
        case 100 -> Optional.of(NOW.minusSeconds(60));
        case 200 -> Optional.of(NOW.minusSeconds(3600));
        default -> Optional.empty();
    });

    @BeforeEach
    void names() {
        file = directory.resolve("dovecot-uidlist");
        lock = directory.resolve("dovecot-uidlist.lock");
    }

    @Test
    void holdsPidAndHostWithoutALineEnd() throws IOException {
        try (var _ = acquire(10, 1000)) {
            assertEquals("100:vm", Files.readString(lock));
        }
        assertFalse(Files.exists(lock));
    }

    @Test
    void whoWaitsTooLongIsToldSo() throws IOException {
        try (var _ = acquire(10, 1000)) {
            var failure = assertThrows(MailFailure.class, () -> acquire(5, 1000));
            assertEquals(MailFailure.Reason.IN_USE, failure.reason());
            assertTrue(Files.exists(lock));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "300:vm, 3, true", // no such process
        "300:vm, 1, false", // perhaps not visible yet
        "200:vm, 3, false", // alive
        "200:vm, 3599, false",
        "200:vm, 3700, true", // started after the lock was made
        "100:vm, 30, false", // somebody else in our process
        "100:vm, 90, true", // our number, used before us
        "300:other, 3000, false", // who knows
        "300, 3000, false",
        "x:vm, 3000, false",
        "'', 5, false", // about to be filled
        "'', 3000, true", // killed before it could be filled
        "99999999999999:vm, 3000, false",
    })
    void aLockIsBrokenOnlyWhenItsProcessMustBeGone(String content, long ageSeconds, boolean broken) throws IOException {
        Files.writeString(lock, content);
        Files.setLastModifiedTime(lock, FileTime.from(NOW.minusSeconds(ageSeconds)));
        if (broken) {
            acquire(5, 10_000).close();
            assertFalse(Files.exists(lock));
        } else {
            assertThrows(MailFailure.class, () -> acquire(5, 10_000));
            assertEquals(content, Files.readString(lock));
        }
    }

    @Test
    void aLockNobodyTouchesIsForgotten() throws IOException {
        Files.writeString(lock, "200:vm");
        acquire(1000, 20).close();
        assertFalse(Files.exists(lock));
    }

    @Test
    void longWorkTouchesTheLock() throws IOException {
        try (var held = acquire(10, 1000)) {
            Files.setLastModifiedTime(lock, FileTime.from(NOW.minusSeconds(5)));
            held.touch();
            assertEquals(NOW.minusSeconds(5), Files.getLastModifiedTime(lock).toInstant());
        }
    }

    @Test
    void aLockBrokenByOthersIsNoErrorAtTheEnd() throws IOException {
        try (var _ = acquire(10, 1000)) {
            Files.delete(lock);
        }
        assertFalse(Files.exists(lock));
    }

    @Test
    void maxLockTimeoutBoundsTheWait() {
        assertEquals(
                Duration.ofSeconds(5),
                DotLock.Rules.UID_LIST.within(Duration.ofSeconds(5)).timeout());
        assertEquals(DotLock.Rules.UID_LIST, DotLock.Rules.UID_LIST.within(Duration.ZERO));
        assertEquals(DotLock.Rules.UID_LIST, DotLock.Rules.UID_LIST.within(Duration.ofHours(1)));
    }

    private DotLock acquire(long timeoutMillis, long staleMillis) throws IOException {
        var rules = new DotLock.Rules(Duration.ofMillis(timeoutMillis), Duration.ofMillis(staleMillis));
        return DotLock.acquire(new RealDisk(), host, file, rules);
    }
}
