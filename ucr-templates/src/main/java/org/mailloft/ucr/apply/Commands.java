package org.mailloft.ucr.apply;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Runs other programs: without a shell, with a small environment, for a limited time, and keeping a limited part of what
 * they print: errors first, for a program that says what is wrong may have printed much before.
 */
final class Commands {

    /** Set for programs that a transaction runs: one of them that changes the registry would wait for it for ever. */
    static final String INSIDE = "MAILLOFT_UCR_TRANSACTION";

    private static final int KEPT_OCTETS = 64 * 1024;
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final List<String> SYSTEM =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    /** How a program ended. */
    sealed interface Result {
        /** @param status 0 is success */
        record Ended(int status, String output) implements Result {}

        /** It was ended because its time was over. */
        record TooLong(Duration limit, String output) implements Result {}

        /** There is no such program here, or it may not be run. */
        record Missing(String program) implements Result {}

        default boolean isSuccess() {
            return this instanceof Ended ended && ended.status() == 0;
        }
    }

    private final Path root;
    private final Map<String, String> caller;

    /**
     * @param root that the programs are told in {@code MAILLOFT_ROOT}
     * @param caller environment of this program, a part of which is passed on; programs are looked for in its
     *     {@code PATH}, then in the system's folders
     */
    Commands(Path root, Map<String, String> caller) {
        this.root = root;
        this.caller = caller;
    }

    private Set<String> folders() {
        var folders = new LinkedHashSet<String>();
        for (var folder : caller.getOrDefault("PATH", "").split(":")) {
            if (folder.startsWith("/")) {
                folders.add(folder);
            }
        }
        folders.addAll(SYSTEM);
        return folders;
    }

    private Map<String, String> environment() {
        var environment = new TreeMap<String, String>();
        caller.forEach((name, value) -> {
            if (name.startsWith("MAILLOFT_") || name.equals("JAVA_HOME") || name.equals("HOME")) {
                environment.put(name, value);
            }
        });
        environment.put("PATH", String.join(":", folders()));
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("MAILLOFT_ROOT", root.toString());
        environment.put(INSIDE, root.toString());
        return environment;
    }

    boolean isInstalled(String program) {
        return find(program).isPresent();
    }

    private Optional<Path> find(String program) {
        if (program.contains("/")) {
            return Optional.of(Path.of(program)).filter(Commands::isProgram);
        }
        return folders().stream()
                .map(folder -> Path.of(folder, program))
                .filter(Commands::isProgram)
                .findFirst();
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    /** @param input what the program can read */
    Result run(List<String> words, String input, Duration limit) throws IOException {
        var program = find(words.getFirst());
        if (program.isEmpty()) {
            return new Result.Missing(words.getFirst());
        }
        var full = new ArrayList<>(words);
        full.set(0, program.get().toString());
        var builder = new ProcessBuilder(full).directory(root.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new Result.Ended(126, program.get() + " cannot be run: " + e.getMessage());
        }
        try {
            return attend(process, input, limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + program.get() + " ran", e);
        } finally {
            end(process);
        }
    }

    private static Result attend(Process process, String input, Duration limit) throws InterruptedException {
        var output = new Output(process.getInputStream());
        var errors = new Output(process.getErrorStream());
        var readers =
                List.of(Thread.ofVirtual().start(errors), Thread.ofVirtual().start(output));
        Thread.ofVirtual().start(() -> write(process, input));
        boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            end(process);
        }
        // a program that it left running may keep the pipe open
        long end = System.nanoTime() + LAST_WORDS.toNanos();
        for (var reader : readers) {
            reader.join(Duration.ofNanos(end - System.nanoTime()));
        }
        var text = (errors.text() + "\n" + output.text()).strip();
        return ended ? new Result.Ended(process.exitValue(), text) : new Result.TooLong(limit, text);
    }

    private static void write(Process process, String input) {
        try (var out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // it need not read what it is told
        }
    }

    /** It and what it started, as far as that is still its child. */
    private static void end(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Reads to the end, so that the program never waits for us, and keeps the beginning. */
    private static final class Output implements Runnable {

        private final InputStream in;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        Output(InputStream in) {
            this.in = in;
        }

        @Override
        public void run() {
            var buffer = new byte[8192];
            try {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    kept.write(buffer, 0, Math.min(n, Math.max(0, KEPT_OCTETS - kept.size())));
                }
            } catch (IOException e) {
                // the program was ended; what it said until then is kept
            }
        }

        String text() {
            return kept.toString(StandardCharsets.UTF_8).strip();
        }
    }
}
