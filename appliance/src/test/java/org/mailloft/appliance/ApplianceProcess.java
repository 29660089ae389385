package org.mailloft.appliance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.mailloft.testing.NetworkHost;

/** An appliance running as a process of its own, as {@code dev/up} starts it. */
final class ApplianceProcess implements AutoCloseable {

    static final String PASSWORD = "geheim";
    private static final int START_SECONDS = 60;
    private static final int STOP_SECONDS = 20;

    private static final String ENDED = "(ended)";

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> printed = new ArrayList<>();

    private ApplianceProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::readLines);
    }

    /** Starts and waits for {@code ready}. */
    static ApplianceProcess start(Path state, int portOffset, String... more) throws Exception {
        return started(launch(state, portOffset, more));
    }

    /** As {@link #start(Path, int, String...)}, with our commands before those of others. */
    static ApplianceProcess start(Path state, int portOffset, Launchers launchers, String... more) throws Exception {
        return started(launch(state, portOffset, launchers.searchPath(), more));
    }

    /** On a host of a network that only the test sees, with the usual ports. */
    static ApplianceProcess start(NetworkHost host, Path state, Launchers launchers, String... more) throws Exception {
        var command = command(state, 0, more);
        return started(launch(host.command(command.toArray(String[]::new)), launchers.searchPath()));
    }

    private static ApplianceProcess started(ApplianceProcess appliance) throws InterruptedException {
        appliance.awaitLine("ready", START_SECONDS);
        return appliance;
    }

    /** Starts without waiting. */
    static ApplianceProcess launch(Path state, int portOffset, String... more) throws IOException {
        return launch(state, portOffset, System.getenv("PATH"), more);
    }

    private static ApplianceProcess launch(Path state, int portOffset, String searchPath, String[] more)
            throws IOException {
        return launch(new ProcessBuilder(command(state, portOffset, more)), searchPath);
    }

    private static ApplianceProcess launch(ProcessBuilder builder, String searchPath) throws IOException {
        builder.redirectErrorStream(true).environment().put("PATH", searchPath);
        return new ApplianceProcess(builder.start());
    }

    private static List<String> command(Path state, int portOffset, String... more) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx512m",
                "-Dmailloft.share="
                        + Path.of("../ucr-templates/share").toAbsolutePath().normalize(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "org.mailloft.appliance.Appliance",
                "--state",
                state.toString(),
                "--port-offset",
                String.valueOf(portOffset)));
        command.addAll(List.of(more));
        return command;
    }

    /** Everything printed so far. */
    List<String> printed() {
        synchronized (printed) {
            return List.copyOf(printed);
        }
    }

    /** The stacks of its threads, by the tool of the JDK. */
    String threads() throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin/jcmd").toString();
        return Programs.succeed("", List.of(jcmd, String.valueOf(process.pid()), "Thread.print"));
    }

    void awaitLine(String wanted, int seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (true) {
            var line = lines.poll(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (wanted.equals(line)) {
                return;
            }
            if (line == null || line.equals(ENDED)) {
                throw new AssertionError("no line '" + wanted + "' in: " + String.join("\n", printed()));
            }
        }
    }

    /** As Ctrl-C; gives the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        return awaitExit();
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running: " + String.join("\n", printed()));
        }
        return process.exitValue();
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private void readLines() {
        try (var in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                synchronized (printed) {
                    printed.add(line);
                }
                lines.add(line);
            }
        } catch (IOException e) {
            printed.add("cannot read: " + e);
        }
        lines.add(ENDED);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
