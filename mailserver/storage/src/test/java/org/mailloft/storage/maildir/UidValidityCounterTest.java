package org.mailloft.storage.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.storage.disk.RealDisk;

class UidValidityCounterTest {

    @TempDir
    Path root;

    private UidValidityCounter counter;

    @BeforeEach
    void open() {
        var clock = Clock.fixed(Instant.ofEpochSecond(0x6b01fcf0L), ZoneOffset.UTC);
        counter = new UidValidityCounter(new RealDisk(), root, Permissions.PRIVATE, clock);
    }

    @Test
    void startsWithTheTimeAndCountsOn() throws IOException {
        assertEquals(0x6b01fcf0L, counter.next());
        assertEquals("6b01fcf0", Files.readString(root.resolve("dovecot-uidvalidity")));
        assertEquals(0x6b01fcf1L, counter.next());
        assertEquals(Set.of("dovecot-uidvalidity", "dovecot-uidvalidity.6b01fcf1"), names());
    }

    @Test
    void goesOnWhereDovecotWas() throws IOException {
        Files.writeString(root.resolve("dovecot-uidvalidity"), "6b01fcfe");
        Files.createFile(root.resolve("dovecot-uidvalidity.6b01fcfe"));
        assertEquals(0x6b01fcffL, counter.next());
    }

    @Test
    void findsAMarkerThatMovedOnBehindTheFile() throws IOException {
        Files.writeString(root.resolve("dovecot-uidvalidity"), "00000010");
        Files.createFile(root.resolve("dovecot-uidvalidity.00000013"));
        assertEquals(0x14, counter.next());
        Files.writeString(root.resolve("dovecot-uidvalidity"), "00000010");
        Files.move(root.resolve("dovecot-uidvalidity.00000014"), root.resolve("dovecot-uidvalidity.00000100"));
        assertEquals(0x101, counter.next());
    }

    @Test
    void aFileWithNonsenseIsOverruledByTheMarker() throws IOException {
        Files.writeString(root.resolve("dovecot-uidvalidity"), "nonsense");
        Files.createFile(root.resolve("dovecot-uidvalidity.00000010"));
        Files.createFile(root.resolve("dovecot-uidvalidity.00000020"));
        assertEquals(0x21, counter.next());
        assertEquals(Set.of("dovecot-uidvalidity", "dovecot-uidvalidity.00000021"), names());
        assertEquals("00000021", Files.readString(root.resolve("dovecot-uidvalidity")));
    }

    @Test
    void neverGivesZero() throws IOException {
        Files.writeString(root.resolve("dovecot-uidvalidity"), "ffffffff");
        Files.createFile(root.resolve("dovecot-uidvalidity.ffffffff"));
        assertEquals(1, counter.next());
    }

    private Set<String> names() throws IOException {
        try (var entries = Files.list(root)) {
            return entries.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
