package org.mailloft.manual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * What is to be said about a command beside its declaration: {@code notes/NAME.txt}.
 *
 * <pre>
 * doveadm 1 looks after a running mail server
 *
 * A paragraph of the description.
 *
 * ## OPTIONS
 * -f
 *     about an option
 * ### mailbox list
 * About a verb; then its options.
 * ## FILES
 *     an example, or the text of a word before it
 * </pre>
 *
 * @param section of the manual
 * @param summary after the name in the first line of the page
 * @param chapters by title, in the order of the page; the description is {@code DESCRIPTION}
 * @param verbs by their words
 */
record Notes(int section, String summary, Map<String, List<Block>> chapters, Map<String, List<Block>> verbs) {

    static Notes of(String name) {
        var resource = "notes/" + name + ".txt";
        try (var in = Notes.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new NoSuchElementException(name + " has no " + resource);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Notes parse(String text) {
        var lines = text.lines().toList();
        var first = lines.getFirst().split(" ", 3);
        var chapters = new LinkedHashMap<String, List<Block>>();
        var verbs = new LinkedHashMap<String, List<Block>>();
        int start = 1;
        var heading = "## DESCRIPTION";
        for (int i = 1; i <= lines.size(); i++) {
            if (i == lines.size() || lines.get(i).startsWith("##")) {
                var words = heading.substring(heading.indexOf(' ') + 1);
                (heading.startsWith("### ") ? verbs : chapters).put(words, blocks(lines.subList(start, i)));
                heading = i == lines.size() ? "" : lines.get(i);
                start = i + 1;
            }
        }
        return new Notes(Integer.parseInt(first[1]), first[2], chapters, verbs);
    }

    private static List<Block> blocks(List<String> lines) {
        var blocks = new ArrayList<Block>();
        int next = 0;
        while (next < lines.size()) {
            var line = lines.get(next);
            int end = next + 1;
            if (line.isEmpty()) {
                next = end;
                continue;
            }
            if (isIndented(line)) {
                while (end < lines.size() && isIndented(lines.get(end))) {
                    end++;
                }
                var example = String.join("\n", lines.subList(next, end)).stripIndent();
                blocks.add(new Block.Example(example.lines().toList()));
            } else if (beginsItem(lines, next)) {
                int from = end;
                while (end < lines.size() && isIndented(lines.get(end))) {
                    end++;
                }
                blocks.add(new Block.Item(line, joined(lines.subList(from, end))));
            } else {
                while (end < lines.size() && !lines.get(end).isEmpty() && !beginsItem(lines, end)) {
                    end++;
                }
                blocks.add(new Block.Paragraph(joined(lines.subList(next, end))));
            }
            next = end;
        }
        return blocks;
    }

    private static boolean beginsItem(List<String> lines, int at) {
        return at + 1 < lines.size() && isIndented(lines.get(at + 1));
    }

    private static boolean isIndented(String line) {
        return line.startsWith("    ");
    }

    private static String joined(List<String> lines) {
        return String.join(" ", lines.stream().map(String::strip).toList());
    }
}
