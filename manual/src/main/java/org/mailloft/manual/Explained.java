package org.mailloft.manual;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A command of which every verb and every option is explained, by its declaration or by its notes. */
record Explained(Program program, Notes notes) {

    /** In the notes: options before the verb. */
    static final String OPTIONS = "OPTIONS";

    /** In the notes: options that several verbs have, and that are not explained again with each of them. */
    static final String EVERYWHERE = "COMMON OPTIONS";

    /** @throws IllegalStateException when something is not explained, or something is that does not exist; it names all of it */
    static Explained of(Program program, Notes notes) {
        var wrong = new TreeSet<String>();
        var common = texts(notes.chapters().getOrDefault(EVERYWHERE, List.of()));
        var unused = new HashSet<>(common.keySet());
        var flags = explain(program.flags(), texts(notes.chapters().getOrDefault(OPTIONS, List.of())), "", wrong);
        var verbs = new ArrayList<Verb>();
        for (var verb : program.verbs()) {
            var blocks = notes.verbs().getOrDefault(verb.words(), List.of());
            var own = new HashMap<>(texts(blocks));
            for (var flag : verb.flags()) {
                if (!own.containsKey(flag.spelled()) && common.containsKey(flag.spelled())) {
                    own.put(flag.spelled(), common.get(flag.spelled()));
                    unused.remove(flag.spelled());
                }
            }
            boolean said = blocks.stream().anyMatch(Block.Paragraph.class::isInstance)
                    || !verb.text().isEmpty();
            if (!said) {
                wrong.add("nothing explains " + verb.words());
            }
            verbs.add(verb.withFlags(explain(verb.flags(), own, verb.words() + " ", wrong)));
        }
        unused.forEach(name -> wrong.add("no verb has " + name));
        notes.verbs().keySet().stream()
                .filter(words ->
                        program.verbs().stream().noneMatch(verb -> verb.words().equals(words)))
                .forEach(words -> wrong.add("there is no " + words));
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(program.name() + ":\n  " + String.join("\n  ", wrong));
        }
        return new Explained(new Program(program.name(), flags, program.arguments(), verbs), notes);
    }

    private static List<Flag> explain(List<Flag> flags, Map<String, String> texts, String where, Set<String> wrong) {
        var explained = flags.stream()
                .map(flag -> flag.withText(texts.getOrDefault(flag.spelled(), flag.text())))
                .toList();
        explained.stream()
                .filter(flag -> flag.text().isEmpty())
                .forEach(flag -> wrong.add("nothing explains " + where + flag.spelled()));
        texts.keySet().stream()
                .filter(name -> flags.stream().noneMatch(flag -> flag.spelled().equals(name)))
                .forEach(name -> wrong.add("there is no " + where + name));
        return explained;
    }

    private static Map<String, String> texts(List<Block> blocks) {
        var texts = new HashMap<String, String>();
        blocks.stream()
                .flatMap(block -> block instanceof Block.Item item ? Stream.of(item) : Stream.<Block.Item>empty())
                .forEach(item -> texts.put(item.term(), item.text()));
        return texts;
    }

    /** What the notes say about a verb, without its options. */
    List<Block> about(Verb verb) {
        return notes.verbs().getOrDefault(verb.words(), List.of()).stream()
                .filter(block -> !(block instanceof Block.Item))
                .toList();
    }

    /** The options of a verb that it does not share with others. */
    List<Flag> ownFlags(Verb verb) {
        var shared = new HashSet<>(
                texts(notes.chapters().getOrDefault(EVERYWHERE, List.of())).keySet());
        program.flags().stream()
                .filter(flag -> flag.names().size() > 1)
                .map(Flag::spelled)
                .forEach(shared::add);
        shared.removeAll(
                texts(notes.verbs().getOrDefault(verb.words(), List.of())).keySet());
        return verb.flags().stream()
                .filter(flag -> !shared.contains(flag.spelled()))
                .toList();
    }

    /** Chapters of the notes that are not woven into others, in their order. */
    Map<String, List<Block>> furtherChapters() {
        var rest = new LinkedHashMap<>(notes.chapters());
        rest.keySet().removeAll(Set.of("DESCRIPTION", OPTIONS, EVERYWHERE, "COMMANDS"));
        return rest;
    }
}
