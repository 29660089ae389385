package org.mailloft.conf.file;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.conf.ConfException;
import org.mailloft.conf.Filter;
import org.mailloft.conf.file.ConfParser.Expansion;

/** Random mutations of configuration files: they are read or refused, nothing else. */
class ConfParserFuzzTest {
    private static final Path CORPUS = Path.of("src/test/resources/org/mailloft/conf/doveconf");
    private static final int MUTATIONS_PER_SEED = 250;
    private static final List<String> TOKENS = List.of(
            "{",
            "}",
            "=",
            "\"",
            "'",
            "\\",
            "#",
            "<",
            "$",
            "%",
            "!include ",
            "!include_try ",
            "\n",
            "\r\n",
            "\t",
            " ",
            "\0",
            "/",
            "*",
            "[",
            "]",
            "{a,b}",
            "protocol imap {\n",
            "local 10.0.0.0/8 {\n",
            "plugin {\n",
            "$mail_plugins",
            "$ENV:X",
            "\\s",
            "é",
            "\uD834",
            "99999999999999999999",
            "-1",
            "namespace/a/b = c",
            "service imap {\n",
            "</dev/null");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void isReadOrRefused(int seed) throws IOException {
        var random = new Random(seed);
        List<String> corpus = corpus();
        for (int i = 0; i < MUTATIONS_PER_SEED; i++) {
            String text = mutate(corpus.get(random.nextInt(corpus.size())), corpus, random);
            int number = i;
            assertTimeoutPreemptively(
                    Duration.ofSeconds(10),
                    () -> read(text, "seed " + seed + " mutation " + number),
                    () -> "seed " + seed + " mutation " + number + " hangs");
        }
    }

    private static void read(String text, String name) {
        try {
            for (Expansion expansion : Expansion.values()) {
                ConfTree tree = ConfParser.parse(
                        "/nonexistent/x.conf", text, new ValueText(expansion, Map.of()), _ -> Optional.empty());
                tree.view(Filter.protocol("imap"));
            }
        } catch (ConfException _) {
            // refused
        } catch (RuntimeException | StackOverflowError e) {
            fail(name + ": " + e + "\n" + text, e);
        }
    }

    private static List<String> corpus() throws IOException {
        try (Stream<Path> files = Files.walk(CORPUS)) {
            var texts = new ArrayList<String>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String text = Files.readString(file, StandardCharsets.UTF_8);
                texts.addAll(file.endsWith("cases.txt") ? List.of(text.split("\n=== .*\n")) : List.of(text));
            }
            return texts;
        }
    }

    private static String mutate(String text, List<String> corpus, Random random) {
        var out = new StringBuilder(text);
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(out.length() + 1);
            int end = Math.min(out.length(), at + random.nextInt(20));
            switch (random.nextInt(6)) {
                case 0 -> out.delete(at, end);
                case 1 -> out.insert(at, TOKENS.get(random.nextInt(TOKENS.size())));
                case 2 -> out.insert(at, out.substring(at, end).repeat(1 + random.nextInt(50)));
                case 3 -> out.replace(at, end, TOKENS.get(random.nextInt(TOKENS.size())));
                case 4 -> out.insert(at, corpus.get(random.nextInt(corpus.size())));
                default -> out.insert(at, (char) random.nextInt(0x250));
            }
        }
        return out.toString();
    }
}
