package org.mailloft.ucr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code ucr} says to command lines that it does not understand, and the options before the verb. */
class UsageTest {

    @TempDir
    Path folder;

    private Terminal terminal;

    @BeforeEach
    void open() throws IOException {
        terminal = new Terminal(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "set # too few arguments for command [set]",
                "set --force # too few arguments for command [set]",
                "unset # too few arguments for command [unset]",
                "get # too few arguments for command [get]",
                "info # too few arguments for command [info]",
                "register # too few arguments for command [register]",
                "unregister # too few arguments for command [unregister]",
                "frobnicate # unknown action \"frobnicate\", see --help",
                "--frobnicate get x # unknown option --frobnicate",
                "-x get x # unknown option -x",
                "--root # option --root expects an argument",
                "--root= get x # option --root expects an argument",
                "--keys-only get x # invalid option --keys-only for command get",
                "--keys-only info x # invalid option --keys-only for command info",
                "--shell info x # invalid option --shell for command info",
                "--shell set x=1 # invalid option --shell for command set",
                "--sort get x # invalid option --sort for command get",
                "--sort commit # invalid option --sort for command commit",
                "get --force x # invalid option --force for command get",
                "set --brief x=1 # invalid option --brief for command set",
                "set --force=1 x=1 # invalid option --force=1 for command set",
                "search --category # option --category for command search expects an argument",
                "search --category none # unknown category: \"none\"",
                "search --key --value x # at most one out of [--key|--value|--all] may be set",
                "search --all --value x # at most one out of [--key|--value|--all] may be set",
                "search [ # invalid regular expression: Unclosed character class at position 0",
            })
    void aCommandLineThatMakesNoSenseEndsWithOne(String line, String message) {
        var result = terminal.run(line.split(" "));
        assertEquals("", result.out());
        assertEquals("E: " + message, result.err().lines().findFirst().orElse(""));
        assertEquals(1, result.code());
    }

    @ParameterizedTest
    @CsvSource({"--help", "-h", "-?", "''", "--debug", "--sort --help dump"})
    void helpIsPrintedWhenAskedForOrWithoutAVerb(String line) {
        var result = line.isEmpty() ? terminal.run() : terminal.run(line.split(" "));
        assertEquals(Help.TEXT, result.out());
        assertEquals(0, result.code());
    }

    @ParameterizedTest
    @CsvSource({"--version", "-v", "-v get x"})
    void theVersionIsPrinted(String line) {
        var result = terminal.run(line.split(" "));
        assertTrue(result.out().startsWith("univention-config-registry "), result.out());
        assertEquals(0, result.code());
    }

    @ParameterizedTest
    @CsvSource({
        "No space left on device, 1, 'E: standard output: No space left on device\n'",
        "Broken pipe, 0, ''",
        "Bad file descriptor, 0, ''",
    })
    void outputThatIsLostIsAFailureUnlessNobodyReadsIt(String reason, int code, String message) {
        var lost = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException(reason);
            }
        };
        var err = new ByteArrayOutputStream();
        var ucr = new Ucr(Map.of(), InstantSource.system());
        int ended = ucr.execute(List.of("--help"), InputStream.nullInputStream(), lost, new PrintStream(err));
        assertEquals(message, err.toString(StandardCharsets.UTF_8));
        assertEquals(code, ended);
    }

    @Test
    void tooFewArgumentsPointToTheHelp() {
        assertEquals(
                "E: too few arguments for command [get]\ntry `univention-config-registry --help` for more information\n",
                terminal.run("get").err());
    }

    @Test
    void theRootOfTheCommandLineWinsOverThatOfTheEnvironment() throws IOException {
        terminal.layer("base.conf", "where: state");
        var other = new Terminal(folder.resolve("other")).layer("base.conf", "where: given");
        assertEquals("state\n", terminal.run("get", "where").out());
        var root = other.root().toString();
        assertEquals("given\n", terminal.run("--root", root, "get", "where").out());
        assertEquals("given\n", terminal.run("--root=" + root, "get", "where").out());
    }

    @Test
    void anUnreadableLayerIsAnErrorAndNotAnEmptyOne() throws IOException {
        terminal.layer("base.conf/child", "x: 1");
        var result = terminal.run("get", "x");
        assertEquals(1, result.code());
        assertTrue(result.err().contains("E: your request could not be fulfilled\n"), result.err());
    }
}
