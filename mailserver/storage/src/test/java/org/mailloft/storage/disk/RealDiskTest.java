package org.mailloft.storage.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealDiskTest {

    @TempDir
    Path root;

    private final Disk disk = new RealDisk();

    @Test
    void modesAreExactWhateverTheUmask() throws IOException {
        disk.create(root.resolve("file"), 0666).close();
        disk.createDirectory(root.resolve("directory"), 02777);
        assertEquals(0666, disk.ownership(root.resolve("file")).mode());
        assertEquals(02777, disk.ownership(root.resolve("directory")).mode());
    }

    @Test
    void createNeverReplaces() throws IOException {
        write("file", "one");
        assertThrows(FileAlreadyExistsException.class, () -> disk.create(root.resolve("file"), 0600));
        assertArrayEquals("one".getBytes(), disk.readAll(root.resolve("file")));
    }

    @Test
    void appendAndOverwriteKeepTheRest() throws IOException {
        write("file", "0123");
        try (var file = disk.append(root.resolve("file"))) {
            file.write("45".getBytes());
            assertEquals(6, file.size());
        }
        try (var file = disk.overwrite(root.resolve("file"))) {
            file.write("ab".getBytes());
            file.force();
        }
        assertEquals("ab2345", new String(disk.readAll(root.resolve("file"))));
    }

    @Test
    void missingFilesAreToldByTheirException() throws IOException {
        var none = root.resolve("none");
        assertThrows(NoSuchFileException.class, () -> disk.status(none));
        assertThrows(NoSuchFileException.class, () -> disk.read(none));
        assertThrows(NoSuchFileException.class, () -> disk.append(none));
        assertThrows(NoSuchFileException.class, () -> disk.rename(none, root.resolve("x")));
        assertThrows(NoSuchFileException.class, () -> disk.link(none, root.resolve("x")));
        assertThrows(NoSuchFileException.class, () -> disk.list(none));
        assertTrue(disk.find(none).isEmpty());
        assertFalse(disk.deleteIfExists(none));
    }

    @Test
    void statusTellsWhatChanged() throws IOException {
        write("file", "one");
        disk.link(root.resolve("file"), root.resolve("other"));
        var date = Instant.parse("2026-01-02T03:04:05.123456789Z");
        disk.setModified(root.resolve("file"), date);
        var status = disk.status(root.resolve("file"));
        assertEquals(date, status.modified());
        assertEquals(3, status.size());
        assertEquals(status, disk.status(root.resolve("other")));
        assertEquals(2, disk.ownership(root.resolve("other")).links());
        assertTrue(disk.status(root).directory());
        disk.forceDirectory(root);
        assertEquals(List.of("file", "other"), disk.list(root).stream().sorted().toList());
    }

    @Test
    void largeFilesAreStreamedAndSmallOnesHeld() throws IOException {
        var octets = new byte[200_000];
        octets[199_999] = 7;
        try (var file = disk.create(root.resolve("large"), 0600)) {
            file.write(octets, 0, octets.length);
        }
        write("small", "one");
        try (var in = disk.read(root.resolve("large"))) {
            assertArrayEquals(octets, in.readAllBytes());
        }
        try (var in = disk.read(root.resolve("small"))) {
            assertEquals("one", new String(in.readAllBytes()));
        }
    }

    private void write(String name, String text) throws IOException {
        try (var file = disk.create(root.resolve(name), 0600)) {
            file.write(text.getBytes());
        }
    }
}
