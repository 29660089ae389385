package org.mailloft.auth.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a client and the server say to each other; see {@code client-protocol.txt}.
 *
 * @param introduced whether both have introduced themselves when it begins
 * @param lines as they are in the file
 */
record Conversation(String name, boolean introduced, List<String> lines) {

    static final String INTRODUCTION = "VERSION\t1\t2\nCPID\t4711\n";

    private static final Path FILE = Path.of("src/test/transcripts/client-protocol.txt");
    private static final Pattern BASE64 = Pattern.compile("\\{(.*?)}");
    private static final String END = "S! the end";

    /** The server, as a client sees it. */
    interface Server {

        void send(String text);

        /** Without its LF; waits for it. Empty at the end of the connection. */
        Optional<String> line();
    }

    static List<Conversation> all() {
        try {
            var all = new ArrayList<Conversation>();
            for (var line : Files.readAllLines(FILE)) {
                if (line.startsWith("==") || line.startsWith("=!")) {
                    all.add(new Conversation(line.substring(2).strip(), line.startsWith("=="), new ArrayList<>()));
                } else if (line.startsWith("C: ") || line.startsWith("S")) {
                    all.getLast().lines().add(line);
                }
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails where the server says something else. */
    void play(Server server) {
        while (!server.line().orElseThrow().equals("DONE")) {
            // the greeting
        }
        if (introduced) {
            server.send(INTRODUCTION);
        }
        for (var line : lines) {
            if (line.equals(END)) {
                assertEquals(Optional.empty(), server.line(), name);
                return;
            }
            var text = octets(line.substring(3));
            if (line.startsWith("C: ")) {
                server.send(text + "\n");
            } else {
                assertEquals(Optional.of(text), server.line(), name);
            }
        }
        server.send("CONT\t99\t\n");
        assertEquals(
                Optional.of("FAIL\t99\treason=Authentication request timed out"),
                server.line(),
                name + ": nothing more");
    }

    /** All that the client sends. */
    String sent() {
        return lines.stream()
                .filter(line -> line.startsWith("C: "))
                .map(line -> octets(line.substring(3)) + "\n")
                .collect(Collectors.joining());
    }

    private static String octets(String text) {
        var base64 = BASE64.matcher(text).replaceAll(found -> Base64.getEncoder()
                .encodeToString(unescaped(found.group(1)).getBytes(StandardCharsets.UTF_8)));
        return unescaped(base64);
    }

    private static String unescaped(String text) {
        return text.replace("\\t", "\t")
                .replace("\\r", "\r")
                .replace("\\0", "\0")
                .replace("\\1", "\001");
    }

    @Override
    public String toString() {
        return name;
    }
}
