package org.mailloft.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Network namespaces by name. A name says which process it belongs to, so that what a dead one left can be found. */
final class Namespaces {

    private static final Path FOLDER = Path.of("/run/netns");
    private static final Pattern NAME = Pattern.compile("mailloft-test-([0-9]{1,10})-.*");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Namespaces() {}

    static String nameOf(long owner, int number) {
        return "mailloft-test-" + owner + "-" + number;
    }

    static Path path(String name) {
        return FOLDER.resolve(name);
    }

    static void add(String name) throws IOException {
        run("ip", "netns", "add", name);
    }

    /** Ends the programs in it first: the kernel would keep it for them, without a name to find it by. */
    static void remove(String name) throws IOException {
        run("ip", "netns", "pids", name)
                .lines()
                .map(Long::valueOf)
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .forEach(ProcessHandle::destroyForcibly);
        run("ip", "netns", "delete", name);
    }

    /** Removes what processes left that are no more. */
    static void sweep() throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            return;
        }
        List<String> names;
        try (var entries = Files.list(FOLDER)) {
            names = entries.map(entry -> entry.getFileName().toString()).toList();
        }
        for (var name : names) {
            var parts = NAME.matcher(name);
            if (parts.matches()
                    && ProcessHandle.of(Long.parseLong(parts.group(1))).isEmpty()) {
                removeIfThere(name);
            }
        }
    }

    /** Two test runs may sweep at once. */
    private static void removeIfThere(String name) throws IOException {
        try {
            remove(name);
        } catch (IOException failed) {
            if (Files.exists(path(name))) {
                throw failed;
            }
        }
    }

    private static String run(String... command) throws IOException {
        return Program.run(PATIENCE, command).orFail();
    }
}
