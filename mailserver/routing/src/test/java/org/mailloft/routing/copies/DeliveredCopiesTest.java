package org.mailloft.routing.copies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveredCopiesTest {

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-21T22:17:28Z");

    private DeliveredCopies open() throws IOException {
        return DeliveredCopies.open(folder.resolve("copies"), () -> now);
    }

    @Test
    void whatWasAddedIsThereAfterARestartAndAddsUp() throws IOException {
        try (var copies = open()) {
            assertTrue(copies.isEmpty());
            copies.add("m1", List.of("a@x", "b@x"));
            copies.add("m2", List.of("c@x"));
        }
        try (var copies = open()) {
            copies.add("m1", List.of("d@x"));
            assertEquals(Set.of("a@x", "b@x", "d@x"), copies.of("m1"));
        }
        try (var copies = open()) {
            assertEquals(Set.of("a@x", "b@x", "d@x"), copies.of("m1"));
            assertEquals(Set.of("c@x"), copies.of("m2"));
            assertEquals(Set.of(), copies.of("m3"));
        }
    }

    @Test
    void whatNobodyTriesAgainIsForgotten() throws IOException {
        try (var copies = open()) {
            copies.add("m1", List.of("a@x"));
            now = now.plus(DeliveredCopies.REMEMBERED).plus(Duration.ofSeconds(1));
            assertEquals(Set.of(), copies.of("m1"));
        }
        try (var copies = open()) {
            assertTrue(copies.isEmpty());
            assertEquals(0, Files.size(folder.resolve("copies")));
        }
    }

    @Test
    void aHalfWrittenRecordIsNotBelieved() throws IOException {
        try (var copies = open()) {
            copies.add("m1", List.of("a@x"));
        }
        Files.writeString(folder.resolve("copies"), "# record 30 0000", StandardOpenOption.APPEND);
        try (var copies = open()) {
            assertEquals(Set.of("a@x"), copies.of("m1"));
        }
    }

    @Test
    void theFileStaysSmall() throws IOException {
        var address = "a".repeat(4000) + "@x";
        try (var copies = open()) {
            for (int i = 0; i < 90; i++) {
                copies.add("m" + i % 10, List.of(address));
            }
            assertFalse(copies.isEmpty());
        }
        assertTrue(Files.size(folder.resolve("copies")) < 140_000);
    }
}
