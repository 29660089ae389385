package org.mailloft.ucr.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mailloft.ucr.apply.SmallHost.applied;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.ucr.Assignment;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.Registry;

/** What the next change makes of one that ended in the middle. {@link CrashIT} does the same with real processes. */
class RecoveryTest {

    private static final String FINISHED = "Change 2 was interrupted and is now finished.";
    private static final String TAKEN_BACK = "Change 2 was interrupted and is now taken back.";

    @TempDir
    Path folder;

    private SmallHost host;
    private State state;

    @BeforeEach
    void furnish() throws IOException {
        host = new SmallHost(folder).furnish();
        state = new State(host.root);
        host.set("app/name=Ann");
    }

    /** The end of a program, as nobody catches it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private void setAndBeKilledBefore(String what, Path file, String assignment) {
        host.step = (next, at) -> {
            if (next.equals(what) && at.equals(file)) {
                throw new Killed();
            }
        };
        assertThrows(Killed.class, () -> host.set(assignment));
        host.step = (next, at) -> {};
    }

    /** The layer is written, and files are those of the old generation. */
    private void setAndBeKilledHalfWay(String assignment) {
        setAndBeKilledBefore("symlink", state.current(), assignment);
    }

    @Test
    void whatIsInTheLayerAlreadyIsFinished() throws IOException {
        setAndBeKilledHalfWay("app/name=Bob");
        assertEquals("name = Ann\nlimit = 10\n", host.read(SmallHost.A));
        assertEquals(List.of(FINISHED), SmallHost.reasons(applied(host.set("other=1"))));
        assertEquals("name = Bob\nlimit = 10\n", host.read(SmallHost.A));
        assertEquals(3, host.applier().history().size());
    }

    @Test
    void whatIsNotInTheLayerYetIsTakenBack() throws IOException {
        setAndBeKilledBefore("sync", state.folder(), "app/name=Bob");
        assertEquals(List.of(TAKEN_BACK), SmallHost.reasons(applied(host.set("other=1"))));
        assertEquals("{app/name=Ann, other=1}", host.layer());
        assertEquals("name = Ann\nlimit = 10\n", host.read(SmallHost.A));
        assertEquals(2, host.applier().history().size());
    }

    @Test
    void whatAnotherProgramSetSinceIsLeftToIt() throws IOException {
        setAndBeKilledHalfWay("app/name=Bob");
        Registry.open(host.root).change(Layer.NORMAL, List.of(new Assignment.Set("app/name", "Eve")));
        assertEquals(List.of(TAKEN_BACK), SmallHost.reasons(applied(host.set("other=1"))));
        assertEquals("{app/name=Eve, other=1}", host.layer());
        assertEquals("name = Eve\nlimit = 10\n", host.read(SmallHost.A));
    }

    @Test
    void whoseFilesAreNotThereIsTakenBack() throws IOException {
        setAndBeKilledHalfWay("app/name=Bob");
        new Disk(host.step).deleteTree(state.generations().resolve("2"));
        assertEquals(List.of(TAKEN_BACK), SmallHost.reasons(applied(host.set("other=1"))));
        assertEquals("{app/name=Ann, other=1}", host.layer());
        assertEquals("name = Ann\nlimit = 10\n", host.read(SmallHost.A));
    }

    @Test
    void theNoteOfAnOlderChangeIsRemoved() throws IOException {
        host.set("other=1");
        setAndBeKilledBefore("rename", state.history().resolve("3"), "other=2");
        host.applier().register("nobody");
        assertFalse(Files.exists(state.inStep()));
        assertEquals(3, host.applier().history().size());
    }
}
