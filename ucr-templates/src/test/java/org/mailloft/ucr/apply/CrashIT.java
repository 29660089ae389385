package org.mailloft.ucr.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A change ends before each of its steps, one after the other. What readers see is at once that of before or that of after;
 * the next call makes the registry, the history and the services agree with it, and loses nothing.
 */
class CrashIT {

    @TempDir
    Path folder;

    @Test
    void aChange() throws Exception {
        everywhere(host -> host.set("app/name=Bob", "app/secret=Bob"), true);
    }

    @Test
    void aCommitThatBringsLinksBack() throws Exception {
        everywhere(host -> host.applier().commit(List.of()), true);
    }

    @Test
    void anUndo() throws Exception {
        everywhere(host -> host.applier().undo(), true);
    }

    @Test
    void givingUpAPackage() throws Exception {
        everywhere(host -> host.applier().unregister("web"), true);
    }

    @Test
    void theFirstChangeOfAll() throws Exception {
        everywhere(host -> host.set("app/name=Bob", "app/secret=Bob"), false);
    }

    /** The same once more with a process that really ends, at some of the steps. */
    @Test
    void aKilledProcess() throws Exception {
        var words = List.of("set", "Bob");
        for (int step = 1, killed = 1; killed > 0; step += 5) {
            var host = furnish("process" + step, true);
            var before = host.snapshot();
            killed = Child.isKilledAt(host, step, words) ? 1 : 0;
            host.applier().applyPending();
            var now = host.snapshot();
            assertTrue(now.equals(before) || host.read(SmallHost.A).contains("name = Bob"), now);
            assertEquals(now.contains("app/name=Bob"), host.read(SmallHost.A).contains("name = Bob"), now);
            assertEquals(now.contains("app/name=Bob"), host.applier().history().size() == 3, now);
        }
    }

    /** @param change gets a host; its steps are those of the host */
    private void everywhere(Change change, boolean inUse) throws Exception {
        var model = furnish("model", inUse);
        var before = model.snapshot();
        var seenBefore = contents(model);
        change.on(model);
        var after = model.snapshot();
        var seenAfter = contents(model);
        int steps = 0;
        for (boolean killed = true; killed; ) {
            var host = furnish("step" + ++steps, inUse);
            var dying = new Dying(steps);
            host.step = dying;
            try {
                change.on(host);
                killed = false;
            } catch (Dying.Killed e) {
                // as it should be
            }
            host.step = (what, file) -> {};
            var seen = contents(host);
            var step = "killed before step " + steps + ", " + dying.last;
            assertTrue(seen.equals(seenBefore) || seen.equals(seenAfter), step + ": " + seen);
            var healed = assertInstanceOf(Outcome.Applied.class, host.applier().applyPending(), step);
            var now = host.snapshot();
            assertTrue(
                    now.equals(killed && !seen.equals(seenAfter) && now.equals(before) ? before : after),
                    step + ", healed with " + healed + ": " + now + "\nbefore: " + before + "\nafter: " + after);
            deleteTree(folder.resolve("step" + steps));
        }
        assertTrue(steps > 15, "only " + steps + " steps");
    }

    /** What is done to a host. */
    private interface Change {
        void on(SmallHost host) throws IOException;
    }

    /** From the n-th step on nothing happens any more, as after the end of a process. */
    private static final class Dying implements Disk.Step {

        static final class Killed extends Error {
            private static final long serialVersionUID = 1;
        }

        private int left;
        private String last = "";

        Dying(int n) {
            left = n;
        }

        @Override
        public void before(String what, Path file) {
            if (--left <= 0) {
                last = last.isEmpty() ? what + " " + file : last;
                throw new Killed();
            }
        }
    }

    /** The same state every time: a root is made once and copied. */
    private SmallHost furnish(String name, boolean inUse) throws IOException {
        var original = folder.resolve("original");
        if (!Files.exists(original)) {
            var host = new SmallHost(original).furnish();
            host.file(SmallHost.C, "original\n");
            host.program("reload", "cat etc/app/a.conf >etc/running");
            if (inUse) {
                host.set("app/name=Ann");
                host.set("app/name=Amy", "web/port=81");
                Files.delete(host.root.resolve(SmallHost.A));
                host.file(SmallHost.A, "by hand\n");
            }
        }
        copyTree(original, folder.resolve(name));
        return new SmallHost(folder.resolve(name));
    }

    /** What a reader gets when he opens each target. */
    private static String contents(SmallHost host) throws IOException {
        var seen = host.seen();
        seen.keySet()
                .removeIf(file -> file.contains("/.")
                        || file.endsWith(".edited")
                        || file.endsWith(".debian")
                        || file.equals("etc/running"));
        seen.replaceAll((file, text) -> text.replace("link: ", ""));
        return seen.toString();
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (var file : all.toList()) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        java.nio.file.LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private static void deleteTree(Path tree) throws IOException {
        new Disk((what, file) -> {}).deleteTree(tree);
    }
}
