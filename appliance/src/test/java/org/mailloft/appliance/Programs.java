package org.mailloft.appliance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs other people's programs, as a user would at the terminal. */
final class Programs {

    private static final int LIMIT_SECONDS = 60;

    private Programs() {}

    record Outcome(int exitCode, String output) {}

    /** Skips the test, by the program's name, when it is not there. */
    static void require(String... programs) {
        for (var program : programs) {
            assumeTrue(
                    Arrays.stream(System.getenv("PATH").split(":"))
                            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
                    "left out: the program " + program + " is not installed");
        }
    }

    static Outcome run(List<String> command) throws IOException, InterruptedException {
        return run("", command);
    }

    /** Runs a program with this text as its standard input; output and errors come together. */
    static Outcome run(String input, List<String> command) throws IOException, InterruptedException {
        var out = Files.createTempFile("program", ".out");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(command + " hangs: " + Files.readString(out));
            }
            return new Outcome(process.exitValue(), Files.readString(out, StandardCharsets.ISO_8859_1));
        } finally {
            Files.delete(out);
        }
    }

    /** Runs it and insists on exit code 0. */
    static String succeed(String input, List<String> command) throws IOException, InterruptedException {
        var outcome = run(input, command);
        if (outcome.exitCode() != 0) {
            throw new AssertionError(command + " ended with " + outcome.exitCode() + ": " + outcome.output());
        }
        return outcome.output();
    }
}
