package org.mailloft.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * {@code dev/bench [ROW...]}: measures our server and, where it is installed, Debian's Dovecot, in turn and in one run,
 * and prints each row as a ratio. A row may be given by the beginning of its name, such as {@code fetch}. Nothing fails
 * on a number.
 *
 * <p>System properties: {@code bench.server} our server's command line, {@code bench.folder} where both keep their mail,
 * {@code bench.rounds} how often each row is measured (the median counts), {@code bench.fsync} the {@code mail_fsync} of
 * both, {@code bench.commands} the folder of our commands, {@code bench.empty} the command line of a program that does
 * nothing, {@code bench.starts} how often each is started, {@code bench.seconds} the time of each rate measurement, {@code bench.messages} size of the big mailbox.
 */
public final class Bench {

    private static final Path DOVECOT = Path.of("/usr/sbin/dovecot");

    private Bench() {}

    public static void main(String[] args) throws Exception {
        var folder = Path.of(System.getProperty("bench.folder"));
        Files.createDirectories(folder);
        var commands = Arrays.stream(args).filter(Commands::isMeant).toArray(String[]::new);
        if (args.length == 0 || commands.length > 0) {
            new Commands(folder).measure(commands);
        }
        if (args.length == 0 || commands.length < args.length) {
            measureServers(folder, args);
        }
    }

    private static void measureServers(Path folder, String[] args) throws Exception {
        var rows = new Rows(BigMailbox.write(folder))
                .all().stream().filter(row -> isWanted(row, args)).toList();
        var command = Arrays.asList(System.getProperty("bench.server").split(" "));
        int rounds = Integer.getInteger("bench.rounds", 3);
        System.out.printf(
                "# %s, mail_fsync=%s, %d rounds, %d processors, Java %s%n%n",
                LocalDate.now(),
                System.getProperty("bench.fsync", "optimized"),
                rounds,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version());
        if (!Files.isExecutable(DOVECOT)) {
            System.out.println("Debian's dovecot is not installed: our figures only.");
        }
        try (var ours = Target.mailloft(folder, command);
                var theirs = Files.isExecutable(DOVECOT) ? Target.dovecot(folder) : null) {
            System.out.println("| row | unit | Mailloft | Dovecot | times better | CPU ms Mailloft | CPU ms Dovecot |");
            System.out.println("|---|---|---|---|---|---|---|");
            for (var row : rows) {
                measure(row, ours, theirs, rounds);
            }
        }
    }

    private static boolean isWanted(Row row, String[] args) {
        return args.length == 0 || Arrays.stream(args).anyMatch(row.name()::startsWith);
    }

    private static void measure(Row row, Target ours, Target theirs, int rounds) throws Exception {
        var our = new ArrayList<Row.Result>();
        var their = new ArrayList<Row.Result>();
        if (row.higherIsBetter()) {
            // rates are those of a server that has been running for a while
            row.work().measure(ours);
            if (theirs != null) {
                row.work().measure(theirs);
            }
        }
        for (int round = 0; round < rounds; round++) {
            our.add(row.work().measure(ours));
            if (theirs != null) {
                their.add(row.work().measure(theirs));
            }
        }
        var mine = median(our);
        if (theirs == null) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | | | %s | |%n",
                    row.name(),
                    row.unit(),
                    number(mine.value()),
                    number(mine.cpuMillis()));
        } else {
            var other = median(their);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %.2f | %s | %s |%n",
                    row.name(),
                    row.unit(),
                    number(mine.value()),
                    number(other.value()),
                    row.ratio(mine.value(), other.value()),
                    number(mine.cpuMillis()),
                    number(other.cpuMillis()));
        }
    }

    private static Row.Result median(List<Row.Result> results) {
        var sorted = results.stream()
                .sorted((a, b) -> Double.compare(a.value(), b.value()))
                .toList();
        return sorted.get(sorted.size() / 2);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 1 ? "%.2f" : "%.4f", value);
    }
}
