package org.mailloft.ucr.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.Registry;

class InStepTest {

    @TempDir
    Path folder;

    private SmallHost host;
    private State state;

    /** A host whose last change concerned nobody, and which has an index and a note. */
    @BeforeEach
    void furnish() throws IOException {
        host = new SmallHost(folder).furnish();
        state = new State(host.root);
        host.set("app/name=a");
        age(folder);
        host.set("other=0");
        host.set("other=1");
        assertTrue(Index.read(state.index(), host.share).isPresent());
        assertTrue(Files.exists(state.inStep()));
    }

    /** Makes everything so old that a change of it can be told. */
    private static void age(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
            }
        }
    }

    private List<Integer> numbers() throws IOException {
        return host.applier().history().stream().map(HistoryEntry::number).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"other=2", "app/name=b"})
    void theNextChangeNeedNotCompareAllValues(String assignment) throws IOException {
        host.set(assignment);
        int generation = Integer.parseInt(
                Files.readSymbolicLink(state.current()).getFileName().toString());
        try (var next = Registry.open(host.root).begin(Layer.NORMAL, List.of())) {
            assertEquals(Optional.of(4), new InStep(state).since(generation, next.sums()));
        }
    }

    @Test
    void changesAreNumberedOneByOne() throws IOException {
        host.set("other=2");
        host.set("app/name=b");
        host.set("other=3");
        assertEquals(List.of(6, 5, 4, 3, 2, 1), numbers());
    }

    @Test
    void aChangeThatIsNoneIsNotNumbered() throws IOException {
        host.set("other=1");
        host.set("other=1");
        host.set("other=2");
        assertEquals(List.of(4, 3, 2, 1), numbers());
    }

    /** As after two ends between the last step of a change and its note. */
    @Test
    void anEntryThatTheNoteDoesNotKnowIsNotReplaced() throws IOException {
        var note = Files.readAllBytes(state.inStep());
        host.set("other=2");
        host.set("other=1");
        Files.write(state.inStep(), note);
        host.set("other=3");
        assertEquals(List.of(6, 5, 4, 3, 2, 1), numbers());
    }

    @Test
    void whatADefaultNamesIsRendered() throws IOException {
        host.share("registry.info/variables/app.cfg", """
                [app/derived]
                Type=str
                Default=x-@%@stranger@%@
                Categories=app
                """);
        host.applier().update();
        age(folder);
        host.set("other=2");
        host.set("other=3");
        host.set("stranger=1");
        assertEquals("secret = x-1 \n", host.read(SmallHost.B));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base.conf", "base-forced.conf"})
    void aLayerThatSomebodyWroteIsSeen(String layer) throws IOException {
        Files.writeString(host.root.resolve("etc/univention").resolve(layer), "# by hand\n\napp/name: hand");
        host.set("other=2");
        assertEquals("name = hand\nlimit = 10\n", host.read(SmallHost.A));
    }

    @Test
    void aStrongerLayerIsSeenAlthoughItConcernsNobody() throws IOException {
        host.applier()
                .change(Layer.FORCED, List.of(new org.mailloft.ucr.Assignment.Set("other", "9")), ChangeOptions.NONE);
        host.set("other=2");
        assertEquals("name = a\nlimit = 10\n", host.read(SmallHost.A));
        assertEquals(List.of(5, 4, 3, 2, 1), numbers());
    }

    @Test
    void anotherGenerationIsSeen() throws IOException {
        host.set("app/name=b");
        var active = Files.readSymbolicLink(state.current());
        Files.delete(state.current());
        Files.createSymbolicLink(state.current(), Path.of("generations/1"));
        assertFalse(active.endsWith("1"));
        host.set("other=2");
        assertEquals("name = b\nlimit = 10\n", host.read(SmallHost.A));
    }

    @Test
    void whatIsConcernedSinceTheIndexWasMadeAnewIsRendered() throws IOException {
        host.template(SmallHost.B, "other = ${ucr[\"other\"]!\"\"}\n");
        age(folder);
        host.step = (what, file) -> {
            if (file.startsWith(state.generations())) {
                throw new IOException("injected");
            }
        };
        assertInstanceOf(Outcome.Refused.class, host.set("app/name=b"));
        host.step = (what, file) -> {};
        assertTrue(Index.read(state.index(), host.share).isPresent());
        host.set("another=1");
        assertEquals("other = 1\n", host.read(SmallHost.B));
    }

    @Test
    void whatDoesMoreThanToReplaceALayerRemovesIt() throws IOException {
        host.applier().commit(List.of());
        assertFalse(Files.exists(state.inStep()));
    }

    @Test
    void aDamagedNoteIsNone() throws IOException {
        var note = Files.readAllBytes(state.inStep());
        for (int length = 0; length < note.length; length++) {
            Files.write(state.inStep(), java.util.Arrays.copyOf(note, length));
            host.set("other=" + length);
        }
        assertEquals(3 + note.length, numbers().getFirst());
        assertEquals(3 + note.length, numbers().size());
    }
}
