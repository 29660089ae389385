package org.mailloft.manual;

import java.util.List;
import java.util.stream.Collectors;

/** A page of the manual. */
record ManPage(Explained command, String date, String version) {

    String fileName() {
        return command.program().name() + "." + command.notes().section();
    }

    String text() {
        var program = command.program();
        var notes = command.notes();
        var page = new Roff()
                .title(program.name(), notes.section(), date, version)
                .chapter("NAME")
                .line(program.name().replace("-", "\\-") + " \\- " + Roff.marked(notes.summary()))
                .chapter("SYNOPSIS")
                .filled(synopsis(program))
                .chapter("DESCRIPTION");
        write(page, notes.chapters().getOrDefault("DESCRIPTION", List.of()));
        if (!program.flags().isEmpty()) {
            page.chapter("OPTIONS");
            program.flags().forEach(flag -> page.item(term(flag), flag.text()));
        }
        if (notes.chapters().containsKey(Explained.EVERYWHERE)) {
            page.chapter(Explained.EVERYWHERE);
            write(page, notes.chapters().get(Explained.EVERYWHERE));
        }
        if (!program.verbs().isEmpty()) {
            page.chapter("COMMANDS");
            program.verbs().forEach(verb -> write(page, verb));
        }
        command.furtherChapters().forEach((title, blocks) -> {
            page.chapter(title);
            write(page, blocks);
        });
        return page.toString();
    }

    private static String synopsis(Program program) {
        var line = new StringBuilder(Roff.bold(program.name()));
        for (var flag : program.flags()) {
            line.append(" [").append(Roff.bold(flag.name()));
            flag.value().ifPresent(value -> line.append(' ').append(Roff.italic(value)));
            line.append(']');
        }
        if (!program.verbs().isEmpty()) {
            line.append(' ')
                    .append(Roff.italic("command"))
                    .append(" [")
                    .append(Roff.italic("argument"))
                    .append(" ...]");
        }
        if (!program.arguments().isEmpty()) {
            line.append(' ').append(Roff.usage(program.arguments()));
        }
        return line.toString();
    }

    private void write(Roff page, Verb verb) {
        page.part(verb.words());
        page.filled(Roff.bold(verb.words()) + (verb.arguments().isEmpty() ? "" : " " + Roff.usage(verb.arguments())));
        if (!verb.text().isEmpty()) {
            page.paragraph(verb.text());
        }
        write(page, command.about(verb), false);
        command.ownFlags(verb).forEach(flag -> page.item(term(flag), flag.text()));
    }

    private static void write(Roff page, List<Block> blocks) {
        write(page, blocks, true);
    }

    private static void write(Roff page, List<Block> blocks, boolean afterHeading) {
        boolean first = afterHeading;
        for (var block : blocks) {
            switch (block) {
                case Block.Paragraph(String text) -> {
                    if (first) {
                        page.text(text);
                    } else {
                        page.paragraph(text);
                    }
                }
                case Block.Item(String term, String text) -> page.item(Roff.usage(term), text);
                case Block.Example(List<String> lines) -> page.literal(lines);
            }
            first = false;
        }
    }

    private static String term(Flag flag) {
        var names = flag.names().stream().map(Roff::bold).collect(Collectors.joining(", "));
        return names + flag.value().map(value -> " " + Roff.italic(value)).orElse("");
    }
}
