package org.mailloft.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A conversation between clients and a server, read from a file:
 *
 * <pre>{@code
 * # A comment; so is what follows two spaces and a hash.
 * mailbox Archive: three-messages.mbox        anything else is for the stage to understand
 * C1: a STATUS Archive (MESSAGES UIDNEXT)     what client 1 sends, CRLF added
 * S1: * STATUS Archive (MESSAGES 3 UIDNEXT ${n})
 * S1: a OK ...
 * S2? * 4 EXISTS                              neighbouring lines with "?" may come in any order
 * S2? * 1 RECENT
 * }</pre>
 *
 * Server lines are literal text, except that {@code ...} stands for anything and {@code ${name}} for a word that has to
 * be the same wherever the name is used; client lines may use it, too. {@code C:} means {@code C1:}.
 */
public final class Transcript {

    /** The world a transcript is played in. */
    public interface Stage {
        /** Does what a line that is neither client nor server asks for. */
        void prepare(String line);

        /** Connects client {@code number}, at its first line. */
        Client connect(int number);
    }

    /** One connection to the server, as its client. */
    public interface Client extends AutoCloseable {
        void send(String text);

        /** The next line without CRLF; waits for it, but not for ever. */
        String readLine();

        /** What has arrived and was not read, without waiting. */
        String received();

        @Override
        void close();
    }

    private static final Pattern LINE = Pattern.compile("([CS])(\\d*)([:?]) ?(.*)");
    private static final Pattern HOLE = Pattern.compile("\\.\\.\\.|\\$\\{(\\w+)\\}");

    private sealed interface Step {
        int line();
    }

    private record Prepare(int line, String text) implements Step {}

    private record Send(int line, int client, String text) implements Step {}

    private record Expect(int line, int client, boolean anyOrder, List<String> texts) implements Step {
        private Expect and(String text) {
            return new Expect(
                    line,
                    client,
                    anyOrder,
                    Stream.concat(texts.stream(), Stream.of(text)).toList());
        }
    }

    private final String name;
    private final List<Step> steps;

    private Transcript(String name, List<Step> steps) {
        this.name = name;
        this.steps = steps;
    }

    /** All transcripts in a folder, by name. */
    public static List<Transcript> in(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .map(Transcript::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Transcript read(Path file) {
        try {
            return parse(file.getFileName().toString(), Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Transcript parse(String name, List<String> lines) {
        var steps = new ArrayList<Step>();
        for (int number = 1; number <= lines.size(); number++) {
            var line = withoutComment(lines.get(number - 1));
            if (line.isEmpty()) {
                continue;
            }
            var matcher = LINE.matcher(line);
            if (matcher.matches()) {
                add(steps, number, matcher);
            } else {
                steps.add(new Prepare(number, line));
            }
        }
        return new Transcript(name, List.copyOf(steps));
    }

    private static void add(List<Step> steps, int number, Matcher line) {
        int client = line.group(2).isEmpty() ? 1 : Integer.parseInt(line.group(2));
        var text = line.group(4);
        if (line.group(1).equals("C")) {
            steps.add(new Send(number, client, text));
            return;
        }
        boolean anyOrder = line.group(3).equals("?");
        if (anyOrder
                && !steps.isEmpty()
                && steps.getLast() instanceof Expect group
                && group.anyOrder()
                && group.client() == client) {
            steps.set(steps.size() - 1, group.and(text));
        } else {
            steps.add(new Expect(number, client, anyOrder, List.of(text)));
        }
    }

    private static String withoutComment(String line) {
        if (line.startsWith("#")) {
            return "";
        }
        int comment = line.indexOf("  # ");
        return comment < 0 ? line : line.substring(0, comment).stripTrailing();
    }

    /** Name of its file. */
    public String name() {
        return name;
    }

    /** What clients send, in order: the seeds of a fuzzer. */
    public List<String> clientLines() {
        return steps.stream()
                .filter(Send.class::isInstance)
                .map(step -> ((Send) step).text())
                .toList();
    }

    /** Whether a line for the stage begins with this word. */
    public boolean asksFor(String word) {
        return steps.stream()
                .anyMatch(step ->
                        step instanceof Prepare prepare && prepare.text().startsWith(word));
    }

    /** Plays it to the end; fails at the first line that is not as written, or when the server has said more. */
    public void play(Stage stage) {
        var clients = new TreeMap<Integer, Client>();
        var values = new HashMap<String, String>();
        try {
            for (var step : steps) {
                try {
                    play(step, stage, clients, values);
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError(name + ":" + step.line() + ": " + e.getMessage(), e);
                }
            }
            clients.forEach((number, client) -> {
                var rest = client.received();
                if (!rest.isEmpty()) {
                    throw new AssertionError(name + ": client " + number + " was also told: " + rest);
                }
            });
        } finally {
            clients.values().forEach(Client::close);
        }
    }

    private static void play(Step step, Stage stage, Map<Integer, Client> clients, Map<String, String> values) {
        switch (step) {
            case Prepare prepare -> stage.prepare(prepare.text());
            case Send send ->
                clients.computeIfAbsent(send.client(), stage::connect).send(filled(send.text(), values) + "\r\n");
            case Expect expect -> {
                var client = clients.computeIfAbsent(expect.client(), stage::connect);
                var open = new ArrayList<>(expect.texts());
                while (!open.isEmpty()) {
                    var line = client.readLine();
                    int match = firstMatch(open, line, values);
                    if (match < 0) {
                        throw new AssertionError("expected " + String.join(" or ", open) + "\n     but got " + line);
                    }
                    open.remove(match);
                }
            }
        }
    }

    private static int firstMatch(List<String> expected, String line, Map<String, String> values) {
        for (int i = 0; i < expected.size(); i++) {
            if (matches(expected.get(i), line, values)) {
                return i;
            }
        }
        return -1;
    }

    private static String filled(String text, Map<String, String> values) {
        var result = text;
        for (var value : values.entrySet()) {
            result = result.replace("${" + value.getKey() + "}", value.getValue());
        }
        return result;
    }

    private static boolean matches(String expected, String line, Map<String, String> values) {
        var pattern = new StringBuilder();
        var names = new ArrayList<String>();
        var hole = HOLE.matcher(expected);
        int at = 0;
        while (hole.find()) {
            pattern.append(Pattern.quote(expected.substring(at, hole.start())));
            at = hole.end();
            var variable = hole.group(1);
            if (variable == null) {
                pattern.append(".*");
            } else if (values.containsKey(variable)) {
                pattern.append(Pattern.quote(values.get(variable)));
            } else {
                names.add(variable);
                pattern.append("([^ ()\\[\\]]+)");
            }
        }
        pattern.append(Pattern.quote(expected.substring(at)));
        var matcher = Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(line);
        if (!matcher.matches()) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            values.put(names.get(i), matcher.group(i + 1));
        }
        return true;
    }
}
