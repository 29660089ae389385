package org.mailloft.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainedTest {

    private static final Flag DRY_RUN = new Flag(List.of("-n", "--dry-run"), Optional.empty(), "");
    private static final Program PROGRAM =
            new Program("tool", List.of(), "", List.of(new Verb("home purge", "[-n]", List.of(DRY_RUN), "")));

    static List<Program> commands() {
        return Manual.commands();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandIsExplainedAndNothingElse(Program program) {
        Explained.of(program, Notes.of(program.name()));
    }

    @Test
    void everyProgramOfThePackagesHasAPage() throws IOException {
        var installed = Files.readAllLines(Path.of("../debian/programs")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" ")[0].replaceFirst(".*/", ""))
                .sorted()
                .toList();
        assertEquals(installed, commands().stream().map(Program::name).sorted().toList());
    }

    @Test
    void aVerbOrAnOptionThatNothingExplainsIsRefused() {
        var failure = assertThrows(IllegalStateException.class, () -> Explained.of(PROGRAM, Notes.parse("tool 8 is")));
        assertTrue(failure.getMessage().contains("nothing explains home purge\n"), failure.getMessage());
        assertTrue(failure.getMessage().contains("nothing explains home purge -n, --dry-run"), failure.getMessage());
    }

    @Test
    void anExplanationOfWhatDoesNotExistIsRefused() {
        var notes = Notes.parse("""
                tool 8 is
                ## COMMON OPTIONS
                -u
                    Whose.
                ### home purge
                Removes.
                -n, --dry-run
                    Says.
                -x
                    What?
                ### home list
                Lists.
                """);
        var failure = assertThrows(IllegalStateException.class, () -> Explained.of(PROGRAM, notes));
        assertEquals(
                "tool:\n  no verb has -u\n  there is no home list\n  there is no home purge -x", failure.getMessage());
    }

    @Test
    void whatSeveralVerbsTakeIsExplainedOnce() {
        var notes = Notes.parse("""
                tool 8 is
                ## COMMON OPTIONS
                -n, --dry-run
                    Changes nothing.
                ### home purge
                Removes.
                """);
        var explained = Explained.of(PROGRAM, notes);
        var verb = explained.program().verbs().getFirst();
        assertEquals("Changes nothing.", verb.flags().getFirst().text());
        assertEquals(List.of(), explained.ownFlags(verb));
    }
}
