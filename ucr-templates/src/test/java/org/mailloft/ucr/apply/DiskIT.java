package org.mailloft.ucr.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File systems that are full, read-only or mounted over a target. Needs the right to mount. */
class DiskIT {

    @TempDir
    Path folder;

    private final List<Path> mounted = new ArrayList<>();

    @BeforeEach
    void mayMount() throws Exception {
        Assumptions.assumeTrue(Owners.isRoot(), "only root can mount");
        var probe = Files.createDirectories(folder.resolve("probe"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "tmpfs", probe.toString()) == 0, "mount is not allowed here");
        mounted.add(probe);
    }

    @AfterEach
    void unmount() throws Exception {
        for (var each : mounted.reversed()) {
            run("umount", each.toString());
        }
    }

    @Test
    void aFullDiskLeavesEverythingAsItWas() throws Exception {
        var small = Files.createDirectories(folder.resolve("small"));
        mount("-t", "tmpfs", "-o", "size=256k", "tmpfs", small.toString());
        var host = new SmallHost(small).furnish();
        host.set("app/name=Ann");
        var before = host.snapshot();
        int refusals = 0;
        // each time a little more of the disk is free
        for (long free = 0; free <= 64 * 1024; free += 4096) {
            var ballast = fill(small, free);
            var outcome = host.set("app/name=" + "x".repeat(5000));
            Files.delete(ballast);
            if (outcome instanceof Outcome.Applied) {
                break;
            }
            refusals++;
            var refused = assertInstanceOf(Outcome.Refused.class, outcome, outcome::toString);
            assertTrue(refused.reasons().getFirst().file().isPresent(), "which file? " + refused.reasons());
            assertEquals(before, host.snapshot(), "with " + free + " octets left");
        }
        assertTrue(refusals >= 3, refusals + " refusals");
        assertInstanceOf(Outcome.Applied.class, host.set("app/name=Bob"));
        assertEquals("name = Bob\nlimit = 10\n", host.read(SmallHost.A));
    }

    private static Path fill(Path disk, long free) throws IOException {
        var ballast = disk.resolve("ballast");
        try (var out = Files.newOutputStream(ballast)) {
            for (var block = new byte[4096]; ; ) {
                out.write(block);
            }
        } catch (IOException e) {
            // full
        }
        try (var file = new java.io.RandomAccessFile(ballast.toFile(), "rw")) {
            file.setLength(Math.max(0, file.length() - free));
        }
        return ballast;
    }

    @Test
    void aReadOnlyDiskIsAnErrorAndNothingIsBegun() throws Exception {
        var host = new SmallHost(folder).furnish();
        host.set("app/name=Ann");
        mount("--bind", host.root.toString(), host.root.toString());
        assertEquals(0, run("mount", "-o", "remount,bind,ro", host.root.toString()));
        assertThrows(IOException.class, () -> host.set("app/name=Bob"));
        assertThrows(IOException.class, () -> host.applier().commit(List.of()));
        assertEquals("name = Ann\nlimit = 10\n", host.read(SmallHost.A));
        assertInstanceOf(Outcome.Preview.class, host.set(new ChangeOptions(true, false), "app/name=Bob"));
    }

    @Test
    void aReadOnlyTargetFolderIsRefused() throws Exception {
        var host = new SmallHost(folder).furnish();
        var etc = Files.createDirectories(host.root.resolve("etc/web"));
        mount("--bind", etc.toString(), etc.toString());
        assertEquals(0, run("mount", "-o", "remount,bind,ro", etc.toString()));
        var refused = assertInstanceOf(Outcome.Refused.class, host.set("app/name=Ann"));
        assertTrue(refused.reasons().getFirst().file().orElseThrow().startsWith("/etc/web"), refused.toString());
        assertEquals("{}", host.layer());
        assertFalse(Files.exists(host.root.resolve(SmallHost.A)));
    }

    @Test
    void aLayerThatMayNotBeReplacedIsLeftAloneAndSoIsItsBackup() throws Exception {
        var host = new SmallHost(folder).furnish();
        host.set("app/name=Ann");
        var before = host.snapshot();
        var layer = host.root.resolve("etc/univention/base.conf").toString();
        var backup = Files.readString(Path.of(layer + ".bak"));
        Assumptions.assumeTrue(run("chattr", "+i", layer) == 0, "chattr is not possible here");
        try {
            for (var assignment : List.of("app/name=Bob", "other=1")) {
                assertInstanceOf(Outcome.Refused.class, host.set(assignment));
                assertEquals(backup, Files.readString(Path.of(layer + ".bak")));
            }
        } finally {
            run("chattr", "-i", layer);
        }
        assertEquals(before, host.snapshot());
        assertInstanceOf(Outcome.Applied.class, host.set("app/name=Bob"));
    }

    @Test
    void aTargetThatIsMountedIsWrittenInPlace() throws Exception {
        var host = new SmallHost(folder).furnish();
        var place = host.file(SmallHost.C, "mounted\n");
        var outside = Files.writeString(folder.resolve("outside"), "outside\n");
        mount("--bind", outside.toString(), place.toString());
        var applied = assertInstanceOf(Outcome.Applied.class, host.set("app/name=Ann"));
        assertEquals(
                List.of("What was in /etc/web/c.conf is kept as /etc/web/c.conf.debian"), SmallHost.reasons(applied));
        assertEquals("outside\n", host.read(SmallHost.C + ".debian"));
        assertEquals("name = Ann 80\n", Files.readString(outside));
        assertEquals(List.of(), SmallHost.reasons(host.set("app/name=Bob")));
        assertEquals("name = Bob 80\n", Files.readString(outside));
        host.program("reload-web", "exit 1");
        assertInstanceOf(Outcome.Refused.class, host.set("app/name=Eve"));
        assertEquals("name = Bob 80\n", Files.readString(outside));
        Files.writeString(outside, "by hand\n");
        host.program("reload-web", "exit 0");
        assertTrue(SmallHost.reasons(host.set("web/port=81")).getFirst().contains("c.conf.edited-"));
        assertEquals("name = Bob 81\n", Files.readString(outside));
    }

    private void mount(String... arguments) throws Exception {
        var words = new ArrayList<>(List.of("mount"));
        words.addAll(List.of(arguments));
        assertEquals(0, run(words.toArray(String[]::new)));
        mounted.add(Path.of(arguments[arguments.length - 1]));
    }

    private static int run(String... words) throws Exception {
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        return process.exitValue();
    }
}
