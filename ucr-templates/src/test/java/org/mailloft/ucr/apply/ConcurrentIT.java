package org.mailloft.ucr.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.Registry;

/** Several processes at once, also ones that are not ours. */
class ConcurrentIT {

    private static final int TIMES = 50;

    /** Writes the layer as the registry of UCS does: flock, read, change, temporary file, rename. */
    private static final String OTHER_WRITER = """
            import fcntl, os, sys
            path, times = sys.argv[1], int(sys.argv[2])
            for n in range(times):
                with open(path + ".lock", "a") as lock:
                    fcntl.flock(lock, fcntl.LOCK_EX)
                    lines = [line for line in open(path, encoding="utf-8").read().split("\\n")[2:] if line]
                    lines.append("other/key%d: %d" % (n, n))
                    with open(path + ".temp", "w", encoding="utf-8") as out:
                        out.write("# univention_ base.conf\\n\\n" + "\\n".join(sorted(lines)))
                    os.rename(path + ".temp", path)
            """;

    @TempDir
    Path folder;

    private SmallHost host;

    @BeforeEach
    void furnish() throws IOException {
        host = new SmallHost(folder).furnish();
        host.template(SmallHost.C, "${ucr[\"web/one\"]!\"\"} ${ucr[\"web/two\"]!\"\"} ${ucr[\"web/three\"]!\"\"}\n");
        host.set("app/name=Ann", "web/one=0");
    }

    @Test
    void noProcessLosesAKeyOfAnother() throws Exception {
        var children = new ArrayList<Process>();
        for (var key : List.of("web/one", "web/two", "web/three")) {
            children.add(Child.start(host, List.of("count", key, Integer.toString(TIMES))));
        }
        for (var child : children) {
            assertEquals(0, Child.end(child));
        }
        assertEquals("{app/name=Ann, web/one=50, web/three=50, web/two=50}", host.layer());
        assertEquals("50 50 50\n", host.read(SmallHost.C));
        assertEquals(1 + 3 * TIMES, host.applier().history().size());
    }

    @Test
    void aWriterThatOnlyKnowsTheLayersLockLosesNothingEither() throws Exception {
        Assumptions.assumeTrue(new Commands(host.root, System.getenv()).isInstalled("python3"), "python3 is missing");
        var script = Files.writeString(folder.resolve("writer.py"), OTHER_WRITER);
        var ours = Child.start(host, List.of("count", "web/one", Integer.toString(TIMES)));
        var other = new ProcessBuilder(
                        "python3",
                        script.toString(),
                        host.root.resolve("etc/univention/base.conf").toString(),
                        "2000")
                .inheritIO()
                .start();
        assertEquals(0, Child.end(ours));
        assertEquals(0, Child.end(other));
        var values = Registry.open(host.root).values().layer(Layer.NORMAL);
        assertEquals(
                2000,
                values.keySet().stream().filter(key -> key.startsWith("other/")).count());
        assertEquals("50", values.get("web/one"));
        assertEquals("50  \n", host.read(SmallHost.C));
    }

    @Test
    void aReaderAlwaysFindsEveryTargetWhole() throws Exception {
        host.file("etc/web/own.conf", "own\n");
        var child = Child.start(host, List.of("count", "web/one", Integer.toString(TIMES)));
        int reads = 0;
        while (child.isAlive()) {
            var text = host.read(SmallHost.C);
            assertTrue(text.matches("[0-9]{1,2}  \\n"), text);
            assertEquals("name = Ann\nlimit = 10\n", host.read(SmallHost.A));
            reads++;
        }
        assertEquals(0, Child.end(child));
        assertTrue(reads > TIMES, reads + " reads");
    }
}
