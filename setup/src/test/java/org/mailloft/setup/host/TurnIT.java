package org.mailloft.setup.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class TurnIT {

    /** Has the lock until there is a line on its standard input. */
    private static final String HOLDER = """
            import fcntl, sys
            file = open(sys.argv[1], "w")
            fcntl.lockf(file, fcntl.LOCK_EX)
            print("locked", flush=True)
            sys.stdin.readline()
            """;

    @Test
    void waitsForAnotherProcess(@TempDir Path folder) throws Exception {
        var lock = folder.resolve("lock");
        var other = new ProcessBuilder("python3", "-c", HOLDER, lock.toString()).start();
        try {
            assertEquals("locked", other.inputReader().readLine());
            var news = new ArrayList<String>();
            try (var _ = Turn.await(lock, sentence -> {
                news.add(sentence);
                tellToEnd(other);
            })) {
                assertEquals(0, other.waitFor());
            }
            assertEquals(List.of("Waiting for another mailloft-setup to end."), news);
        } finally {
            other.destroyForcibly();
        }
    }

    private static void tellToEnd(Process other) {
        try {
            other.outputWriter().append("\n").flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoComesAfterwardsNeedsNotWait(@TempDir Path folder) throws Exception {
        var lock = folder.resolve("lock");
        var news = new ArrayList<String>();
        for (int i = 0; i < 2; i++) {
            try (var _ = Turn.await(lock, news::add)) {
                assertTrue(Files.exists(lock));
            }
        }
        assertEquals(List.of(), news);
    }
}
