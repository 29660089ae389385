package org.mailloft.ucr.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of our own state that are not what was written: the next change works, and a commit puts everything right. */
class DamageTest {

    @TempDir
    Path folder;

    private SmallHost host;
    private State state;

    /** Three changes, and a package that was given up. */
    @BeforeEach
    void furnish() throws IOException {
        host = new SmallHost(folder).furnish();
        state = new State(host.root);
        host.set("app/name=a");
        host.set("other=1");
        host.applier().unregister("web");
    }

    private void assertHealed() throws IOException {
        assertInstanceOf(Outcome.Applied.class, host.applier().commit(List.of()));
        assertEquals("name = a\nlimit = 10\n", host.read(SmallHost.A));
        assertEquals("[/etc/app/a.conf, /etc/app/conf.d/b.conf]", targets());
        assertInstanceOf(Outcome.Applied.class, host.set("app/name=b"));
        assertEquals("name = b\nlimit = 10\n", host.read(SmallHost.A));
        assertEquals("[/etc/app/a.conf, /etc/app/conf.d/b.conf]", targets());
        assertEquals(
                "[link: name = b\nlimit = 10\n, link: secret = x-b \n]",
                host.seen().values().toString());
    }

    private String targets() throws IOException {
        var applied = assertInstanceOf(Outcome.Applied.class, host.applier().commit(List.of()));
        return applied.rendered().stream()
                .map(Outcome.RenderedTarget::path)
                .toList()
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "number", "number x", "number 4\ntime 1\nuser me\nkind NONE\n", "\u0000\u0000"})
    void theRecordOfAnInterruptedChange(String text) throws IOException {
        for (var record : List.of(state.transaction(), state.takingBack())) {
            Files.writeString(record, text);
            var told = SmallHost.reasons(host.set("other=2"));
            assertTrue(told.getFirst().contains("transaction.damaged"), told.toString());
            assertEquals(text, Files.readString(state.damagedTransaction()));
            assertFalse(Files.exists(record));
        }
        assertHealed();
    }

    @Test
    void anEntryOfTheHistory() throws IOException {
        Files.writeString(state.history().resolve("2"), "number 2\ntime");
        var history = host.applier().history();
        assertEquals(
                List.of(HistoryEntry.Kind.UNREGISTER, HistoryEntry.Kind.DAMAGED, HistoryEntry.Kind.CHANGE),
                history.stream().map(HistoryEntry::kind).toList());
        var refused = assertInstanceOf(Outcome.Refused.class, host.applier().undo());
        assertTrue(SmallHost.reasons(refused).getFirst().startsWith("What change 2 did"), refused.toString());
        host.set("other=3");
        assertInstanceOf(Outcome.Applied.class, host.applier().undo());
        assertHealed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "file", "value x", "without web\n", "new kind of line\nend\n"})
    void theListOfAGeneration(String text) throws IOException {
        var list = state.generations().resolve("2.list");
        assertTrue(Files.readString(list).contains("without web"));
        Files.writeString(list, text);
        assertInstanceOf(Outcome.Applied.class, host.set("other=2"));
        // what is not in the list is not known: the last one that can be read has the package
        host.applier().unregister("web");
        assertHealed();
    }

    @Test
    void aGenerationWithoutItsList() throws IOException {
        Files.delete(state.generations().resolve("2.list"));
        host.applier().unregister("web");
        assertHealed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "generations/77"})
    void theLinkToTheGenerationThatCounts(String target) throws IOException {
        Files.delete(state.current());
        Files.createSymbolicLink(state.current(), Path.of(target));
        assertHealed();
    }

    @Test
    void noLinkToAGeneration() throws IOException {
        Files.delete(state.current());
        assertHealed();
    }

    @Test
    void noGenerations() throws IOException {
        new Disk((what, file) -> {}).deleteTree(state.generations());
        host.applier().unregister("web");
        assertHealed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "restart\n", "restart app\n", "restart app app/limit\nwas\n"})
    void theListOfPendingRestarts(String text) throws IOException {
        host.set("app/limit=11");
        var first = Files.readAllLines(state.pending()).getFirst();
        for (var damaged : List.of(text, first + "\n" + text)) {
            Files.writeString(state.pending(), damaged);
            assertInstanceOf(Outcome.Applied.class, host.set("other=2"));
        }
        host.set("app/limit=10");
        assertHealed();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAKilledChangeLeftOfANewGeneration(boolean commit) throws IOException {
        Files.createDirectories(state.generations().resolve("3.part/etc"));
        Files.writeString(state.generations().resolve(".3.list.mailloft-new"), "file");
        if (commit) {
            host.applier().commit(List.of());
        } else {
            host.set("app/name=b");
        }
        try (Stream<Path> left = Files.list(state.generations())) {
            assertEquals(
                    List.of(),
                    left.map(file -> file.getFileName().toString())
                            .filter(name -> name.contains("3"))
                            .toList());
        }
    }
}
