package org.mailloft.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end, within a bound. */
public final class Program {

    private static final int SHOWN_LINES = 150;

    /** What it said on both outputs, and its exit code. */
    public record Ended(List<String> command, int exitCode, String output) {

        public boolean well() {
            return exitCode == 0;
        }

        /**
         * The output of a program that did what it was to do.
         *
         * @throws IOException with the last words of one that did not
         */
        public String orFail() throws IOException {
            if (!well()) {
                throw new IOException(toString());
            }
            return output;
        }

        @Override
        public String toString() {
            return "exit code " + exitCode + " of: " + String.join(" ", command) + "\n" + end(output);
        }
    }

    private Program() {}

    /** The last lines, in which a program says why it gave up. */
    private static String end(String output) {
        var lines = output.strip().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    }

    /** With nothing on its standard input. */
    public static Ended run(Duration patience, String... command) throws IOException {
        return run(patience, new ProcessBuilder(command));
    }

    /**
     * With nothing on its standard input, unless the builder says otherwise. One that takes too long is killed, with all that
     * it started.
     *
     * @throws IOException when it cannot be started, or takes too long
     */
    public static Ended run(Duration patience, ProcessBuilder program) throws IOException {
        var said = Files.createTempFile("mailloft-output", ".txt");
        try {
            if (program.redirectInput() == ProcessBuilder.Redirect.PIPE) {
                program.redirectInput(Path.of("/dev/null").toFile());
            }
            // Not a pipe: a daemon that the program leaves behind would hold it open.
            var process = program.redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            var inTime = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!inTime) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            var output = new String(Files.readAllBytes(said), StandardCharsets.UTF_8);
            if (!inTime) {
                throw new IOException(
                        "no end after " + patience + ": " + String.join(" ", program.command()) + "\n" + end(output));
            }
            return new Ended(List.copyOf(program.command()), process.exitValue(), output);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(String.join(" ", program.command()) + ": interrupted", interrupted);
        } finally {
            Files.deleteIfExists(said);
        }
    }
}
