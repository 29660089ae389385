package org.mailloft.doveadm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * A command as it was typed.
 *
 * @param params by API name, as the server wants them
 * @param socket the server's, where the command line names one
 */
record Invocation(CommandSpec spec, Map<String, Object> params, Optional<Path> socket) {

    /**
     * @param command words of the command, then its arguments
     * @param environment for the user when no option names one
     */
    static Invocation parse(CommandSpec spec, List<String> command, Map<String, String> environment) {
        var args = command.subList(spec.path().size(), command.size());
        var parsed = Arguments.parse(picocli(spec), spec.path().getLast(), args, false);
        var params = options(spec, parsed);
        List<String> places = parsed.matchedPositionalValue(0, List.of());
        addPositional(spec, new ArrayDeque<>(places), params);
        var socket = Optional.ofNullable((String) params.remove("socketPath")).map(Path::of);
        if (spec.kind() == CommandSpec.Kind.MAIL) {
            addUser(params, environment);
        }
        return new Invocation(spec, params, socket);
    }

    private static picocli.CommandLine.Model.CommandSpec picocli(CommandSpec spec) {
        var model = picocli.CommandLine.Model.CommandSpec.create();
        for (var param : spec.params()) {
            var names = param.option() == 0
                    ? new String[] {param.longOption()}
                    : new String[] {"-" + param.option(), param.longOption()};
            var option = OptionSpec.builder(names);
            model.addOption(
                    switch (param.type()) {
                        case BOOLEAN -> option.type(boolean.class).arity("0").build();
                        case STRING -> option.type(String.class).arity("1").build();
                        case INTEGER -> option.type(Integer.class).arity("1").build();
                        case ARRAY ->
                            option.type(List.class)
                                    .auxiliaryTypes(String.class)
                                    .arity("1")
                                    .build();
                    });
        }
        return model.addPositional(PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("0..*")
                .build());
    }

    private static Map<String, Object> options(CommandSpec spec, ParseResult parsed) {
        var params = new LinkedHashMap<String, Object>();
        for (var param : spec.params()) {
            Object value = parsed.matchedOptionValue(param.longOption(), null);
            if (value != null) {
                params.put(param.name(), value);
            }
        }
        return params;
    }

    private static void addPositional(CommandSpec spec, Deque<String> places, Map<String, Object> params) {
        for (var param : spec.positional()) {
            if (params.containsKey(param.name()) || places.isEmpty()) {
                continue;
            }
            params.put(
                    param.name(),
                    switch (param.place()) {
                        case ONE, MAYBE -> places.poll();
                        case WORDS -> words(places.poll());
                        case ANY, SOME -> {
                            var rest = new ArrayList<>(places);
                            places.clear();
                            yield rest;
                        }
                        case NONE -> throw new IllegalStateException(param.name());
                    });
        }
        boolean missing =
                spec.params().stream().anyMatch(param -> param.isRequired() && !params.containsKey(param.name()));
        if (missing || !places.isEmpty()) {
            throw new BadUsage(("doveadm " + spec.words() + " " + spec.synopsis()).strip());
        }
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    /** The server reads no files of ours, so it gets the names. */
    private static void addUser(Map<String, Object> params, Map<String, String> environment) {
        if (params.get("userFile") instanceof String file) {
            try {
                params.put("userFile", Files.readString(Path.of(file)));
            } catch (IOException e) {
                throw new BadUsage("Fatal: open(" + file + ") failed: " + e.getMessage(), ExitCode.TEMPORARY);
            }
        } else if (!params.containsKey("user") && !params.containsKey("allUsers")) {
            var user = environment.getOrDefault("USER", "");
            if (user.isEmpty()) {
                throw new BadUsage("Fatal: USER environment is missing and -u option not used");
            }
            params.put("user", user);
        }
    }
}
