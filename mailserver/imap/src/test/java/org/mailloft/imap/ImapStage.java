package org.mailloft.imap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mailloft.testkit.Transcript;

/**
 * Prepares transcripts by IMAP itself, so that any server can be the stage. Lines it knows:
 *
 * <pre>{@code
 * mailbox Archive: three.mbox seen=1,3 $label=2    a mailbox with the messages of a file and some of their flags
 * selected Archive                                 every client has selected it
 * examined Archive                                 ... or examined it
 * not logged in                                    clients see the greeting and log in themselves
 * differs from Dovecot: why                        not to be compared
 * }</pre>
 */
abstract class ImapStage implements Transcript.Stage {

    static final Path TRANSCRIPTS = Path.of("src/test/transcripts/imap");

    private static final Map<String, String> SYSTEM_FLAGS = Map.of(
            "seen",
            "\\Seen",
            "deleted",
            "\\Deleted",
            "flagged",
            "\\Flagged",
            "answered",
            "\\Answered",
            "draft",
            "\\Draft");

    private boolean loggedIn = true;
    private String opening = "";

    /** A connection before its greeting. */
    abstract Transcript.Client open();

    abstract String user();

    abstract String password();

    @Override
    public void prepare(String line) {
        var words = line.split(" +");
        switch (words[0]) {
            case "mailbox" -> mailbox(words);
            case "selected" -> opening = "SELECT " + words[1];
            case "examined" -> opening = "EXAMINE " + words[1];
            case "not" -> loggedIn = false;
            case "differs" -> {}
            default -> throw new IllegalArgumentException("unknown line: " + line);
        }
    }

    @Override
    public Transcript.Client connect(int number) {
        var client = open();
        if (loggedIn) {
            client.readLine();
            run(client, "LOGIN " + user() + " " + password());
            if (!opening.isEmpty()) {
                run(client, opening);
            }
        }
        return client;
    }

    private void mailbox(String[] words) {
        try (var client = open()) {
            client.readLine();
            run(client, "LOGIN " + user() + " " + password());
            var name = words[1].replaceFirst(":$", "");
            if (!name.equals("INBOX")) {
                run(client, "CREATE " + name);
            }
            if (words.length > 2) {
                fill(client, name, messages(words[2]), flags(words));
            }
        }
    }

    private static void fill(Transcript.Client client, String name, List<String> messages, Map<Integer, String> flags) {
        for (int number = 1; number <= messages.size(); number++) {
            var message = messages.get(number - 1);
            var date = "\" %d-Jan-2026 10:00:00 +0000\"".formatted(number);
            run(
                    client,
                    "APPEND %s (%s) %s {%d+}\r\n%s"
                            .formatted(
                                    name,
                                    flags.getOrDefault(number, "").strip(),
                                    date,
                                    message.getBytes(StandardCharsets.UTF_8).length,
                                    message));
        }
    }

    private static Map<Integer, String> flags(String[] words) {
        var flags = new HashMap<Integer, String>();
        for (int i = 3; i < words.length; i++) {
            var parts = words[i].split("=");
            for (var number : parts[1].split(",")) {
                flags.merge(
                        Integer.parseInt(number), SYSTEM_FLAGS.getOrDefault(parts[0], parts[0]), (a, b) -> a + " " + b);
            }
        }
        return flags;
    }

    /** The messages of an mbox file, with CRLF. */
    private static List<String> messages(String file) {
        var messages = new ArrayList<String>();
        var message = new StringBuilder();
        try {
            for (var line : Files.readAllLines(TRANSCRIPTS.resolve("messages").resolve(file))) {
                if (line.startsWith("From ")) {
                    if (!message.isEmpty()) {
                        messages.add(message.toString());
                    }
                    message.setLength(0);
                } else {
                    message.append(line).append("\r\n");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        messages.add(message.toString());
        return messages;
    }

    private static void run(Transcript.Client client, String command) {
        client.send("prepare " + command + "\r\n");
        var line = client.readLine();
        while (!line.startsWith("prepare ")) {
            line = client.readLine();
        }
        if (!line.startsWith("prepare OK")) {
            throw new IllegalStateException(command + ": " + line);
        }
    }
}
