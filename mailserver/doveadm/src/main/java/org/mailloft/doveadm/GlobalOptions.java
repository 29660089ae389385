package org.mailloft.doveadm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailloft.doveadm.format.Format;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Options before the command.
 *
 * @param format asked for with {@code -f}
 * @param titles false with {@code -h}
 * @param socket in the directory given with {@code -o base_dir=...}, or that of the configuration given with {@code -c}
 * @param command the command's words and its arguments
 */
record GlobalOptions(Optional<Format> format, boolean titles, Optional<Path> socket, List<String> command) {

    /** {@code -D -v -i -k} are accepted for the sake of scripts. */
    static CommandSpec spec() {
        return CommandSpec.create()
                .addOption(flag("-D"))
                .addOption(flag("-v"))
                .addOption(flag("-h"))
                .addOption(flag("-k"))
                .addOption(text("-f", "flow|pager|tab|table|json"))
                .addOption(text("-c", "file"))
                .addOption(text("-i", "instance"))
                .addOption(OptionSpec.builder("-o")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1")
                        .paramLabel("setting=value")
                        .build())
                .addPositional(PositionalParamSpec.builder()
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("0..*")
                        .build());
    }

    static GlobalOptions parse(List<String> args) {
        int end = args.indexOf("--");
        var parsed = Arguments.parse(spec(), "doveadm", end < 0 ? args : args.subList(0, end), true);
        List<String> command = new ArrayList<>(parsed.matchedPositionalValue(0, List.of()));
        if (end >= 0) {
            // the end of the options of the command, which it has to see itself
            command.addAll(args.subList(command.isEmpty() ? end + 1 : end, args.size()));
        }
        String configuration = parsed.matchedOptionValue("-c", null);
        List<String> overrides = parsed.matchedOptionValue("-o", List.of());
        return new GlobalOptions(
                format(parsed.matchedOptionValue("-f", null)),
                !parsed.matchedOptionValue("-h", false),
                overrides.stream()
                        .filter(setting -> setting.startsWith("base_dir="))
                        .map(setting -> Path.of(setting.substring(9)).resolve("doveadm-server"))
                        .findFirst()
                        .or(() ->
                                Optional.ofNullable(configuration).map(Path::of).flatMap(ConfiguredSocket::of)),
                command);
    }

    private static Optional<Format> format(String name) {
        if (name == null) {
            return Optional.empty();
        }
        var format = Format.named(name);
        if (format.isEmpty()) {
            throw new BadUsage("doveadm: Fatal: Unknown print formatter: " + name, ExitCode.TEMPORARY);
        }
        return format;
    }

    private static OptionSpec flag(String name) {
        return OptionSpec.builder(name).type(boolean.class).arity("0").build();
    }

    private static OptionSpec text(String name, String value) {
        return OptionSpec.builder(name)
                .type(String.class)
                .arity("1")
                .paramLabel(value)
                .build();
    }
}
