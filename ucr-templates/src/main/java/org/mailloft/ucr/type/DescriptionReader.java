package org.mailloft.ucr.type;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mailloft.ucr.BooleanWords;

/** From the lines of a section to the description. */
final class DescriptionReader {

    private final InfoFile.Section section;
    private final Map<String, String> values;
    private final Consumer<Problem> report;

    DescriptionReader(InfoFile.Section section, Map<String, String> values, Consumer<Problem> report) {
        this.section = section;
        this.values = values;
        this.report = report;
    }

    Description read() {
        boolean pattern = KeyPattern.isPattern(section.name());
        var byDefault = text("default");
        if (pattern && byDefault.isPresent()) {
            complain("a pattern cannot have a default");
        }
        var type = TypeDefinition.read(values);
        if (type instanceof ValueType.Broken broken) {
            complain("Invalid UCR type definition for type \"" + broken.name() + "\": " + broken.why());
        }
        return new Description(
                section.name(),
                text("description[en]").or(() -> text("description")).orElse(""),
                text("description[de]").or(() -> text("description[en]")).orElse(""),
                type,
                words("categories"),
                byDefault.filter(_ -> !pattern),
                text("readonly").flatMap(BooleanWords::parse).orElse(false),
                text("restart"),
                section.origin());
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }

    private List<String> words(String key) {
        return text(key).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private void complain(String text) {
        report.accept(new Problem(section.path(), section.line(), section.name() + ": " + text));
    }
}
