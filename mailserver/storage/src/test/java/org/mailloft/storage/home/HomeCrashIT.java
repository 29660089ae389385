package org.mailloft.storage.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailloft.storage.disk.CrashDisk;
import org.mailloft.storage.disk.Disk;
import org.mailloft.storage.disk.RealDisk;

/**
 * The server is killed at every step of everything that happens to homes, or the disk fails there once. Then no message is
 * lost, none is in a home of somebody else, and giving the same command again ends where an undisturbed one does.
 */
class HomeCrashIT {

    private static final String ANNA = "private:anna@example.org";
    private static final String ANNE = "private:anne@example.net";
    private static final String FREE = "private:free@example.org";
    private static final String TEAM = "public:team@example.org";
    private static final String BESIDE = ":INDEX=%1$s/index/%%Ld/%%Ln:CONTROL=%1$s/control/%%Ld/%%Ln";

    @TempDir
    Path directory;

    /** What is done, and the homes that there are afterwards: where, and of whom. */
    enum Scene {
        CREATE(false, List.of(homes -> homes.create("id-3", "private:fresh@example.org", false))),
        CREATE_OVER_FOREIGN(false, List.of(homes -> homes.create("id-3", ANNA, false))),
        MOVE_OVER_FOREIGN_BESIDE(true, List.of(homes -> homes.move("id-1", ANNA, ANNE))),
        PUBLIC_AND_BACK(
                false, List.of(homes -> homes.move("id-1", ANNA, TEAM), homes -> homes.move("id-1", TEAM, FREE))),
        SWAP_BESIDE(true, swap()),
        BURY_BESIDE(true, List.of(homes -> homes.bury("id-1", ANNA, "removed")));

        private final boolean beside;
        private final transient List<Consumer<Homes>> commands;

        Scene(boolean beside, List<Consumer<Homes>> commands) {
            this.beside = beside;
            this.commands = commands;
        }

        private static List<Consumer<Homes>> swap() {
            return List.of(
                    homes -> homes.detach("id-1", ANNA),
                    homes -> homes.move("id-2", ANNE, ANNA),
                    homes -> homes.move("id-1", ANNA, ANNE));
        }
    }

    private Estate estate(Path root, Disk disk, Scene scene) {
        return new Estate(root, disk, scene.beside ? BESIDE.formatted(root) : "", Map.of());
    }

    /** Anna and Anne have mail. */
    private Path prepared(Scene scene, String name) throws IOException {
        var root = Files.createDirectory(directory.resolve(name));
        var estate = estate(root, new RealDisk(), scene);
        estate.deliver("anna@example.org", "id-1", "anna's");
        estate.deliver("anne@example.net", "id-2", "anne's");
        return root;
    }

    /** All directories that have to do with a message or a label, and what is in them. */
    private static TreeSet<String> contents(Path root) throws IOException {
        var contents = new TreeSet<String>();
        try (var all = Files.walk(root)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var path = root.relativize(file).toString().replaceAll("(@example[.]...)-2/", "$1/");
                if (path.endsWith("mailloft-id")) {
                    contents.add(path + " " + Files.readString(file).strip());
                } else if (path.contains("/new/") || path.contains("/cur/")) {
                    contents.add(path.replaceAll("[^/]*$", "")
                            + Files.readString(file).strip());
                } else if (path.endsWith("dovecot-uidlist") && !isEmptyMailbox(file.getParent())) {
                    contents.add(path);
                }
            }
        }
        return contents;
    }

    /** Such a mailbox gets its list when somebody first looks. */
    private static boolean isEmptyMailbox(Path directory) throws IOException {
        return Files.isDirectory(directory.resolve("cur"))
                && entries(directory.resolve("cur")).isEmpty();
    }

    private TreeSet<String> undisturbed(Scene scene) throws IOException {
        var root = prepared(scene, "undisturbed");
        var homes = estate(root, new RealDisk(), scene).homes;
        scene.commands.forEach(command -> command.accept(homes));
        return contents(root);
    }

    private static List<String> messages(TreeSet<String> contents) {
        return contents.stream()
                .filter(line -> line.contains("/new/") || line.contains("/cur/"))
                .map(line -> line.replaceAll(".*/", ""))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void killedAtAnyStep(Scene scene) throws IOException {
        var expected = undisturbed(scene);
        boolean reached = true;
        for (int step = 1; reached; step++) {
            var root = prepared(scene, "kill" + step);
            var disk = CrashDisk.stoppingAt(root, step);
            int failed = run(scene, estate(root, disk, scene), disk);
            reached = disk.hasStopped();
            check(scene, root, failed, "killed at step " + step, expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void diskFailsOnceAtAnyStep(Scene scene) throws IOException {
        var expected = undisturbed(scene);
        boolean reached = true;
        for (int step = 1; reached; step++) {
            var root = prepared(scene, "fail" + step);
            var disk = CrashDisk.failingOnceAt(root, step);
            var estate = estate(root, disk, scene);
            int failed = run(scene, estate, disk);
            reached = disk.hasStopped();
            assertEquals(List.of("anna's", "anne's"), messages(contents(root)), "failed at step " + step);
            for (int again = failed; again < scene.commands.size(); again++) {
                scene.commands.get(again).accept(estate.homes);
            }
            check(scene, root, scene.commands.size(), "failed at step " + step, expected);
        }
    }

    /** Gives the commands until the disk has had its failure. Returns the one that it hit. */
    private static int run(Scene scene, Estate estate, CrashDisk disk) {
        for (int at = 0; at < scene.commands.size(); at++) {
            try {
                scene.commands.get(at).accept(estate.homes);
            } catch (RuntimeException _) {
                assertTrue(disk.hasStopped());
            }
            if (disk.hasStopped()) {
                return at;
            }
        }
        return scene.commands.size();
    }

    private void check(Scene scene, Path root, int from, String when, TreeSet<String> expected) throws IOException {
        var text = scene + " " + when;
        assertEquals(List.of("anna's", "anne's"), messages(contents(root)), text);
        var estate = estate(root, new RealDisk(), scene);
        estate.homes.recover();
        assertEquals(List.of("anna's", "anne's"), messages(contents(root)), text);
        for (int at = from; at < scene.commands.size(); at++) {
            scene.commands.get(at).accept(estate.homes);
        }
        assertEquals(expected, contents(root), text);
        for (var row : estate.homes.list(Optional.empty())) {
            assertTrue(Files.isDirectory(row.path()), () -> text + " " + row);
        }
        for (var state : List.of(".limbo", ".parked", ".graveyard")) {
            for (var entry : entries(root.resolve(state))) {
                assertTrue(Files.isDirectory(entry.resolve("home")), () -> text + " " + entry);
                assertTrue(Files.readString(entry.resolve("note")).startsWith("step kept"), () -> text + " " + entry);
            }
        }
        assertFalse(contents(root).isEmpty());
        delete(root);
    }

    private static List<Path> entries(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return new ArrayList<>(all.toList());
        }
    }

    private static void delete(Path root) throws IOException {
        try (var all = Files.walk(root)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
