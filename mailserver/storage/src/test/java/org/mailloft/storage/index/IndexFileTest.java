package org.mailloft.storage.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.disk.RealDisk;

class IndexFileTest {

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_800_000_000_000L), ZoneOffset.UTC);
    private static final String GUID = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void chooseFile() {
        file = directory.resolve("mailloft.index");
    }

    @Test
    void nothingIsLoadedWhereNothingIs() {
        assertTrue(opened("boot").load().isEmpty());
    }

    @Test
    void whatWasSavedIsLoaded() {
        var view = randomView(ChunkedView.EMPTY, new Random(1), 1000);
        opened("boot").save(new SavedIndex(GUID, 42, view, new byte[] {1, 2, 3}));
        var loaded = opened("boot").load().orElseThrow();
        assertEquals(GUID, loaded.guid());
        assertEquals(42, loaded.uidValidity());
        assertArrayEquals(new byte[] {1, 2, 3}, loaded.storeState());
        assertSame(view, loaded.view());
    }

    @Test
    void dateThatIsNotKnownIsNotKnownAfterwards() {
        var edit = new ViewEdit(ChunkedView.EMPTY);
        edit.append(new NewMessage(1, 0, Instant.ofEpochSecond(7), 1, 1, "known"));
        edit.append(new NewMessage(2, 0, Instant.MIN, 1, 1, "unknown"));
        var index = opened("boot");
        index.save(saved(edit.build()));
        var next = new ViewEdit(edit.build());
        next.append(new NewMessage(3, 0, Instant.MIN, 1, 1, "unknown too"));
        index.save(saved(next.build()));
        var loaded = opened("boot").load().orElseThrow().view().withDatesFrom((_, indexes) -> {
            assertArrayEquals(new int[] {1, 2}, indexes);
            return new long[] {8, 9};
        });
        assertEquals(Instant.ofEpochSecond(9), loaded.internalDate(2));
        assertEquals(Instant.ofEpochSecond(8), loaded.internalDate(1));
        assertEquals(Instant.ofEpochSecond(7), loaded.internalDate(0));
        opened("boot").saveWhole(saved(loaded));
        assertSame(loaded, opened("boot").load().orElseThrow().view());
    }

    @Test
    void changesAreAddedAndReplayed() throws IOException {
        var random = new Random(2);
        var index = opened("boot");
        var view = randomView(ChunkedView.EMPTY, random, 700);
        index.save(saved(view));
        long whole = Files.size(file);
        for (int n = 0; n < 50; n++) {
            view = randomView(view, random, 3);
            index.save(saved(view));
            assertSame(view, opened("boot").load().orElseThrow().view());
        }
        assertTrue(Files.size(file) > whole);
        assertTrue(Files.size(file) < 2 * whole, "a small change costs few octets");
        var second = opened("boot");
        second.load();
        view = randomView(view, random, 3);
        second.save(saved(view));
        assertSame(view, opened("boot").load().orElseThrow().view());
    }

    @Test
    void manyChangesAreWrittenTogetherAnew() throws IOException {
        var random = new Random(3);
        var index = opened("boot");
        var view = ChunkedView.EMPTY;
        long largest = 0;
        for (int n = 0; n < 1100; n++) {
            view = randomView(view, random, 1);
            index.save(saved(view));
            largest = Math.max(largest, Files.size(file));
        }
        assertSame(view, opened("boot").load().orElseThrow().view());
        assertTrue(largest > Files.size(file), "the file must have been written anew at times");
        assertFalse(Files.exists(directory.resolve("mailloft.index.tmp")));
    }

    @Test
    void savingTheSameAgainWritesNothing() throws IOException {
        var index = opened("boot");
        var view = randomView(ChunkedView.EMPTY, new Random(4), 10);
        index.save(saved(view));
        long size = Files.size(file);
        index.save(saved(view));
        assertEquals(size, Files.size(file));
    }

    /** Cut off anywhere, the file gives an earlier state or nothing, and modification sequences start anew. */
    @Test
    void fileCutOffAnywhereGivesAnEarlierStateOrNothing() throws IOException {
        var random = new Random(5);
        var index = opened("boot");
        var first = randomView(ChunkedView.EMPTY, random, 5);
        index.save(saved(first));
        int whole = (int) Files.size(file);
        var second = randomView(first, random, 3);
        index.save(saved(second));
        var content = Files.readAllBytes(file);
        for (int length = 0; length < content.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(content, length));
            var loaded = opened("boot").load();
            if (length < whole) {
                assertTrue(loaded.isEmpty(), "cut to " + length);
            } else if (length == whole) {
                assertSame(first, loaded.orElseThrow().view());
            } else {
                assertEquals(first.size(), loaded.orElseThrow().view().size());
                assertEquals(CLOCK.millis(), loaded.orElseThrow().view().highestModSeq());
            }
        }
    }

    @Test
    void octetChangedAnywhereIsNeverBelieved() throws IOException {
        var index = opened("boot");
        var view = randomView(ChunkedView.EMPTY, new Random(6), 3);
        index.save(saved(view));
        var content = Files.readAllBytes(file);
        for (int at = 0; at < content.length; at++) {
            content[at] ^= 0x10;
            Files.write(file, content);
            assertTrue(opened("boot").load().isEmpty(), "octet " + at);
            content[at] ^= 0x10;
        }
    }

    @Test
    void afterTheMachineWasStartedModSeqsStartAnewAndTheFileIsWrittenWhole() throws IOException {
        var view = randomView(ChunkedView.EMPTY, new Random(7), 10);
        opened("boot").save(saved(view));
        var index = opened("next boot");
        var loaded = index.load().orElseThrow().view();
        assertEquals(CLOCK.millis(), loaded.highestModSeq());
        assertEquals(view.modSeq(3), loaded.modSeq(3), "messages keep theirs");
        index.save(saved(loaded));
        assertSame(loaded, opened("next boot").load().orElseThrow().view());
    }

    @Test
    void anotherFileInItsPlaceIsReplaced() throws IOException {
        var index = opened("boot");
        var view = randomView(ChunkedView.EMPTY, new Random(8), 10);
        index.save(saved(view));
        Files.writeString(file, "something else");
        view = randomView(view, new Random(9), 10);
        index.save(saved(view));
        assertSame(view, opened("boot").load().orElseThrow().view());
        Files.delete(file);
        view = randomView(view, new Random(10), 10);
        index.save(saved(view));
        assertSame(view, opened("boot").load().orElseThrow().view());
    }

    @Test
    void directoryThatIsGoneFailsNothing() throws IOException {
        var index = opened("boot");
        Files.delete(directory);
        index.save(saved(ChunkedView.EMPTY));
        Files.createDirectory(directory);
        index.save(saved(ChunkedView.EMPTY));
        assertTrue(opened("boot").load().isPresent());
    }

    private IndexFile opened(String bootId) {
        return new IndexFile(new RealDisk(), file, 0600, bootId, CLOCK);
    }

    private static SavedIndex saved(ChunkedView view) {
        return new SavedIndex(GUID, 42, view, new byte[0]);
    }

    private static ChunkedView randomView(ChunkedView from, Random random, int operations) {
        var edit = new ViewEdit(from);
        for (int n = 0; n < operations; n++) {
            int index = from.size() == 0 ? -1 : random.nextInt(from.size());
            switch (index < 0 ? 3 : random.nextInt(6)) {
                case 0 -> edit.expunge(index);
                case 1 -> edit.setFlags(index, random.nextLong(32));
                case 2 ->
                    edit.setFlags(index, 1L << MailboxView.FIRST_KEYWORD_BIT + edit.keyword("k" + random.nextInt(5)));
                default ->
                    edit.append(new NewMessage(
                            edit.uidNext() + random.nextInt(2),
                            random.nextLong(32),
                            Instant.ofEpochSecond(random.nextInt()),
                            random.nextInt(100_000),
                            random.nextInt(100_000),
                            "1795292495.M280298P31421.vm,S=" + random.nextInt()));
            }
        }
        if (random.nextBoolean()) {
            edit.firstRecentUid(edit.uidNext());
        }
        return edit.build();
    }

    private static void assertSame(ChunkedView expected, ChunkedView actual) {
        assertEquals(expected.size(), actual.size());
        assertEquals(expected.keywords(), actual.keywords());
        assertEquals(expected.uidNext(), actual.uidNext());
        assertEquals(expected.highestModSeq(), actual.highestModSeq());
        assertEquals(expected.firstRecentUid(), actual.firstRecentUid());
        for (int index = 0; index < expected.size(); index++) {
            assertEquals(expected.uid(index), actual.uid(index));
            assertEquals(expected.allBits(index), actual.allBits(index));
            assertEquals(expected.modSeq(index), actual.modSeq(index));
            assertEquals(expected.internalDate(index), actual.internalDate(index));
            assertEquals(expected.size(index), actual.size(index));
            assertEquals(expected.physicalSize(index), actual.physicalSize(index));
            assertEquals(expected.key(index), actual.key(index));
        }
    }
}
