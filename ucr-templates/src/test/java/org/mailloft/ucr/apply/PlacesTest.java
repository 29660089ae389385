package org.mailloft.ucr.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailloft.ucr.apply.SmallHost.applied;
import static org.mailloft.ucr.apply.SmallHost.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be at the place of a target, and what becomes of it. */
class PlacesTest {

    @TempDir
    Path folder;

    private SmallHost host;

    @BeforeEach
    void furnish() throws IOException {
        host = new SmallHost(folder).furnish();
    }

    @Test
    void aFileInTheWayIsKeptAndReturnsWithUnregister() throws IOException {
        host.file(SmallHost.C, "mine\n");
        var applied = applied(host.set("app/name=Ann"));
        assertEquals(
                List.of("What was in /etc/web/c.conf is kept as /etc/web/c.conf.debian"), SmallHost.reasons(applied));
        assertEquals("mine\n", host.read(SmallHost.C + ".debian"));
        assertEquals("name = Ann 80\n", host.read(SmallHost.C));
        applied(host.applier().unregister("web"));
        assertEquals("mine\n", host.read(SmallHost.C));
        assertFalse(Files.isSymbolicLink(host.root.resolve(SmallHost.C)));
        assertFalse(Files.exists(host.root.resolve(SmallHost.C + ".debian")));
        assertEquals(1, applied(host.set("web/port=81")).changes().size());
        assertEquals("mine\n", host.read(SmallHost.C));
        applied(host.applier().register("web"));
        assertEquals("name = Ann 81\n", host.read(SmallHost.C));
    }

    @Test
    void aPackageThatIsUnregisteredBeforeTheFirstChangeHasNoFiles() throws IOException {
        host.file(SmallHost.C, "mine\n");
        applied(host.applier().unregister("web"));
        applied(host.set("app/name=Ann"));
        assertEquals("mine\n", host.read(SmallHost.C));
    }

    @Test
    void unregisterRemovesLinksThatReplacedNothing() throws IOException {
        host.set("app/name=Ann");
        applied(host.applier().unregister("web"));
        assertFalse(Files.exists(host.root.resolve(SmallHost.C), LinkOption.NOFOLLOW_LINKS));
        assertEquals("name = Ann\nlimit = 10\n", host.read(SmallHost.A));
    }

    @Test
    void whoReplacesALinkFindsHisFileBesideItAfterTheNextCommit() throws IOException {
        host.set("app/name=Ann");
        Files.delete(host.root.resolve(SmallHost.A));
        host.file(SmallHost.A, "by hand\n");
        var applied = applied(host.applier().commit(List.of()));
        assertTrue(SmallHost.reasons(applied).getFirst().startsWith("What was in /etc/app/a.conf is kept as "));
        assertEquals("name = Ann\nlimit = 10\n", host.read(SmallHost.A));
        assertEquals("by hand\n", kept(SmallHost.A));
    }

    @Test
    void whoWritesThroughALinkFindsHisTextBesideIt() throws IOException {
        host.set("app/name=Ann");
        Files.writeString(host.root.resolve(SmallHost.A), "by hand\n");
        host.set("app/secret=s");
        assertEquals("name = Ann\nlimit = 10\n", host.read(SmallHost.A));
        assertEquals("by hand\n", kept(SmallHost.A));
        assertTrue(Files.isSymbolicLink(host.root.resolve(SmallHost.A)));
    }

    @Test
    void aLinkThatWasDeletedComesBack() throws IOException {
        host.set("app/name=Ann");
        Files.delete(host.root.resolve(SmallHost.A));
        assertEquals(List.of(), applied(host.applier().commit(List.of())).warnings());
        assertEquals("name = Ann\nlimit = 10\n", host.read(SmallHost.A));
        assertEquals(List.of(), applied(host.applier().commit(List.of())).warnings());
    }

    @Test
    void aFolderInThePlaceOfATargetIsRefused() throws IOException {
        Files.createDirectories(host.root.resolve(SmallHost.A));
        var reason = refused(host.set("app/name=Ann")).reasons().getFirst();
        assertEquals("/etc/app/a.conf", reason.file().orElseThrow());
        assertEquals("is a folder", reason.text());
        assertEquals("{}", host.layer());
        assertFalse(Files.exists(host.root.resolve(SmallHost.C)));
    }

    /** A pipe has no end either until somebody writes to it. */
    @Test
    void whatIsNoFileInThePlaceOfATargetIsRefusedAndNotRead() throws IOException {
        Files.createDirectories(host.root.resolve(SmallHost.A).getParent());
        Files.createSymbolicLink(host.root.resolve(SmallHost.A), Path.of("/dev/zero"));
        var reason = refused(host.set("app/name=Ann")).reasons().getFirst();
        assertEquals("/etc/app/a.conf", reason.file().orElseThrow());
        assertEquals("is no file", reason.text());
    }

    @Test
    void aTargetThatWasLinkedToNothingIsSetAside() throws IOException {
        Files.createDirectories(host.root.resolve(SmallHost.A).getParent());
        Files.createSymbolicLink(host.root.resolve(SmallHost.A), Path.of("/dev/null"));
        applied(host.set("app/name=Ann"));
        assertEquals("name = Ann\nlimit = 10\n", host.read(SmallHost.A));
        assertEquals(Path.of("/dev/null"), Files.readSymbolicLink(host.root.resolve(SmallHost.A + ".debian")));
    }

    @Test
    void aFileWhereAFolderShouldBeIsRefused() throws IOException {
        host.file("etc/web", "");
        var refused = refused(host.set("app/name=Ann"));
        assertEquals("{}", host.layer());
        assertFalse(Files.exists(host.root.resolve(SmallHost.A)), refused.toString());
    }

    @Test
    void filesBesideTheTargetsStay() throws IOException {
        host.file("etc/app/local.conf", "local\n");
        host.set("app/name=Ann");
        host.set("app/name=Bob");
        assertEquals("local\n", host.read("etc/app/local.conf"));
    }

    /** What is kept of an edited target. */
    private String kept(String target) throws IOException {
        var place = host.root.resolve(target);
        try (var files = Files.list(place.getParent())) {
            return Files.readString(
                    files.filter(file -> file.getFileName().toString().startsWith(place.getFileName() + ".edited-"))
                            .findFirst()
                            .orElseThrow());
        }
    }
}
