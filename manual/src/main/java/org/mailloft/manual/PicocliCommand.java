package org.mailloft.manual;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Commands that declare themselves by picocli's annotations. */
final class PicocliCommand {

    private PicocliCommand() {}

    /** @param name as it is installed, where the class does not know */
    static Program of(String name, Class<?> declaration) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(declaration);
        var verbs = spec.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .distinct()
                .flatMap(verb -> verbs("", verb))
                .toList();
        return new Program(name, flags(spec), arguments(spec), verbs);
    }

    private static Stream<Verb> verbs(String group, CommandSpec spec) {
        var words = group + spec.name();
        if (spec.subcommands().isEmpty()) {
            var own = flags(spec);
            var usage = Stream.concat(
                    own.stream().filter(flag -> !isStandard(flag)).map(PicocliCommand::usage),
                    Stream.of(arguments(spec)));
            return Stream.of(
                    new Verb(words, joined(usage), own, text(spec.usageMessage().description())));
        }
        return spec.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .distinct()
                .flatMap(verb -> verbs(words + " ", verb));
    }

    static List<Flag> flags(CommandSpec spec) {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .map(PicocliCommand::flag)
                .sorted(Comparator.comparing(
                        flag -> flag.name().replaceFirst("^-+", ""), String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    private static Flag flag(OptionSpec option) {
        var value = option.arity().max() == 0 ? Optional.<String>empty() : Optional.of(label(option.paramLabel()));
        return new Flag(
                List.of(option.names()),
                value,
                text(option.description()).replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValueString())));
    }

    private static String arguments(CommandSpec spec) {
        return joined(spec.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .map(PicocliCommand::argument));
    }

    private static String argument(PositionalParamSpec parameter) {
        var once = "<" + label(parameter.paramLabel()) + ">";
        var all = parameter.arity().max() > 1 ? once + " ..." : once;
        return parameter.arity().min() == 0 ? "[" + all + "]" : all;
    }

    private static String usage(Flag flag) {
        return "[" + flag.name() + flag.value().map(value -> " <" + value + ">").orElse("") + "]";
    }

    private static boolean isStandard(Flag flag) {
        return flag.names().contains("--help") || flag.names().contains("--version");
    }

    private static String label(String text) {
        return text.replaceAll("[<>]", "").toLowerCase(Locale.ROOT);
    }

    private static String text(String[] lines) {
        return String.join(" ", lines).replace("%n", " ").strip();
    }

    private static String joined(Stream<String> parts) {
        return parts.filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
    }
}
