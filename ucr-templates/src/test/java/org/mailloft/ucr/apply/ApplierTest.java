package org.mailloft.ucr.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailloft.ucr.apply.SmallHost.applied;
import static org.mailloft.ucr.apply.SmallHost.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.ucr.Assignment;
import org.mailloft.ucr.BadKey;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.Registry;

/** Without services: none of their programs is there. */
class ApplierTest {

    @TempDir
    Path folder;

    private SmallHost host;

    @BeforeEach
    void furnish() throws IOException {
        host = new SmallHost(folder).furnish();
    }

    @Test
    void theFirstChangeRendersEverythingAsLinks() throws IOException {
        var applied = applied(host.set("app/name=Ann"));
        assertEquals(
                List.of("/etc/app/a.conf", "/etc/app/conf.d/b.conf", "/etc/web/c.conf"),
                applied.rendered().stream().map(Outcome.RenderedTarget::path).toList());
        assertEquals("name = Ann\nlimit = 10\n", host.read(SmallHost.A));
        assertEquals("secret = x-Ann \n", host.read(SmallHost.B));
        assertEquals(
                "../../var/lib/mailloft/ucr/current/etc/app/a.conf",
                Files.readSymbolicLink(host.root.resolve(SmallHost.A)).toString());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(host.root.resolve(SmallHost.B))));
    }

    @Test
    void aValueThatNoTemplateReadsChangesTheLayerOnly() throws IOException {
        var applied = applied(host.set("other/key=1"));
        assertEquals(List.of(), applied.rendered());
        assertFalse(Files.exists(host.root.resolve("var/lib/mailloft/ucr/current")));
        assertEquals(1, host.applier().history().size());
    }

    @Test
    void onlyWhatReadsTheVariableIsRendered() throws IOException {
        host.set("app/name=Ann");
        var applied = applied(host.set("app/secret=s"));
        assertEquals(List.of(new Outcome.RenderedTarget("/etc/app/conf.d/b.conf", false, true)), applied.rendered());
        assertEquals("name = Ann\nlimit = 10\n", host.read(SmallHost.A));
        assertEquals(
                List.of("/etc/app/conf.d/b.conf"),
                host.applier().history().getFirst().files());
    }

    @Test
    void theSameValueAgainRendersButSwapsNothing() throws IOException {
        host.set("app/name=Ann");
        var current = Files.readSymbolicLink(host.root.resolve("var/lib/mailloft/ucr/current"));
        var applied = applied(host.set("app/name=Ann"));
        assertEquals(2, applied.rendered().size());
        assertTrue(applied.rendered().stream().noneMatch(Outcome.RenderedTarget::changed));
        assertEquals(current, Files.readSymbolicLink(host.root.resolve("var/lib/mailloft/ucr/current")));
        assertEquals(1, host.applier().history().size());
    }

    @Test
    void aValueHiddenByAnotherLayerRendersNothing() throws IOException {
        host.set("app/name=Ann");
        host.applier().change(Layer.FORCED, List.of(new Assignment.Set("app/name", "Eve")), ChangeOptions.NONE);
        assertEquals(List.of(), applied(host.set("app/name=Bob")).rendered());
        assertEquals("name = Eve\nlimit = 10\n", host.read(SmallHost.A));
    }

    @Test
    void whatAnotherProgramWroteIsRenderedByTheNextChange() throws IOException {
        host.set("app/name=Ann");
        Registry.open(host.root).change(Layer.NORMAL, List.of(new Assignment.Set("web/port", "81")));
        host.set("app/secret=s");
        assertEquals("name = Ann 81\n", host.read(SmallHost.C));
    }

    @Test
    void whatAnotherPackageCanNoLongerRenderStaysAsItWasAndIsTold() throws IOException {
        host.file("etc/univention/templates/files/etc/other", "@%@app/name@%@\n");
        host.file("etc/univention/templates/info/other.info", "Type: file\nFile: etc/other\n");
        host.set("app/name=Ann");
        host.file("etc/univention/templates/info/other.info", "Type: file\nFile: etc/other\nPostinst: gone.py\n");
        applied(host.set("app/name=Bob"));
        assertEquals("Ann\n", host.read("etc/other"));
        assertEquals("name = Bob\nlimit = 10\n", host.read(SmallHost.A));
        var told = SmallHost.reasons(host.applier().register("other"));
        assertTrue(told.getFirst().startsWith("There is no program"), told::toString);
        assertEquals("Ann\n", host.read("etc/other"));
        applied(host.applier().unregister("other"));
        assertFalse(Files.exists(host.root.resolve("etc/other")));
    }

    @Test
    void whatAnotherProgramUnsetIsRenderedByTheNextChange() throws IOException {
        host.set("app/name=Ann", "web/port=81");
        Registry.open(host.root).change(Layer.NORMAL, List.of(new Assignment.Unset("web/port")));
        host.set("app/secret=s");
        assertEquals("name = Ann 80\n", host.read(SmallHost.C));
    }

    @Test
    void aValueThatDoesNotFitKeepsTheWholeCallFromHappening() throws IOException {
        host.set("app/name=Ann");
        var before = host.snapshot();
        var refused = refused(host.set("app/name=Bob", "app/limit=101"));
        assertEquals("app/limit", refused.reasons().getFirst().variable().orElseThrow());
        assertEquals(
                "Value '101' incompatible for 'app/limit': it is more than 100",
                refused.reasons().getFirst().text());
        assertEquals(2, refused.changes().size());
        assertEquals(before, host.snapshot());
    }

    @Test
    void aValueThatDoesNotFitIsAWarningWhenChecksAreIgnored() throws IOException {
        var applied = applied(host.set(new ChangeOptions(false, true), "app/limit=101"));
        assertEquals(
                "Value '101' incompatible for 'app/limit', but setting anyway: it is more than 100",
                applied.warnings().getFirst().text());
        assertTrue(host.read(SmallHost.A).contains("limit = 101"));
        host.set("ucr/check/type=no");
        assertEquals(1, applied(host.set("app/limit=102")).warnings().size());
    }

    @Test
    void aBadKeyIsThrownBeforeAnything() throws IOException {
        assertThrows(BadKey.class, () -> host.set("a=1", "b[=2"));
        assertEquals("{}", host.layer());
    }

    @Test
    void aTemplateThatFailsNamesItselfAndLeavesEverything() throws IOException {
        host.set("app/name=Ann");
        host.template(SmallHost.A, "name = ${ucr[\"app/name\"]}\n${ucr[\"missing\"]}\n");
        var before = host.snapshot();
        var refused = refused(host.set("app/name=Bob"));
        var template = refused.reasons().getFirst().template().orElseThrow();
        assertTrue(template.endsWith("share/templates/files/etc/app/a.conf:3"), template);
        assertEquals(before, host.snapshot());
    }

    @Test
    void aDryRunShowsWhatWouldChangeAndWritesNothing() throws IOException {
        host.set("app/name=Ann");
        var before = host.snapshot();
        var preview = assertInstanceOf(Outcome.Preview.class, host.set(new ChangeOptions(true, false), "app/name=Bob"));
        assertEquals(
                "--- /etc/app/a.conf\n+++ /etc/app/a.conf\n@@ -1,2 +1,2 @@\n-name = Ann\n+name = Bob\n limit = 10\n",
                preview.diffs().getFirst().unified());
        assertEquals(3, preview.diffs().size());
        assertEquals(before, host.snapshot());
    }

    @Test
    void registerSetsWhatThePackageSuggestsOnlyTheFirstTime() throws IOException {
        host.share("seeds/web.seeds", "# for new installations\nweb/port?81\napp/name?Bob\n");
        applied(host.applier().unregister("web"));
        host.set("app/name=Ann");
        applied(host.applier().register("web"));
        assertEquals("name = Ann 81\n", host.read(SmallHost.C));
        host.set("web/port=82");
        applied(host.applier().register("web"));
        assertEquals("name = Ann 82\n", host.read(SmallHost.C));
        applied(host.applier().change(Layer.NORMAL, List.of(new Assignment.Unset("web/port")), ChangeOptions.NONE));
        applied(host.applier().register("web"));
        assertEquals("name = Ann 80\n", host.read(SmallHost.C));
    }

    @Test
    void whatWasSetAtTheInstallationIsNotUndone() throws IOException {
        host.share("seeds/web.seeds", "web/port?81\n");
        applied(host.applier().unregister("web"));
        applied(host.applier().register("web"));
        assertEquals(
                List.of("There is no change that could be undone."),
                SmallHost.reasons(host.applier().undo()));
    }

    @Test
    void aPackageWithoutAnInfoFileCannotBeRegistered() throws IOException {
        assertEquals(
                List.of("There is no info file of a package \"nobody\"."),
                SmallHost.reasons(host.applier().register("nobody")));
    }

    @Test
    void aCommitTellsOfTargetsThatAreNotRenderedHere() throws IOException {
        host.file("etc/univention/templates/info/other.info", "Type: file\nFile: etc/other\n");
        host.file("etc/univention/templates/files/etc/other", "@!@\nprint(1)\n@!@\n");
        assertTrue(
                SmallHost.reasons(host.applier().commit(List.of())).getFirst().contains("Python sections"));
        assertEquals(List.of(), SmallHost.reasons(host.set("app/name=b")));
    }

    @Test
    void commitOfOneFileRendersThatOnly() throws IOException {
        host.set("app/name=Ann");
        host.template(SmallHost.A, "new a\n");
        host.template(SmallHost.C, "new c\n");
        host.applier().commit(List.of("/etc/web/c.conf", "/no/such/file"));
        assertEquals("name = Ann\nlimit = 10\n", host.read(SmallHost.A));
        assertEquals("new c\n", host.read(SmallHost.C));
        host.applier().commit(List.of(host.root.resolve(SmallHost.A).toString()));
        assertEquals("new a\n", host.read(SmallHost.A));
    }

    @Test
    void undoTakesBackOneAfterTheOther() throws IOException {
        host.set("app/name=Ann");
        host.set("app/name=Bob", "app/secret=s");
        host.applier().commit(List.of());
        applied(host.applier().undo());
        assertEquals("{app/name=Ann}", host.layer());
        assertEquals("name = Ann\nlimit = 10\n", host.read(SmallHost.A));
        applied(host.applier().undo());
        assertEquals("{}", host.layer());
        assertEquals("name = nobody\nlimit = 10\n", host.read(SmallHost.A));
        assertEquals(
                List.of("There is no change that could be undone."),
                SmallHost.reasons(refused(host.applier().undo())));
        var history = host.applier().history();
        assertEquals(1, history.getFirst().undoes().orElseThrow());
        assertEquals(HistoryEntry.Kind.UNDO, history.getFirst().kind());
    }

    @Test
    void undoDoesNotTakeBackWhatAnInstallationSet() throws IOException {
        applied(host.applier().seed(List.of(new Assignment.Set("app/name", "Ann"))));
        host.set("app/name=Bob");
        applied(host.applier().undo());
        assertEquals(
                List.of("There is no change that could be undone."),
                SmallHost.reasons(refused(host.applier().undo())));
        assertEquals("{app/name=Ann}", host.layer());
    }

    @Test
    void undoDoesNotOverwriteWhatAnotherProgramSet() throws IOException {
        host.set("app/name=Ann");
        Registry.open(host.root).change(Layer.NORMAL, List.of(new Assignment.Set("app/name", "Eve")));
        var refused = refused(host.applier().undo());
        assertEquals("app/name", refused.reasons().getFirst().variable().orElseThrow());
        assertEquals("{app/name=Eve}", host.layer());
    }

    @Test
    void aRestartIsPendingUntilTheServiceWasStartedOrTheValueIsBack() throws IOException {
        host.set("app/name=Ann");
        var applied = applied(host.set("app/limit=20"));
        assertEquals(List.of(new Outcome.PendingRestart("app", List.of("app/limit"))), applied.pending());
        host.set("app/limit=30");
        assertEquals(List.of(), applied(host.set("app/limit=10")).pending());
        host.set("app/limit=40");
        assertEquals(1, host.applier().pending().size());
        host.applier().restarted("app");
        assertEquals(List.of(), host.applier().pending());
    }

    @Test
    void updateFollowsTheDescriptions() throws IOException {
        host.set("app/name=Ann");
        var cfg = Files.readString(host.share.resolve("registry.info/variables/app.cfg"));
        host.share("registry.info/variables/app.cfg", cfg.replace("Default=10", "Default=12"));
        var applied = applied(host.applier().update());
        assertEquals("name = Ann\nlimit = 12\n", host.read(SmallHost.A));
        assertEquals(1, applied.rendered().size());
        assertEquals(
                HistoryEntry.Kind.UPDATE, host.applier().history().getFirst().kind());
    }

    @Test
    void noMoreThanTwentyGenerationsAreKept() throws IOException {
        for (int i = 0; i < 25; i++) {
            host.set("app/name=n" + i);
        }
        try (var files = Files.list(host.root.resolve("var/lib/mailloft/ucr/generations"))) {
            assertEquals(40, files.count());
        }
        assertEquals(25, host.applier().history().size());
    }

    @Test
    void aProgramInsideAChangeCannotChange() {
        var inside = Applier.of(host.root, host.share, Map.of(Commands.INSIDE, host.root.toString()));
        assertThrows(IOException.class, () -> inside.commit(List.of()));
    }

    @Test
    void theDiskFailingAtAnyStepLeavesTheOldState() throws IOException {
        host.file(SmallHost.C, "mine\n");
        host.set("app/secret=s");
        Files.writeString(host.root.resolve(SmallHost.B), "edited\n");
        Files.delete(host.root.resolve(SmallHost.C));
        host.file(SmallHost.C, "replaced\n");
        var before = host.snapshot();
        int failures = 0;
        for (int n = 1; ; n++) {
            host.step = new FailAt(n);
            var outcome = host.set("app/name=Ann");
            if (outcome instanceof Outcome.Applied) {
                break;
            }
            failures++;
            assertInstanceOf(Outcome.Refused.class, outcome, "step " + n + ": " + outcome);
            host.step = (what, file) -> {};
            assertEquals(before, host.snapshot(), "step " + n + ": " + outcome);
        }
        assertTrue(failures > 20, "only " + failures + " steps");
    }
}
