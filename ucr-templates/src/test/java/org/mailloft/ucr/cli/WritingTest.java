package org.mailloft.ucr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verbs that write: what they print, what they end with, and what is in the layer then. */
class WritingTest {

    private static final String NOTHING = "E: nothing was changed\n";
    private static final String NEITHER = "E: nothing was changed: all 2 variables are as they were\n";

    @TempDir
    Path folder;

    private Terminal terminal;

    @BeforeEach
    void open() throws IOException {
        terminal = new Terminal(folder)
                .describe("""
                        [number]
                        Description[en]=A number.
                        Description[de]=Eine Zahl.
                        Type=uint
                        Categories=test

                        [preset]
                        Description[en]=Has a default.
                        Description[de]=Hat einen Vorgabewert.
                        Type=str
                        Categories=test
                        Default=here
                        """)
                .layer("base-defaults.conf", "preset: here")
                .layer("base.conf", "old: 1")
                .layer("base-forced.conf", "fixed: f");
    }

    /** @param layer what {@code base.conf} has afterwards, without the head, lines joined by a bar */
    record Row(String line, String out, String err, int code, String layer) {
        @Override
        public String toString() {
            return line;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                new Row("set new=2", "Create new\n", "", 0, "new: 2|old: 1"),
                new Row("set old=2", "Setting old\n", "", 0, "old: 2"),
                new Row("set old=1", "Setting old\n", "", 0, "old: 1"),
                new Row("set old?2", "Not updating old\n", "", 0, "old: 1"),
                new Row("set new?2", "Create new\n", "", 0, "new: 2|old: 1"),
                new Row("set preset?2", "Create preset\n", "", 0, "old: 1|preset: 2"),
                new Row("set new=", "Create new\n", "", 0, "new: |old: 1"),
                new Row("set a=b=c?d", "Create a\n", "", 0, "a: b=c?d|old: 1"),
                new Row("set a?b=c", "Create a\n", "", 0, "a: b=c|old: 1"),
                new Row("set a=1 a=2 a?3", "Create a\nSetting a\nNot updating a\n", "", 0, "a: 2|old: 1"),
                new Row("set b=1 old=2", "Create b\nSetting old\n", "", 0, "b: 1|old: 2"),
                new Row("set -dash=1", "Create -dash\n", "", 0, "-dash: 1|old: 1"),
                new Row(
                        "set nothing old=2",
                        "Setting old\n",
                        "W: Missing value for config registry variable 'nothing'\n",
                        0,
                        "old: 2"),
                new Row("set nothing", "", "W: Missing value for config registry variable 'nothing'\n", 0, "old: 1"),
                new Row(
                        "set fixed=2",
                        "Create fixed\n",
                        "W: fixed is overridden by scope \"forced\"\n",
                        0,
                        "fixed: 2|old: 1"),
                new Row(
                        "set old=2 Schlüssel=1",
                        "Not setting Schlüssel\n",
                        "Please fix invalid umlaut in config variable key \"Schlüssel\" to Schluessel.\n" + NEITHER,
                        1,
                        "old: 1"),
                new Row(
                        "set Straße=1 a$b?2",
                        "Not setting Straße\nNot setting a$b\n",
                        "Please fix invalid umlaut in config variable key \"Straße\" to Strasse.\n"
                                + "Please fix invalid character \"$\" in config variable key \"a$b\".\n" + NEITHER,
                        1,
                        "old: 1"),
                new Row("set =1", "Not setting \n", "Please fix empty config variable key.\n" + NOTHING, 1, "old: 1"),
                new Row("set number=7", "Create number\n", "", 0, "number: 7|old: 1"),
                new Row(
                        "set old=2 number=x",
                        "Setting old\nCreate number\n",
                        "E: Value 'x' incompatible for 'number': it is not a whole number\n" + NEITHER,
                        2,
                        "old: 1"),
                new Row(
                        "set --ignore-check number=x",
                        "Create number\n",
                        "W: Value 'x' incompatible for 'number', but setting anyway: it is not a whole number\n",
                        0,
                        "number: x|old: 1"),
                new Row("set --dry-run old=2", "Setting old\n", "", 0, "old: 1"),
                new Row(
                        "set --dry-run number=x",
                        "Create number\n",
                        "E: Value 'x' incompatible for 'number': it is not a whole number\n" + NOTHING,
                        2,
                        "old: 1"),
                new Row("unset old", "Unsetting old\n", "", 0, ""),
                new Row("unset --dry-run old", "Unsetting old\n", "", 0, "old: 1"),
                new Row(
                        "unset none old",
                        "Unsetting old\n",
                        "W: The config registry variable 'none' does not exist\n",
                        0,
                        ""),
                new Row("unset none", "", "W: The config registry variable 'none' does not exist\n", 0, "old: 1"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aVerbWrites(Row row) throws IOException {
        var result = terminal.run(row.line().split(" "));
        assertEquals(row.out(), result.out());
        assertEquals(row.err(), result.err());
        assertEquals(row.code(), result.code());
        assertEquals(row.layer(), layer("base.conf"));
    }

    private String layer(String name) throws IOException {
        return terminal.textOf(name)
                .lines()
                .skip(2)
                .reduce((a, b) -> a + "|" + b)
                .orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        "--force,base-forced.conf",
        "--forced,base-forced.conf",
        "--schedule,base-schedule.conf",
        "--ldap-policy,base-ldap.conf"
    })
    void anOptionNamesTheLayer(String option, String file) throws IOException {
        assertEquals("Create new\n", terminal.run("set", option, "new=1").out());
        assertTrue(terminal.textOf(file).contains("new: 1"));
        assertEquals("Unsetting new\n", terminal.run("unset", option, "new").out());
        assertFalse(terminal.textOf(file).contains("new: 1"));
        assertEquals("old: 1", layer("base.conf"));
    }

    @Test
    void whatIsStillSetElsewhereIsTold() {
        terminal.run("set", "preset=1", "fixed=1");
        var result = terminal.run("unset", "preset", "fixed");
        assertEquals("Unsetting preset\nUnsetting fixed\n", result.out());
        assertEquals(
                "W: preset is still set in scope \"default\"\nW: fixed is still set in scope \"forced\"\n",
                result.err());
    }

    @Test
    void whatIsInOrderIsNotDoneEitherAndThatIsTold() throws IOException {
        var result = terminal.run("set", "new=1", "number=x", "old=2");
        assertEquals("Create new\nCreate number\nSetting old\n", result.out());
        assertTrue(result.err().endsWith("E: nothing was changed: all 3 variables are as they were\n"), result.err());
        assertEquals(2, result.code());
        assertEquals("old: 1", layer("base.conf"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text=one\ntwo", "text?one\r\ntwo", "text=\none\rtwo\n"})
    void lineEndsThatAreLostAreTold(String assignment) {
        var result = terminal.run("set", assignment);
        assertEquals("W: The line ends in the value of 'text' are removed\n", result.err());
        assertEquals("onetwo\n", terminal.run("get", "text").out());
        assertEquals(0, result.code());
    }

    @Test
    void lineEndsAroundAValueAreNoLoss() {
        assertEquals(new Terminal.Result(0, "Create number\n", ""), terminal.run("set", "number= 3\n"));
    }

    @Test
    void typesOnlyWarnWhenTheRegistrySaysSo() {
        terminal.run("set", "ucr/check/type=no");
        var result = terminal.run("set", "number=x");
        assertEquals(
                "W: Value 'x' incompatible for 'number', but setting anyway: it is not a whole number\n", result.err());
        assertEquals(0, result.code());
    }

    @Test
    void aSwitchThatSaysNothingDoesNotSwitchTheChecksOff() {
        terminal.run("set", "ucr/check/type=perhaps");
        assertEquals(2, terminal.run("set", "number=x").code());
    }

    @Test
    void aFileOfItsOwnIsWrittenAndChecked() throws IOException {
        var file = folder.resolve("mine.conf");
        terminal.with("UNIVENTION_BASECONF", file.toString());
        assertEquals(
                "Create number\n", terminal.run("set", "--force", "number=3").out());
        assertEquals(2, terminal.run("set", "number=x").code());
        assertEquals(0, terminal.run("set", "--dry-run", "number=4").code());
        assertEquals("# univention_ base.conf\n\nnumber: 3", Files.readString(file));
        assertEquals("old: 1", layer("base.conf"));
    }

    @Test
    void theReplicationLogIsKeptWhenItIsWanted() throws IOException {
        terminal.run("set", "silent=1");
        terminal.run("set", "ucr/replog/enabled=yes");
        terminal.run("set", "--force", "old=it's", "new=");
        terminal.run("unset", "--force", "new");
        terminal.run("unset", "old");
        var log = terminal.root().resolve("var/log/univention/config-registry.replog");
        assertEquals("""
                2026-11-22 10:20:30: set ucr/replog/enabled=yes old:[Previously undefined]
                2026-11-22 10:20:30: set --force old='it'"'"'s' old:[Previously undefined]
                2026-11-22 10:20:30: set --force new='' old:[Previously undefined]
                2026-11-22 10:20:30: unset --force 'new' old:
                2026-11-22 10:20:30: unset 'old' old:1
                """, Files.readString(log));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(log)));
    }

    @Test
    void undoTakesBackTheLastChangeAndHistoryListsBoth() {
        terminal.run("set", "old=2", "new=1");
        var undone = terminal.run("undo");
        assertEquals("Setting old\nUnsetting new\n", undone.out());
        assertEquals("1\n", terminal.run("get", "old").out());
        var history = terminal.run("history").out().lines().toList();
        assertTrue(history.getFirst().matches("2  \\S+ \\S+  \\S+  undo of 1"), history::toString);
        assertTrue(history.contains("    old: 1 -> 2"), history::toString);
        assertTrue(history.contains("    new: (not set) -> 1"), history::toString);
        assertEquals(2, terminal.run("undo").code());
    }

    @Test
    void nothingIsPendingAtFirst() {
        assertEquals(new Terminal.Result(0, "", ""), terminal.run("pending"));
        assertEquals(new Terminal.Result(0, "", ""), terminal.run("apply"));
    }

    @Test
    void updateTellsWhichDefaultsAreNew() throws IOException {
        terminal.layer("base-defaults.conf", "preset: there", "gone: 1", "old: 7");
        var result = terminal.run("update");
        assertEquals(
                "I: gone will be unset in scope \"default\"\nI: preset will be set in scope \"default\"\n",
                result.err());
        assertEquals("preset: here", layer("base-defaults.conf"));
        assertEquals(0, result.code());
    }
}
