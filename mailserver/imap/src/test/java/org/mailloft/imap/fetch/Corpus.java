package org.mailloft.imap.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Messages as they should not be. The file has one after the other, each after a line {@code === title}; in them
 * {@code \xNN} is an octet and a backslash at the end of a line takes the line end away.
 */
record Corpus(String title, byte[] message) {

    static List<Corpus> all() {
        var all = new ArrayList<Corpus>();
        for (String block : read("corpus.txt").split("(?m)^=== ")) {
            int line = block.indexOf('\n');
            if (line > 0) {
                all.add(new Corpus(block.substring(0, line), octets(block.substring(line + 1))));
            }
        }
        return all;
    }

    /** Requests and messages that the real Dovecot answers in another way than we do. */
    static Set<String> differences() {
        return read("differences.txt")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .collect(Collectors.toSet());
    }

    private static String read(String name) {
        try (var in = Corpus.class.getResourceAsStream("/messages/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] octets(String text) {
        var lines = text.replace("\\\n", "").replace("\n", "\r\n");
        var octets = new StringBuilder();
        for (int i = 0; i < lines.length(); i++) {
            if (lines.startsWith("\\x", i)) {
                octets.append((char) Integer.parseInt(lines.substring(i + 2, i + 4), 16));
                i += 3;
            } else {
                octets.append(lines.charAt(i));
            }
        }
        return octets.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return title;
    }
}
