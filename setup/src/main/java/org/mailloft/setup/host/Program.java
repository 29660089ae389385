package org.mailloft.setup.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Another program, run without a shell and for a limited time, that is given a text and answers with one.
 *
 * @param words name, looked for in the folders of the system, and arguments
 * @param input what it can read
 * @param limit after which it is ended
 */
public record Program(List<String> words, String input, Duration limit) {

    public static final int NOT_INSTALLED = 127;

    private static final int TOO_LATE = 124;
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(60);
    private static final List<Path> FOLDERS =
            Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/bin").map(Path::of).toList();

    public static Program of(String... words) {
        return new Program(List.of(words), "", USUAL_LIMIT);
    }

    public Program with(String... more) {
        return new Program(Stream.concat(words.stream(), Stream.of(more)).toList(), input, limit);
    }

    public Program reading(String text) {
        return new Program(words, text, limit);
    }

    /**
     * How it ended.
     *
     * @param status 0 for success, {@link #NOT_INSTALLED}, 124 when its time was over
     */
    public record Result(int status, String output, String errors) {

        public boolean isSuccess() {
            return status == 0;
        }

        /** What it complained about, in one line. */
        public String complaint() {
            return (errors.isBlank() ? output : errors).strip().replaceAll("\\s*\\R\\s*", "; ");
        }
    }

    public static boolean isInstalled(String name) {
        return find(name).isPresent();
    }

    private static Optional<Path> find(String name) {
        return FOLDERS.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs it, however it ends. */
    public Result run() {
        var program = find(words.getFirst());
        if (program.isEmpty()) {
            return new Result(NOT_INSTALLED, "", "it is not installed");
        }
        try {
            var process = builder(program.get()).start();
            try {
                return attend(process);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new SetupFailure("Interrupted while " + words.getFirst() + " ran.");
        }
    }

    /** Runs it and gives what it printed; anything but success ends the setup. */
    public String require() {
        var result = run();
        if (!result.isSuccess()) {
            throw new SetupFailure(words.getFirst() + " failed: " + result.complaint());
        }
        return result.output();
    }

    private ProcessBuilder builder(Path program) {
        var command = new ArrayList<>(words);
        command.set(0, program.toString());
        var builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        // settings of the person who calls are not those of the host
        builder.environment().keySet().removeIf(name -> name.startsWith("LDAP"));
        return builder;
    }

    private Result attend(Process process) throws InterruptedException, IOException {
        var output = new Reader(process.getInputStream());
        var errors = new Reader(process.getErrorStream());
        var readers =
                List.of(Thread.ofVirtual().start(output), Thread.ofVirtual().start(errors));
        Thread.ofVirtual().start(() -> write(process));
        boolean isOver = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (!isOver) {
            process.destroyForcibly();
        }
        for (Thread reader : readers) {
            // what it left running may keep its output open
            reader.join(Duration.ofSeconds(isOver ? 5 : 1));
        }
        return isOver
                ? new Result(process.exitValue(), output.text, errors.text)
                : new Result(TOO_LATE, output.text, "no end after " + limit.toSeconds() + " s");
    }

    private void write(Process process) {
        try (var out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // it need not read what it is told
        }
    }

    private static final class Reader implements Runnable {

        private final InputStream in;
        private volatile String text = "";

        Reader(InputStream in) {
            this.in = in;
        }

        @Override
        public void run() {
            try {
                text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                text = e.getMessage();
            }
        }
    }
}
