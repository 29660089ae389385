package org.mailloft.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How long commands take from start to end, beside an empty Java program with the same flags and a cache of its own, and the
 * start of a Python interpreter. They are run in turn, so that what else the machine does hits all of them.
 */
final class Commands {

    private static final int TIMES = Integer.getInteger("bench.starts", 41);
    private static final String EMPTY = "empty JVM program";
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private final Path folder;

    Commands(Path folder) {
        this.folder = folder;
    }

    /** @param line what is run; {@code {root}} is a folder for a registry, {@code {n}} a number that was not there before */
    private record Command(String name, List<String> line) {}

    private static List<Command> all() {
        var bin = System.getProperty("bench.commands");
        var ucr = bin + "/ucr";
        return List.of(
                new Command(
                        EMPTY, Arrays.asList(System.getProperty("bench.empty").split(" "))),
                new Command("ucr get", List.of(ucr, "--root", "{root}", "get", "bench/key")),
                new Command("ucr search", List.of(ucr, "--root", "{root}", "search", "bench/key")),
                new Command("ucr set (no template)", List.of(ucr, "--root", "{root}", "set", "bench/key={n}")),
                new Command(
                        "ucr set (one template)",
                        List.of(ucr, "--root", "{root}", "set", "mailloft/imap/mail_max_userip_connections=1{n}")),
                new Command("doveadm (no server)", List.of(bin + "/doveadm", "-o", "base_dir={root}", "reload")),
                new Command("python3 -c pass", List.of("python3", "-c", "pass")));
    }

    /** Whether any of these arguments of the command line is the beginning of a name here. */
    static boolean isMeant(String argument) {
        return all().stream().anyMatch(command -> command.name().startsWith(argument));
    }

    /** Prints the table of those that are asked for; without arguments all. */
    void measure(String[] args) throws IOException, InterruptedException {
        var commands = all().stream()
                .filter(command -> args.length == 0
                        || command.name().equals(EMPTY)
                        || Arrays.stream(args).anyMatch(command.name()::startsWith))
                .toList();
        var root = Files.createDirectories(folder.resolve("commands"));
        furnish(root);
        var times = new ArrayList<List<Double>>();
        commands.forEach(_ -> times.add(new ArrayList<>()));
        for (int round = 0; round <= TIMES; round++) {
            for (int i = 0; i < commands.size(); i++) {
                double millis = run(commands.get(i), root, round);
                // the first time fills the caches of the disk
                if (round > 0) {
                    times.get(i).add(millis);
                }
            }
        }
        System.out.println("| command | ms | times an empty program |");
        System.out.println("|---|---|---|");
        for (int i = 0; i < commands.size(); i++) {
            double ratio = median(times.get(i)) / median(times.getFirst());
            System.out.printf(
                    Locale.ROOT, "| %s | %.1f | %.2f |%n", commands.get(i).name(), median(times.get(i)), ratio);
        }
        System.out.println();
    }

    /** A registry as a host has it: rendered, and of whose packages there is an index, which is made of what is some seconds old. */
    private static void furnish(Path root) throws IOException, InterruptedException {
        var ucr = System.getProperty("bench.commands") + "/ucr";
        for (var name : List.of("mailloft-mailserver", "mailloft-postfix", "mailloft-firewall")) {
            run(new Command("", List.of(ucr, "--root", "{root}", "register", name)), root, 0);
        }
        Thread.sleep(SETTLED);
        for (int i = 0; i < 2; i++) {
            run(new Command("", List.of(ucr, "--root", "{root}", "set", "bench/key=first")), root, 0);
        }
    }

    private static double run(Command command, Path root, int round) throws IOException, InterruptedException {
        var line = command.line().stream()
                .map(word -> word.replace("{root}", root.toString()).replace("{n}", String.valueOf(round)))
                .toList();
        long start = System.nanoTime();
        var builder = new ProcessBuilder(line)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        // a change asks doveconf
        builder.environment().merge("PATH", System.getProperty("bench.commands"), (path, bin) -> bin + ":" + path);
        builder.start().waitFor();
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
