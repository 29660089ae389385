package org.mailloft.installation;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.mailloft.testing.NetworkHost;
import org.mailloft.testing.Program;

/**
 * Somebody on another host of the network, with swaks, curl and mbsync. Knows the server by name and trusts its authority, so
 * that certificates are checked as a mail program checks them.
 */
final class MailClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final NetworkHost host;
    private final Path folder;
    private final Path authority;
    private final AtomicInteger messages = new AtomicInteger();

    /**
     * @param folder for files of the client
     * @param authority certificate of the one who signed the server's, need not exist yet
     */
    MailClient(NetworkHost host, Path folder, Path authority) throws IOException {
        this.host = host;
        this.folder = Files.createDirectories(folder);
        this.authority = authority;
        Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n" + Site.names());
    }

    /** Runs a program on the client's host. */
    Program.Ended run(String... command) throws IOException {
        return Program.run(PATIENCE, command(command));
    }

    private ProcessBuilder command(String... command) {
        var line = new ArrayList<>(List.of("sh", "-c", "mount --bind \"$0\" /etc/hosts && exec \"$@\""));
        line.add(folder.resolve("hosts").toString());
        line.addAll(List.of(command));
        return host.command(line.toArray(String[]::new));
    }

    /** Whether a connection is accepted. */
    boolean reaches(String address, int port) throws IOException {
        var script = "import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), 3).close()";
        return run("python3", "-c", script, address, Integer.toString(port)).well();
    }

    /** A text that is in no message yet. */
    String subject(String topic) {
        return topic + " " + messages.incrementAndGet() + "x"
                + ProcessHandle.current().pid();
    }

    /** Says these words in an SMTP session with swaks; its output is the dialogue. */
    Program.Ended swaks(String from, String to, String subject, String... more) throws IOException {
        var line = new ArrayList<>(List.of("swaks", "--server", Site.HOST, "--from", from, "--to", to));
        line.addAll(List.of("--header", "Subject: " + subject, "--timeout", "20"));
        line.addAll(List.of("--helo", "outside.example.net", "--hide-informational"));
        line.addAll(List.of(more));
        return run(line.toArray(String[]::new));
    }

    /** Sends a message of many octets with curl, which announces its size. */
    Program.Ended sendLarge(String to, String subject, int octets) throws IOException {
        var message = folder.resolve("large.eml");
        var text = new StringBuilder("From: out@example.net\r\nTo: " + to + "\r\nSubject: " + subject + "\r\n\r\n");
        var line = "x".repeat(70) + "\r\n";
        while (text.length() < octets) {
            text.append(line);
        }
        Files.writeString(message, text);
        return run(
                "curl",
                "--silent",
                "--show-error",
                "--verbose",
                "--max-time",
                "20",
                "--mail-from",
                "out@example.net",
                "--mail-rcpt",
                to,
                "--upload-file",
                message.toString(),
                "smtp://" + Site.HOST + "/outside.example.net");
    }

    /** One command of IMAP over TLS, in a mailbox unless its name is empty. */
    Program.Ended imap(Person person, String mailbox, String command) throws IOException {
        return curl("imaps", mailbox, "--user", person.login() + ":" + person.password(), "--request", command);
    }

    /** A curl session with its dialogue; without {@code --ssl-reqd} {@code imap} stays plain. */
    Program.Ended curl(String scheme, String mailbox, String... options) throws IOException {
        var line = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--verbose", "--max-time", "20"));
        line.addAll(List.of("--cacert", authority.toString()));
        line.addAll(Arrays.asList(options));
        line.add(scheme + "://" + Site.HOST + "/"
                + URLEncoder.encode(mailbox, StandardCharsets.UTF_8).replace("+", "%20"));
        return run(line.toArray(String[]::new));
    }

    /** Waits until a message with this subject is in a mailbox. */
    void awaitMail(Person person, String mailbox, String subject) throws InterruptedException {
        Patience.untilTrue(
                Duration.ofSeconds(20),
                "\"" + subject + "\" in " + mailbox + " of " + person.login(),
                () -> has(person, mailbox, subject));
    }

    boolean has(Person person, String mailbox, String subject) throws IOException {
        var found = imap(person, mailbox, "SEARCH SUBJECT \"" + subject + "\"");
        return found.output().lines().anyMatch(line -> line.matches(".*\\* SEARCH [0-9 ]+\\s*"));
    }

    /** Synchronises an inbox into a Maildir with mbsync, and returns that folder. */
    Path mbsync(Person person) throws IOException {
        var local = Files.createDirectories(folder.resolve("mbsync-" + person.login()));
        var configuration = folder.resolve("mbsyncrc");
        Files.writeString(
                configuration, """
                IMAPAccount server
                Host %s
                User %s
                Pass %s
                SSLType IMAPS
                CertificateFile %s

                IMAPStore far
                Account server

                MaildirStore near
                Path %s/
                Inbox %s/INBOX

                Channel all
                Far :far:
                Near :near:
                Patterns INBOX
                Create Near
                SyncState *
                """.formatted(Site.HOST, person.login(), person.password(), authority, local, local));
        run("mbsync", "--config", configuration.toString(), "all").orFail();
        return local.resolve("INBOX");
    }
}
