package org.mailloft.storage.interop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The real Dovecot on one user's mail: its imap and doveadm programs, run one command at a time without a server, on
 * standard input and output. They refuse to work as root; then the mail belongs to {@code nobody} during their turns.
 */
final class Dovecot {

    private static final Path IMAP = Path.of("/usr/lib/dovecot/imap");
    private static final Path DOVEADM = Path.of("/usr/bin/doveadm");
    private static final int NOBODY = 65_534;
    private static final int NOT_FOUND = 68;
    private static final String NO_SUCH_MAILBOX = "Failed to lookup mailbox status: Mailbox doesn't exist";

    private final Path base;
    private final Path home;
    private final Path configuration;
    private final boolean asRoot;

    Dovecot(Path base) throws IOException {
        this(base, "");
    }

    /** @param more settings, added at the end of the configuration */
    Dovecot(Path base, String more) throws IOException {
        Assumptions.assumeTrue(
                Files.isExecutable(IMAP) && Files.isExecutable(DOVEADM),
                "needs dovecot: /usr/lib/dovecot/imap, doveadm");
        this.base = base;
        this.home = Files.createDirectory(base.resolve("home"));
        this.configuration = base.resolve("dovecot.conf");
        int uid = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        int gid = (int) Files.getAttribute(Path.of("/proc/self"), "unix:gid");
        this.asRoot = uid == 0;
        Files.writeString(
                configuration, """
                base_dir = %1$s/run
                state_dir = %1$s/run
                log_path = %1$s/dovecot.log
                ssl = no
                mail_uid = %3$d
                mail_gid = %4$d
                first_valid_uid = 1
                mail_location = maildir:%2$s/Maildir
                stats_writer_socket_path =
                namespace inbox {
                  inbox = yes
                  separator = /
                }
                """.formatted(base, home, asRoot ? NOBODY : uid, asRoot ? NOBODY : gid) + more);
        var log = Files.createFile(base.resolve("dovecot.log"));
        if (asRoot) {
            Files.setAttribute(log, "unix:uid", NOBODY);
            Files.setAttribute(base, "unix:mode", 0755);
        }
    }

    Path home() {
        return home;
    }

    /** Everything Dovecot has logged so far. */
    String log() {
        try {
            return Files.readString(base.resolve("dovecot.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends IMAP commands, without tags, all at once; every one has to be answered OK. */
    List<String> imap(String... commands) {
        var input = new StringBuilder();
        for (int n = 0; n < commands.length; n++) {
            input.append('t').append(n).append(' ').append(commands[n]).append("\r\n");
        }
        var output = run(input + "end LOGOUT\r\n", IMAP.toString(), "-c", configuration.toString());
        for (int n = 0; n < commands.length; n++) {
            var ok = "t" + n + " OK";
            assertTrue(output.lines().anyMatch(line -> line.startsWith(ok)), commands[n] + " gave\n" + output);
        }
        return output.lines().toList();
    }

    /** What is answered to one IMAP command, whatever that is. */
    String imapAnswers(String command) {
        return run("t " + command + "\r\nend LOGOUT\r\n", IMAP.toString(), "-c", configuration.toString());
    }

    /** Runs doveadm, which has to succeed. */
    String doveadm(String input, String... arguments) {
        var command = new ArrayList<>(List.of(DOVEADM.toString(), "-c", configuration.toString()));
        command.addAll(List.of(arguments));
        return run(input, command.toArray(String[]::new));
    }

    /** Runs a program; what it wrote. It has to succeed, except that it may miss parents that exist by name only. */
    private String run(String input, String... command) {
        try {
            handOver();
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("HOME", home.toString());
            builder.environment().put("USER", "anna");
            var process = builder.start();
            try (var to = process.outputWriter(StandardCharsets.UTF_8)) {
                to.write(input);
            }
            String output;
            try (var from = process.inputReader(StandardCharsets.UTF_8)) {
                output = String.join("\n", from.readAllLines());
            }
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), () -> String.join(" ", command) + " does not end");
            assertTrue(
                    process.exitValue() == 0 || process.exitValue() == NOT_FOUND && output.contains(NO_SUCH_MAILBOX),
                    () -> String.join(" ", command) + " gave\n" + output + "\n" + log());
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void handOver() throws IOException {
        if (!asRoot) {
            return;
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (var file : (Iterable<Path>) files::iterator) {
                Files.setAttribute(file, "unix:uid", NOBODY);
                Files.setAttribute(file, "unix:gid", NOBODY);
            }
        }
    }

    /** What Dovecot sees. */
    Snapshot snapshot() {
        var mailboxes = new TreeMap<String, Snapshot.Box>();
        for (var row : table("mailbox", "status", "guid uidvalidity uidnext", "*")) {
            var box = new Snapshot.Box(
                    row.get(3), Long.parseLong(row.get(2)), Long.parseLong(row.get(1)), new TreeMap<>());
            mailboxes.put(row.get(0), box);
        }
        var fields = "mailbox uid guid flags size.virtual date.received.unixtime hdr.subject";
        for (var row : table("fetch", fields, "mailbox", "*", "all")) {
            var flags = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            flags.addAll(
                    List.of(row.get(3).isEmpty() ? new String[0] : row.get(3).split(" ")));
            flags.remove("\\Recent");
            mailboxes
                    .get(row.get(0))
                    .messages()
                    .put(
                            Long.parseLong(row.get(1)),
                            new Snapshot.Message(
                                    row.get(2),
                                    flags.toString(),
                                    Long.parseLong(row.get(4)),
                                    Long.parseLong(row.get(5)),
                                    row.get(6)));
        }
        var subscriptions = new TreeSet<String>();
        doveadm("", "mailbox", "list", "-s").lines().forEach(subscriptions::add);
        return new Snapshot(mailboxes, subscriptions);
    }

    private List<List<String>> table(String... arguments) {
        var all = new ArrayList<>(List.of("-f", "tab"));
        all.addAll(List.of(arguments));
        var lines = doveadm("", all.toArray(String[]::new)).lines().toList();
        return lines.stream()
                .filter(line -> !line.startsWith("doveadm("))
                .skip(1)
                .map(line -> List.of(line.split("\t", -1)))
                .toList();
    }
}
