package org.mailloft.firewall.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program that talks to the packet filter of the kernel. */
final class Nft {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** @param output what it says on both outputs */
    record Answer(int exitCode, String output) {
        boolean isGood() {
            return exitCode == 0;
        }
    }

    private Nft() {}

    /**
     * Runs it to its end.
     *
     * @param input what it reads where an argument is {@code -}
     * @throws IOException when there is none, or it does not end
     */
    static Answer run(String input, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("nft"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var limit = Thread.ofVirtual().start(() -> end(process));
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write(input);
        } catch (IOException _) {
            // it did not read to the end; its exit code tells why
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            int exitCode = process.waitFor();
            limit.interrupt();
            return new Answer(exitCode, output.strip());
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while nft was running", e);
        }
    }

    private static void end(Process process) {
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            // nothing to end any more
        }
    }
}
