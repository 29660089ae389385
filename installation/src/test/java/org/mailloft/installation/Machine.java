package org.mailloft.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.mailloft.testing.NetworkHost;
import org.mailloft.testing.Program;

/**
 * A system that runs from a folder, with processes, mounts and a network of its own. When its first process ends, all its
 * processes and mounts are gone.
 */
abstract sealed class Machine permits BootedMachine, HandStartedMachine {

    private static final Duration START = Duration.ofSeconds(60);

    final Path root;
    final NetworkHost host;
    private final Path console;
    private Process supervisor;
    private long first;

    /**
     * @param root with an installed system
     * @param host its network
     */
    Machine(Path root, NetworkHost host) {
        this.root = root;
        this.host = host;
        this.console = root.resolveSibling(root.getFileName() + ".console");
    }

    /** What starts the system; it has the system's first process as its only child, and ends with it. */
    abstract ProcessBuilder supervisor();

    /** Asks the system to end by itself. */
    abstract void askToEnd() throws IOException, InterruptedException;

    /** Returns when the system is up. */
    abstract void awaitUp() throws IOException, InterruptedException;

    /** Starts what is installed, where the system did not do so by itself. */
    abstract void startServices() throws IOException, InterruptedException;

    /** Stops ours, where the system does not do so by itself when their packages go. */
    abstract void stopServices() throws IOException, InterruptedException;

    /** Whether a unit's main process runs. */
    abstract boolean isRunning(String unit) throws IOException;

    /** What was logged since then, for a person who looks for the cause of a failure. */
    abstract String log(Instant since) throws IOException;

    /** All that was ever logged since the system started, and what is in files also from before. */
    String logs() throws IOException {
        return sh("journalctl --no-pager --quiet --output=cat 2>/dev/null || true;"
                + " find /var/log -type f ! -path '/var/log/journal/*' ! -name '[wb]tmp' -exec cat '{}' +");
    }

    /** In words, for the output of the test. */
    abstract String kind();

    void start() throws IOException, InterruptedException {
        supervisor = supervisor()
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(console.toFile())
                .start();
        first = Patience.until(START, "a first process of the system: " + Files.readString(console), () -> {
            if (!supervisor.isAlive()) {
                throw new IOException("does not start: " + Files.readString(console));
            }
            return supervisor
                    .children()
                    .map(ProcessHandle::pid)
                    .filter(Machine::isFirstOfItsOwn)
                    .findAny();
        });
        awaitUp();
    }

    /** Whether a process is number one of its namespace; the supervisor may have others on the way there. */
    private static boolean isFirstOfItsOwn(long process) {
        try (var status = Files.lines(Path.of("/proc/" + process + "/status"))) {
            return status.anyMatch(line -> line.matches("NSpid:\\s+\\d+\\s+1"));
        } catch (IOException | UncheckedIOException _) {
            return false; // it was one of those, and has ended
        }
    }

    /** Ends the system as its administrator would, or at last by force. */
    void stop() throws IOException, InterruptedException {
        if (supervisor == null) {
            return;
        }
        if (supervisor.isAlive()) {
            askToEnd();
            if (!supervisor.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
                kill();
                throw new AssertionError("The system did not end within " + START + ": " + Files.readString(console));
            }
        }
        supervisor = null;
    }

    void reboot() throws IOException, InterruptedException {
        stop();
        start();
        startServices();
    }

    /** Ends the system by force, if it runs. */
    void kill() throws InterruptedException {
        if (supervisor != null) {
            ProcessHandle.of(first).ifPresent(ProcessHandle::destroyForcibly);
            if (!supervisor.waitFor(10, TimeUnit.SECONDS)) {
                supervisor.destroyForcibly().waitFor();
            }
        }
    }

    /** Runs a command as root would on the console. */
    Program.Ended run(String... command) throws IOException {
        return run(Duration.ofMinutes(1), command);
    }

    Program.Ended run(Duration patience, String... command) throws IOException {
        return Program.run(patience, command(command));
    }

    /** Runs a line of shell as root, which must succeed. */
    String sh(String script) throws IOException {
        return sh(Duration.ofMinutes(1), script);
    }

    String sh(Duration patience, String script) throws IOException {
        return run(patience, "sh", "-c", script).orFail();
    }

    ProcessBuilder command(String... command) {
        // the number of a first process that is no more may be that of any process of this machine
        if (supervisor == null || !supervisor.isAlive()) {
            throw new IllegalStateException("The system does not run: " + String.join(" ", command));
        }
        var line = new ArrayList<>(List.of("nsenter", "--target", Long.toString(first)));
        line.addAll(List.of("--mount", "--uts", "--ipc", "--net", "--pid", "--root", "--wd", "--"));
        line.addAll(List.of("env", "-i", "HOME=/root", "LANG=C.UTF-8", "TERM=dumb"));
        line.add("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        line.addAll(List.of(command));
        return new ProcessBuilder(line);
    }

    /** A file of the system, named as the system names it. */
    Path file(String path) {
        return root.resolve("." + path).normalize();
    }
}
