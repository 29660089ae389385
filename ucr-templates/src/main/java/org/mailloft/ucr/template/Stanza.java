package org.mailloft.ucr.template;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * One stanza of an info file. Every question about a line that is not what it has to be ends in a {@link TemplateFailure}
 * with that line.
 *
 * @param info the file it is in
 * @param folder the {@code templates} folder that paths in it are relative to
 * @param ours whether it is the product's own
 * @param fields in their order; at least one
 */
record Stanza(Path info, Path folder, boolean ours, List<Field> fields) {

    private static final Pattern MODE = Pattern.compile("0?[0-7]{3,4}");
    private static final Pattern OF_THE_REGISTRY =
            Pattern.compile("var/lib/mailloft/ucr(/.*)?|etc/univention/(base[^/]*\\.conf.*|templates(/.*)?)");

    /** One line. */
    record Field(String key, String value, int line) {}

    /** The package, which is the info file's name. */
    String origin() {
        var name = info.getFileName().toString();
        return name.substring(0, name.length() - ".info".length());
    }

    int line() {
        return fields.getFirst().line();
    }

    Optional<Field> field(String key) {
        for (var field : fields) {
            if (field.key().equals(key)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    List<Field> all(String key) {
        return fields.stream().filter(field -> field.key().equals(key)).toList();
    }

    Optional<String> text(String key) {
        return field(key).map(Field::value);
    }

    Field required(String key) {
        return field(key).orElseThrow(() -> failure(line(), "The stanza has no line \"" + key + ":\"."));
    }

    /** The path of a target or of a part, relative to the root and below it. */
    Path path(String key) {
        var field = required(key);
        var text = field.value().startsWith("/") ? field.value().substring(1) : field.value();
        try {
            var path = Path.of(text);
            boolean climbs = path.isAbsolute() || !path.equals(path.normalize()) || path.startsWith("..");
            if (text.isEmpty() || climbs) {
                throw failure(field.line(), "\"" + field.value() + "\" does not stay below the root.");
            }
            if (OF_THE_REGISTRY.matcher(text).matches()) {
                throw failure(field.line(), "\"" + field.value() + "\" belongs to the registry itself.");
            }
            return path;
        } catch (InvalidPathException e) {
            throw failure(field.line(), "\"" + field.value() + "\" is no path.");
        }
    }

    /** The template of a target or a part. */
    Path template(String key) {
        var template = folder.resolve("files").resolve(path(key));
        if (!Files.isRegularFile(template)) {
            throw failure(required(key).line(), "There is no template " + template + ".");
        }
        return template;
    }

    /** The program that a line names, in a folder beside the templates. */
    Path program(String key, String place) {
        var field = required(key);
        var programs = folder.resolve(place);
        var program = programs.resolve(field.value()).normalize();
        if (!program.startsWith(programs) || !Files.isRegularFile(program) || !Files.isExecutable(program)) {
            throw failure(field.line(), "There is no program " + program + ".");
        }
        return program;
    }

    List<Pattern> patterns() {
        return all("Variables").stream().map(this::pattern).toList();
    }

    private Pattern pattern(Field field) {
        try {
            return Pattern.compile(field.value());
        } catch (PatternSyntaxException e) {
            throw failure(
                    field.line(), "\"" + field.value() + "\" is no regular expression: " + e.getDescription() + ".");
        }
    }

    Optional<Integer> mode() {
        return field("Mode").map(field -> {
            if (!MODE.matcher(field.value()).matches()) {
                throw failure(field.line(), "\"" + field.value() + "\" is no octal mode such as 0644.");
            }
            return Integer.parseInt(field.value(), 8);
        });
    }

    /** The words of a command line with the share folder put in; none when there is none. */
    List<String> command(String key) {
        return field(key).map(this::words).orElse(List.of());
    }

    List<List<String>> commands(String key) {
        return all(key).stream().map(this::words).toList();
    }

    private List<String> words(Field field) {
        var share = folder.getParent().toString();
        return Stream.of(field.value().split("\\s+"))
                .map(word -> word.replace("{share}", share))
                .toList();
    }

    TemplateFailure failure(int line, String reason) {
        return new TemplateFailure(info, line, Optional.empty(), reason);
    }
}
