package org.mailloft.storage.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.storage.Mailbox.Derived;
import org.mailloft.storage.disk.RealDisk;

class HeaderCacheTest {

    private static final String GUID = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path directory;

    private Path file;
    private ChunkedView view = withMessages(1000);

    @BeforeEach
    void chooseFile() {
        file = directory.resolve("mailloft.cache");
    }

    @Test
    void whatIsKeptIsFoundBeforeAndAfterItIsWritten() {
        try (var cache = opened()) {
            cache.put(1, Derived.HEADER, content(1));
            cache.put(1, Derived.BODY, new byte[0]);
            assertKept(cache, 1, Derived.HEADER);
            cache.flush();
            assertKept(cache, 1, Derived.HEADER);
            assertEquals(0, cache.get(1, Derived.BODY).orElseThrow().length);
            assertTrue(cache.get(1, Derived.ENVELOPE).isEmpty());
            assertTrue(cache.get(2, Derived.HEADER).isEmpty());
        }
        try (var cache = opened()) {
            assertKept(cache, 1, Derived.HEADER);
            assertEquals(0, cache.get(1, Derived.BODY).orElseThrow().length);
        }
    }

    @Test
    void manyContentsAreWrittenAsTheyCome() throws IOException {
        try (var cache = opened()) {
            for (int uid = 1; uid <= 1000; uid++) {
                cache.put(uid, Derived.HEADER, content(uid));
                cache.put(uid, Derived.ENVELOPE, content(-uid));
            }
            assertTrue(Files.size(file) > 500_000, "what waits in memory is bounded");
        }
        try (var cache = opened()) {
            for (int uid = 1; uid <= 1000; uid++) {
                assertKept(cache, uid, Derived.HEADER);
                assertArrayEquals(
                        content(-uid), cache.get(uid, Derived.ENVELOPE).orElseThrow());
            }
        }
    }

    @Test
    void neitherStrangersNorGiantsAreKept() {
        try (var cache = opened()) {
            cache.put(5000, Derived.BODY, content(1));
            cache.put(1, Derived.BODY, new byte[64 * 1024 + 1]);
            cache.put(2, Derived.BODY, new byte[64 * 1024]);
            cache.flush();
            assertTrue(cache.get(5000, Derived.BODY).isEmpty());
            assertTrue(cache.get(1, Derived.BODY).isEmpty());
            assertEquals(64 * 1024, cache.get(2, Derived.BODY).orElseThrow().length);
        }
    }

    @Test
    void expungedMessagesGiveNothingAndAreClearedAway() throws IOException {
        long largest;
        try (var cache = opened()) {
            fill(cache, 1, 1000);
            largest = Files.size(file);
            expungeBelow(901);
            assertTrue(cache.get(1, Derived.HEADER).isEmpty());
            view = append(view, 1500);
            fill(cache, 1001, 2500);
            for (int uid = 901; uid <= 2500; uid++) {
                assertKept(cache, uid, Derived.HEADER);
            }
        }
        assertTrue(Files.size(file) < largest * 2, "the octets of 900 messages are gone");
        try (var cache = opened()) {
            for (int uid = 901; uid <= 2500; uid++) {
                assertKept(cache, uid, Derived.HEADER);
            }
        }
    }

    @Test
    void cacheOfAnotherMailboxIsNotBelieved() {
        try (var cache = opened()) {
            cache.put(1, Derived.HEADER, content(1));
        }
        try (var cache = new HeaderCache(new RealDisk(), file, 0600, GUID.replace('0', 'f'), 7, () -> view)) {
            assertTrue(cache.get(1, Derived.HEADER).isEmpty());
        }
        try (var cache = new HeaderCache(new RealDisk(), file, 0600, GUID, 8, () -> view)) {
            assertTrue(cache.get(1, Derived.HEADER).isEmpty());
            cache.put(1, Derived.HEADER, content(1));
        }
        try (var cache = opened()) {
            assertTrue(cache.get(1, Derived.HEADER).isEmpty(), "the file belongs to the other one now");
        }
    }

    /** Cut off anywhere, what is found is right, and what is kept afterwards is found. */
    @Test
    void fileCutOffAnywhereGivesWhatIsWhole() throws IOException {
        view = withMessages(5);
        try (var cache = opened()) {
            cache.put(1, Derived.HEADER, new byte[] {1});
            cache.flush();
            cache.put(2, Derived.HEADER, new byte[] {2});
            cache.put(3, Derived.HEADER, new byte[] {3});
        }
        var content = Files.readAllBytes(file);
        for (int length = 0; length <= content.length; length++) {
            Files.delete(file);
            Files.write(file, Arrays.copyOf(content, length));
            try (var cache = opened()) {
                for (int uid = 1; uid <= 3; uid++) {
                    var expected = new byte[] {(byte) uid};
                    cache.get(uid, Derived.HEADER).ifPresent(found -> assertArrayEquals(expected, found));
                }
                cache.put(4, Derived.HEADER, new byte[] {4});
                cache.flush();
                assertArrayEquals(new byte[] {4}, cache.get(4, Derived.HEADER).orElseThrow(), "cut to " + length);
            }
            try (var cache = opened()) {
                assertArrayEquals(new byte[] {4}, cache.get(4, Derived.HEADER).orElseThrow(), "cut to " + length);
            }
        }
    }

    @Test
    void octetChangedAnywhereIsNeverBelieved() throws IOException {
        view = withMessages(3);
        try (var cache = opened()) {
            cache.put(1, Derived.HEADER, content(1));
            cache.put(2, Derived.HEADER, content(2));
        }
        var content = Files.readAllBytes(file);
        for (int at = 0; at < content.length; at += 1 + at / 100) {
            content[at] ^= 0x10;
            Files.delete(file);
            Files.write(file, content);
            try (var cache = opened()) {
                for (int uid = 1; uid <= 2; uid++) {
                    var expected = content(uid);
                    cache.get(uid, Derived.HEADER).ifPresent(found -> assertArrayEquals(expected, found));
                }
            }
            content[at] ^= 0x10;
        }
    }

    @Test
    void directoryThatIsGoneFailsNothing() throws IOException {
        try (var cache = opened()) {
            Files.delete(directory);
            cache.put(1, Derived.HEADER, content(1));
            cache.flush();
            assertTrue(cache.get(1, Derived.HEADER).isEmpty());
            Files.createDirectory(directory);
            cache.put(1, Derived.HEADER, content(1));
            cache.flush();
            assertKept(cache, 1, Derived.HEADER);
        }
    }

    @Test
    void closedCacheKeepsAndFindsNothing() {
        var cache = opened();
        cache.put(1, Derived.HEADER, content(1));
        cache.close();
        cache.close();
        cache.put(2, Derived.HEADER, content(2));
        assertTrue(cache.get(1, Derived.HEADER).isEmpty());
        assertTrue(cache.get(2, Derived.HEADER).isEmpty());
    }

    private HeaderCache opened() {
        return new HeaderCache(new RealDisk(), file, 0600, GUID, 7, () -> view);
    }

    private void fill(HeaderCache cache, int first, int last) {
        for (int uid = first; uid <= last; uid++) {
            cache.put(uid, Derived.HEADER, content(uid));
        }
    }

    private static void assertKept(HeaderCache cache, int uid, Derived what) {
        assertArrayEquals(content(uid), cache.get(uid, what).orElseThrow());
    }

    private static byte[] content(int seed) {
        var content = new byte[1000 + Math.abs(seed) % 1000];
        new Random(seed).nextBytes(content);
        return content;
    }

    private void expungeBelow(long uid) {
        var edit = new ViewEdit(view);
        for (int index = 0; view.uid(index) < uid; index++) {
            edit.expunge(index);
        }
        view = edit.build();
    }

    private static ChunkedView withMessages(int count) {
        return append(ChunkedView.EMPTY, count);
    }

    private static ChunkedView append(ChunkedView to, int count) {
        var edit = new ViewEdit(to);
        for (int n = 0; n < count; n++) {
            edit.append(new NewMessage(edit.uidNext(), 0, Instant.EPOCH, 1, 1, ""));
        }
        return edit.build();
    }
}
