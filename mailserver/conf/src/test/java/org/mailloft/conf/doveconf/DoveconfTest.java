package org.mailloft.conf.doveconf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class DoveconfTest {
    private record Outcome(String out, String err, int exitCode) {}

    private static Outcome run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode =
                Doveconf.execute("/nowhere.conf", List.of(arguments), new PrintWriter(out), new PrintWriter(err));
        return new Outcome(out.toString(), err.toString(), exitCode);
    }

    /** All cases in one directory: they are many and small. */
    @TestFactory
    Stream<DynamicTest> printsWhatDovecotPrints(@TempDir Path directory) {
        return DoveconfCase.all().stream()
                .map(test -> DynamicTest.dynamicTest(test.title(), () -> {
                    Outcome outcome = run(test.prepare(directory).toArray(String[]::new));
                    test.verify(directory, outcome.out, outcome.err, outcome.exitCode);
                }));
    }

    @Test
    void theHeaderNamesVersionAndFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("m.conf"), "mail_home = x\n");
        Outcome outcome = run("-c", file.toString(), "-n");
        assertTrue(outcome.out.matches(
                "(?s)# Mailloft \\S+: " + file + "\n# OS: [^\n]*\n# Hostname: [^\n]+\nmail_home = x\n"));
        assertTrue(run("-c", file.toString()).out.contains("\n# NOTE: Send doveconf -n output instead when asking"));
    }

    @Test
    void theDefaultFileIsReadWithoutOption() {
        Outcome outcome = run("-n");
        assertEquals("doveconf: Fatal: open(/nowhere.conf) failed: No such file or directory\n", outcome.err);
        assertEquals(89, outcome.exitCode);
    }

    @Test
    void unknownOptionsAreRefused() {
        assertEquals(new Outcome("", "doveconf: invalid option -- 'z'\n", 89), run("-z"));
        assertEquals(new Outcome("", "doveconf: option requires an argument -- 'c'\n", 89), run("-c"));
    }

    @Test
    void severalNamesArePrintedInTheirOrder(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("m.conf"), "plugin {\n  a = b\n}\n");
        assertEquals(
                "mail_uid = \nplugin {\n  a = b\n}\nfirst_valid_uid = 500\n",
                run("-c", file.toString(), "mail_uid", "plugin", "no_such", "first_valid_uid").out);
    }

    @Test
    void listenersOfAServiceArePrintedInsideOfIt(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("m.conf"), "");
        assertTrue(run("-c", file.toString(), "service/imap-login/inet_listener")
                .out
                .startsWith("service imap-login {\n  inet_listener imap {\n    address = \n"));
    }

    @Test
    void changedSettingsOfSectionsAreShownForAFilterToo(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("m.conf"), """
                namespace a {
                  separator = /
                }
                protocol imap {
                  namespace a {
                    hidden = yes
                  }
                }
                """);
        assertTrue(run("-c", file.toString(), "-n", "-f", "protocol=imap")
                .out
                .contains("namespace a {\n  hidden = yes\n  location = \n  prefix = \n  separator = /\n}\n"));
    }
}
