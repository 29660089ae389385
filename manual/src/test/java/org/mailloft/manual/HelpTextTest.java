package org.mailloft.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HelpTextTest {

    private static final Program PROGRAM = HelpText.parse("tool", """
            tool: does things

            Syntax:
              tool [options] <action>

            Options:

              -h | --help:
                    print this text

              --root <directory>:
                    work below
                    this directory

              --sort (valid actions: get):
                    sort

            Actions:
              get [--all|--category <category>] <key>:
                    print the value

              register <package>, unregister <package>:
                    take over
            """);

    @Test
    void optionsHaveAllTheirNamesAndTheirValue() {
        assertEquals(
                List.of(
                        new Flag(List.of("-h", "--help"), Optional.empty(), "print this text"),
                        new Flag(List.of("--root"), Optional.of("directory"), "work below this directory"),
                        new Flag(List.of("--sort"), Optional.empty(), "sort (valid actions: get)")),
                PROGRAM.flags());
    }

    @Test
    void verbsHaveTheOptionsOfTheirUsage() {
        var get = PROGRAM.verbs().getFirst();
        assertEquals("get", get.words());
        assertEquals("[--all|--category <category>] <key>", get.arguments());
        assertEquals(
                List.of(
                        new Flag(List.of("--all"), Optional.empty(), ""),
                        new Flag(List.of("--category"), Optional.of("category"), "")),
                get.flags());
    }

    @Test
    void twoVerbsMayShareAnExplanation() {
        var shared = PROGRAM.verbs().subList(1, 3);
        assertEquals(
                List.of("register", "unregister"),
                shared.stream().map(Verb::words).toList());
        assertEquals(
                List.of("take over", "take over"),
                shared.stream().map(Verb::text).toList());
    }
}
