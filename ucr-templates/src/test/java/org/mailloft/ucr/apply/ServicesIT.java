package org.mailloft.ucr.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailloft.ucr.apply.SmallHost.applied;
import static org.mailloft.ucr.apply.SmallHost.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.ucr.apply.Outcome.Action;
import org.mailloft.ucr.apply.Outcome.ServiceResult;

/** With services whose programs are scripts. */
class ServicesIT {

    @TempDir
    Path folder;

    private SmallHost host;

    @BeforeEach
    void furnish() throws IOException {
        host = new SmallHost(folder).furnish();
        host.set("app/name=Ann", "app/secret=s", "web/port=80");
    }

    @Test
    void aServiceIsReloadedOnceWithTheNewFilesInPlace() throws IOException {
        host.program("reload", "cat etc/app/a.conf etc/app/conf.d/b.conf >>log");
        host.program("reload-web", "echo web >>log");
        var applied = applied(host.set("app/name=Bob"));
        assertEquals(
                List.of(new ServiceResult("app", Action.RELOADED), new ServiceResult("web", Action.RELOADED)),
                applied.services());
        assertEquals("name = Bob\nlimit = 10\nsecret = x-Bob s\nweb\n", host.read("log"));
    }

    @Test
    void onlyServicesWhoseFilesChangeAreReloaded() throws IOException {
        host.program("reload", "echo app >>log");
        host.program("reload-web", "echo web >>log");
        assertEquals(
                List.of(new ServiceResult("web", Action.RELOADED)),
                applied(host.set("web/port=81")).services());
        assertEquals(List.of(), applied(host.set("web/port=81")).services());
        assertEquals("web\n", host.read("log"));
    }

    @Test
    void oneThatDoesNotRunIsNotReloaded() throws IOException {
        host.program("running", "exit 3");
        host.program("reload", "exit 1");
        assertEquals(
                List.of(new ServiceResult("app", Action.NOT_RUNNING)),
                applied(host.set("app/secret=t")).services());
    }

    @Test
    void oneThatIsNotInstalledIsLeftOut() throws IOException {
        assertEquals(
                List.of(new ServiceResult("app", Action.NOT_ON_THIS_HOST)),
                applied(host.set("app/secret=t")).services());
    }

    @Test
    void aCheckThatRefusesNamesFileLineTemplateAndVariable() throws IOException {
        host.program("check", "echo \"fatal: error in configuration file $1 line 2: too high\"; exit 89");
        host.program("reload", "echo app >>log");
        var before = host.snapshot();
        var reason = refused(host.set("app/limit=99")).reasons().getFirst();
        assertEquals(Optional.of("app/limit"), reason.variable());
        assertEquals(Optional.of("/etc/app/a.conf:2"), reason.file());
        assertEquals(Optional.of(host.share.resolve("templates/files/etc/app/a.conf") + ":3"), reason.template());
        assertTrue(
                reason.text()
                        .endsWith("refuses the new files: "
                                + "fatal: error in configuration file /etc/app/a.conf line 2: too high"),
                reason.text());
        assertEquals(before, host.snapshot());
        assertFalse(Files.exists(host.root.resolve("log")));
    }

    @Test
    void aCheckSeesNewTargetsBesideFilesOfTheAdministrator() throws IOException {
        host.file("etc/app/conf.d/99-own.conf", "own\n");
        host.file("etc/app/local.conf", "local\n");
        host.program(
                "check",
                "cd \"$(dirname \"$1\")\" && cat a.conf local.conf conf.d/*.conf >{R}/seen"
                        .replace("{R}", host.root.toString()));
        applied(host.set("app/secret=t", "app/limit=11"));
        assertEquals("name = Ann\nlimit = 11\nlocal\nown\nsecret = x-Ann t\n", host.read("seen"));
    }

    @Test
    void aCheckThatHangsIsAFailure() throws IOException {
        host.limits = shortLimits();
        host.program("check", "echo waiting; sleep 60");
        var before = host.snapshot();
        var refused = refused(host.set("app/limit=99"));
        assertTrue(SmallHost.reasons(refused).getFirst().contains("did not end within 1 s: waiting"));
        assertEquals(before, host.snapshot());
    }

    @Test
    void aDryRunChecksToo() throws IOException {
        host.program("check", "echo no; exit 1");
        assertInstanceOf(Outcome.Refused.class, host.set(new ChangeOptions(true, false), "app/limit=99"));
    }

    @Test
    void aReloadThatFailsTakesEverythingBack() throws IOException {
        host.program("reload", "cat etc/app/a.conf >>log; ! grep -q Bob etc/app/a.conf");
        host.program("reload-web", "echo web >>log");
        var before = host.snapshot();
        var refused = refused(host.set("app/name=Bob"));
        assertTrue(SmallHost.reasons(refused).getFirst().contains("failed with status 1"));
        assertEquals(before, host.snapshot());
        assertEquals("name = Bob\nlimit = 10\nname = Ann\nlimit = 10\nweb\n", host.read("log"));
    }

    @Test
    void aReloadThatHangsTakesEverythingBack() throws IOException {
        host.limits = shortLimits();
        host.program("reload", "grep -q Bob etc/app/a.conf && exec sleep 60; echo done >>log");
        var before = host.snapshot();
        assertTrue(
                SmallHost.reasons(refused(host.set("app/name=Bob"))).getFirst().contains("did not end within 1 s"));
        assertEquals(before, host.snapshot());
        assertEquals("done\n", host.read("log"));
    }

    @Test
    void theFirstChangeOfAllIsTakenBackToo() throws IOException {
        var fresh = new SmallHost(folder.resolve("fresh")).furnish();
        fresh.file(SmallHost.C, "mine\n");
        fresh.program("reload-web", "exit 1");
        refused(fresh.set("app/name=Ann"));
        assertEquals("mine\n", fresh.read(SmallHost.C));
        assertFalse(Files.isSymbolicLink(fresh.root.resolve(SmallHost.C)));
        assertFalse(Files.exists(fresh.root.resolve(SmallHost.A), java.nio.file.LinkOption.NOFOLLOW_LINKS));
        assertEquals("{}", fresh.layer());
    }

    @Test
    void aPendingRestartIsAppliedAndForgotten() throws IOException {
        host.program("restart", "echo restart >>log");
        assertEquals(1, applied(host.set("app/limit=11")).pending().size());
        var applied = applied(host.applier().applyPending());
        assertEquals(List.of(new ServiceResult("app", Action.RESTARTED)), applied.services());
        assertEquals(List.of(), applied.pending());
        assertEquals(List.of(), applied(host.applier().applyPending()).services());
        assertEquals("restart\n", host.read("log"));
    }

    @Test
    void oneThatWouldEndWithItIsNotReloadedWhileARestartIsPending() throws IOException {
        waitsWhilePending();
        host.program("reload", "echo reload >>log");
        host.program("restart", "echo restart >>log");
        var waits = List.of(new ServiceResult("app", Action.WAITS_FOR_RESTART));
        assertEquals(waits, applied(host.set("app/limit=11")).services());
        assertEquals(waits, applied(host.set("app/secret=t")).services());
        applied(host.applier().applyPending());
        assertEquals(
                List.of(new ServiceResult("app", Action.RELOADED)),
                applied(host.set("app/secret=u")).services());
        assertEquals("restart\nreload\n", host.read("log"));
    }

    @Test
    void oneThatDoesNotRunHasNothingToWaitFor() throws IOException {
        waitsWhilePending();
        host.program("reload", "exit 1");
        host.program("running", "exit 3");
        var applied = applied(host.set("app/limit=11"));
        assertEquals(List.of(new ServiceResult("app", Action.NOT_RUNNING)), applied.services());
        assertEquals(List.of(), applied.pending());
    }

    private void waitsWhilePending() throws IOException {
        var info = host.share.resolve("templates/info/app.info");
        Files.writeString(info, Files.readString(info).replace("bin/restart\n", "bin/restart\nWhilePending: wait\n"));
    }

    @Test
    void aRestartThatFailsStaysPending() throws IOException {
        host.program("restart", "exit 1");
        host.set("app/limit=11");
        refused(host.applier().applyPending());
        assertEquals(1, host.applier().pending().size());
    }

    @Test
    void programsAreToldWhatChanged() throws IOException {
        programs();
        var applied = applied(host.set("app/name=Bob", "app/limit=11"));
        assertEquals(
                List.of(new Outcome.ProgramRun(false, "tell"), new Outcome.ProgramRun(true, "mod")),
                applied.programs());
        var told = "app/name@%@Ann@%@Bob\napp/limit@%@10@%@11\n";
        assertEquals(
                "preinst name = Ann\n" + told + "postinst name = Bob\n" + told + "generate name = Bob\n" + told
                        + " name = Bob\n" + told,
                host.read("log"));
    }

    @Test
    void aProgramThatFailsTakesEverythingBack() throws IOException {
        programs();
        host.executable(host.share.resolve("templates/scripts/tell"), "echo broken; exit 7");
        var before = host.snapshot();
        var reason = SmallHost.reasons(refused(host.set("app/name=Bob"))).getFirst();
        assertTrue(reason.endsWith("templates/scripts/tell generate\" failed with status 7: broken"), reason);
        assertEquals(before, host.snapshot());
    }

    @Test
    void aModuleThatFailsBeforeTheSwapKeepsItFromHappening() throws IOException {
        programs();
        host.executable(host.share.resolve("templates/modules/mod"), "[ \"$1\" != preinst ]");
        var before = host.snapshot();
        assertEquals(
                Optional.of("/etc/app/a.conf"),
                refused(host.set("app/name=Bob")).reasons().getFirst().file());
        assertEquals(before, host.snapshot());
    }

    @Test
    void commitRunsAllPrograms() throws IOException {
        programs();
        assertEquals(2, applied(host.applier().commit(List.of())).programs().size());
        assertEquals(
                0,
                applied(host.applier().commit(List.of("/etc/app/a.conf")))
                        .programs()
                        .size());
    }

    @Test
    void programsHaveASmallEnvironment() throws IOException {
        host.program("reload", "env | cut -d= -f1 | sort >log; echo \"$MAILLOFT_ROOT\" >>log");
        host.set("app/secret=t");
        assertEquals(
                "LC_ALL\nMAILLOFT_ROOT\nMAILLOFT_UCR_TRANSACTION\nPATH\nPWD\n" + host.root + "\n", host.read("log"));
    }

    @Test
    void endlessOutputIsCutOff() throws IOException {
        host.program("check", "yes | head -c 5000000; exit 1");
        var reason = SmallHost.reasons(refused(host.set("app/limit=11"))).getFirst();
        assertTrue(reason.length() < 3000, "length " + reason.length());
    }

    @Test
    void whyAProgramFailsIsToldThoughItPrintedMuchBefore() throws IOException {
        host.program("check", "seq 100000; echo the reason >&2; exit 1");
        var reason = SmallHost.reasons(refused(host.set("app/limit=11"))).getFirst();
        assertTrue(reason.contains("refuses the new files: the reason\n1\n2\n"), reason);
    }

    @Test
    void whatAProgramLeavesRunningIsNotWaitedFor() throws IOException {
        host.program("reload", "sleep 20 & exit 0");
        long start = System.nanoTime();
        applied(host.set("app/secret=t"));
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 15);
    }

    private void programs() throws IOException {
        var info = Files.readString(host.share.resolve("templates/info/app.info"));
        host.share(
                "templates/info/app.info",
                info.replace("File: etc/app/a.conf\n", "File: etc/app/a.conf\nPreinst: mod\nPostinst: mod\n")
                        + "\nType: script\nScript: tell\nVariables: app/.*\n\nType: module\nModule: mod\nVariables: app/.*\n");
        var tell = "cd \"$MAILLOFT_ROOT\"; { printf '%s ' \"$1\"; head -1 etc/app/a.conf; cat; } >>log";
        host.executable(host.share.resolve("templates/modules/mod"), tell);
        host.executable(host.share.resolve("templates/scripts/tell"), tell);
    }

    private static Services.Limits shortLimits() {
        var second = Duration.ofSeconds(1);
        return new Services.Limits(second, second, second, second);
    }
}
