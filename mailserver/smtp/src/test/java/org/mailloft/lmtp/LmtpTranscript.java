package org.mailloft.lmtp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A conversation in a file: {@code C:} what the client says, {@code S:} what it is told, {@code S+} what only our server
 * says there and {@code S-} what only Dovecot says. {@code ${name}} stands for some text; the rest is literal.
 */
final class LmtpTranscript {

    private static final Path FOLDER = Path.of("src/test/transcripts/lmtp");

    private final String name;
    private final List<String> lines;

    private LmtpTranscript(String name, List<String> lines) {
        this.name = name;
        this.lines = lines;
    }

    static LmtpTranscript named(String name) {
        try {
            var lines = Files.readAllLines(FOLDER.resolve(name + ".txt"));
            return new LmtpTranscript(
                    name, lines.stream().filter(line -> !line.startsWith("#")).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything the client says. */
    byte[] clientOctets() {
        var text = new StringBuilder();
        for (var line : lines) {
            if (line.startsWith("C:")) {
                text.append(said(line)).append("\r\n");
            }
        }
        return text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /**
     * Plays the client's part.
     *
     * @param send takes a line with its CRLF
     * @param readLine gives a line without its CRLF
     * @param ours whether our own server is at the other end
     */
    void play(Consumer<String> send, Supplier<String> readLine, boolean ours) {
        var soFar = new ArrayList<String>();
        for (var line : lines) {
            soFar.add(line);
            if (line.startsWith("C:")) {
                send.accept(said(line) + "\r\n");
            } else if (line.startsWith("S:") || line.startsWith(ours ? "S+" : "S-")) {
                var reply = readLine.get();
                assertTrue(
                        pattern(said(line)).matcher(reply).matches(),
                        () -> name + ": expected \"" + said(line) + "\" but got \"" + reply + "\" after\n"
                                + String.join("\n", soFar));
            }
        }
    }

    private static String said(String line) {
        return line.length() > 3 ? line.substring(3) : "";
    }

    private static Pattern pattern(String expected) {
        var regex = new StringBuilder();
        for (var part : expected.split("(?=\\$\\{)|(?<=})")) {
            regex.append(part.matches("\\$\\{\\w+}") ? ".+" : Pattern.quote(part));
        }
        return Pattern.compile(regex.toString());
    }
}
