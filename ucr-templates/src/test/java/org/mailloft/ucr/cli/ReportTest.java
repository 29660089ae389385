package org.mailloft.ucr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.ucr.Assignment;
import org.mailloft.ucr.Change;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.Values;
import org.mailloft.ucr.apply.Outcome;

/** How the end of a change is told. */
class ReportTest {

    private static final List<Assignment> ASKED = List.of(new Assignment.Set("key", "v"));
    private static final List<Change> CHANGES = List.of(new Change(
            Layer.NORMAL,
            "key",
            Optional.empty(),
            Optional.of("v"),
            Optional.empty(),
            Optional.of("v"),
            Optional.empty()));

    @TempDir
    Path root;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int tell(Outcome outcome) throws IOException {
        var host = new Host(
                root,
                root,
                Optional.empty(),
                false,
                Map.of(),
                InstantSource.system(),
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Report(host).of(outcome, ASKED);
    }

    @Test
    void filesProgramsAndServicesAreListed() throws IOException {
        int code = tell(new Outcome.Applied(
                CHANGES,
                List.of(),
                List.of(
                        new Outcome.RenderedTarget("/etc/a", false, true),
                        new Outcome.RenderedTarget("/etc/b", true, false)),
                List.of(new Outcome.ProgramRun(false, "mail.sh"), new Outcome.ProgramRun(true, "mail.py")),
                List.of(
                        new Outcome.ServiceResult("mailloft", Outcome.Action.RELOADED),
                        new Outcome.ServiceResult("fail2ban", Outcome.Action.NOT_RUNNING),
                        new Outcome.ServiceResult("postfix", Outcome.Action.RESTARTED)),
                List.of(
                        new Outcome.PendingRestart("mailloft", List.of("key", "other")),
                        new Outcome.PendingRestart("nft", List.of("other"))),
                new Values(Map.of())));
        assertEquals("""
                Create key
                File: /etc/a
                Multifile: /etc/b
                Script: mail.sh
                Module: mail.py
                Reload: mailloft
                Restart: postfix
                """, out.toString(StandardCharsets.UTF_8));
        assertEquals(
                "W: mailloft has to be restarted before this takes effect: run `ucr apply`\n",
                err.toString(StandardCharsets.UTF_8));
        assertEquals(0, code);
    }

    @Test
    void aRefusalNamesAllPlaces() throws IOException {
        int code = tell(new Outcome.Refused(
                CHANGES,
                List.of(new Outcome.Reason(
                        Optional.of("key"),
                        Optional.of("/usr/share/x.conf:12"),
                        Optional.of("/etc/x.conf:8"),
                        "doveconf says no"))));
        assertEquals("""
                E: doveconf says no
                   variable key
                   template /usr/share/x.conf:12
                   file /etc/x.conf:8
                E: nothing was changed
                """, err.toString(StandardCharsets.UTF_8));
        assertEquals(2, code);
    }

    @Test
    void aPreviewShowsTheDifferences() throws IOException {
        int code = tell(new Outcome.Preview(
                CHANGES,
                List.of(),
                List.of(new Outcome.FileDiff("/etc/x", "--- /etc/x\n+++ /etc/x\n@@ -1 +1 @@\n-a\n+b\n"))));
        assertEquals("Create key\n--- /etc/x\n+++ /etc/x\n@@ -1 +1 @@\n-a\n+b\n", out.toString(StandardCharsets.UTF_8));
        assertEquals(0, code);
    }
}
