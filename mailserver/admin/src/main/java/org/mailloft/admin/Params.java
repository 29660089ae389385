package org.mailloft.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailloft.doveadm.CommandSpec;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.doveadm.Param;
import org.mailloft.doveadm.json.Json;

/** A command's parameters, checked against its declaration. */
public final class Params {

    private final Map<String, Object> values;

    private Params(Map<String, Object> values) {
        this.values = values;
    }

    /** A name that the command does not have. */
    public static final class UnknownParam extends RuntimeException {
        UnknownParam(String name) {
            super("unknown parameter " + name, null, false, false);
        }
    }

    /**
     * Reads parameters as they come over the API; an array parameter may be given as a single string.
     *
     * @throws UnknownParam for a name that is not declared
     * @throws AdminFailure for a missing parameter or a value of the wrong type
     */
    public static Params of(CommandSpec spec, Map<String, Json> members) {
        var values = new LinkedHashMap<String, Object>();
        members.forEach((name, value) -> {
            var param = spec.param(name).orElseThrow(() -> new UnknownParam(name));
            values.put(name, value(param, value));
        });
        for (var param : spec.params()) {
            if (param.isRequired() && !values.containsKey(param.name())) {
                throw new AdminFailure(ExitCode.USAGE, "Fatal: Missing parameter: " + param.name());
            }
        }
        return new Params(values);
    }

    private static Object value(Param param, Json value) {
        var converted =
                switch (param.type()) {
                    case BOOLEAN -> value instanceof Json.Bool(var flag) ? flag : null;
                    case STRING -> value instanceof Json.Str(var text) ? text : null;
                    case INTEGER ->
                        value instanceof Json.Num(var digits) && digits.matches("-?[0-9]{1,9}")
                                ? Integer.valueOf(digits)
                                : null;
                    case ARRAY ->
                        value instanceof Json.Arr(var elements)
                                ? strings(param, elements)
                                : value instanceof Json.Str(var text) ? List.of(text) : null;
                };
        if (converted == null) {
            throw wrongType(param);
        }
        return converted;
    }

    private static List<String> strings(Param param, List<Json> elements) {
        var strings = new ArrayList<String>();
        for (var element : elements) {
            if (!(element instanceof Json.Str(var text))) {
                throw wrongType(param);
            }
            strings.add(text);
        }
        return List.copyOf(strings);
    }

    private static AdminFailure wrongType(Param param) {
        return new AdminFailure(
                ExitCode.USAGE,
                "Fatal: Parameter " + param.name() + " must be of type "
                        + param.type().wireName());
    }

    public boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable((String) values.get(name));
    }

    /** A parameter that is declared as required. */
    public String one(String name) {
        return text(name).orElseThrow();
    }

    /** Empty when it was not given. */
    @SuppressWarnings("unchecked")
    public List<String> list(String name) {
        return (List<String>) values.getOrDefault(name, List.of());
    }
}
