package org.mailloft.conf;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Values for the {@code %variables} in settings, queries and log formats, and their expansion.
 *
 * <p>A template holds {@code %[[-]offset.][-][0]width[modifiers]key} or {@code ...{long key}}; {@code %%} is a percent
 * sign. Built in are {@code %{env:NAME}}, {@code %{pid}}, {@code %{uid}}, {@code %{gid}}, {@code %{hostname}},
 * {@code %{if;...}} and the digests {@code %{sha256;...:key}}. Widths and offsets count characters; modifiers and digests
 * work on UTF-8 octets.
 *
 * <p>Immutable; safe to share.
 */
public final class Variables {
    public static final Variables NONE = builder().build();

    private final Map<String, String> values;
    private final Map<String, Function<String, Optional<String>>> functions;
    private final Map<String, String> environment;

    private Variables(Builder builder) {
        values = Map.copyOf(builder.values);
        functions = Map.copyOf(builder.functions);
        environment = builder.environment;
    }

    /** Keys of one character are short keys ({@code %u}); every key works as a long one ({@code %{u}}, {@code %{user}}). */
    public static Variables of(Map<String, String> values) {
        return builder().withAll(values).build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with what is here. */
    public Builder toBuilder() {
        var builder = new Builder();
        builder.values.putAll(values);
        builder.functions.putAll(functions);
        builder.environment = environment;
        return builder;
    }

    /**
     * The template with all variables replaced.
     *
     * @throws BadTemplate for an unknown variable or a malformed {@code if} or digest
     */
    public String expand(String template) {
        return expand(template, UnaryOperator.identity());
    }

    /**
     * The same with every value escaped before its modifiers are applied: for LDAP filters and SQL.
     *
     * @throws BadTemplate as {@link #expand(String)}
     */
    public String expand(String template, UnaryOperator<String> escaper) {
        if (template.indexOf('%') < 0) {
            return template;
        }
        var expansion = new VariableExpansion(this, escaper);
        String text = expansion.expand(template);
        expansion.firstError().ifPresent(error -> {
            throw new BadTemplate(error);
        });
        return text;
    }

    /** For log lines: never fails, an unknown variable reads {@code UNSUPPORTED_VARIABLE_x}. */
    public String expandLeniently(String template) {
        return new VariableExpansion(this, UnaryOperator.identity()).expand(template);
    }

    Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    Optional<Function<String, Optional<String>>> function(String name) {
        return Optional.ofNullable(functions.get(name));
    }

    String environment(String name) {
        return environment.getOrDefault(name, "");
    }

    /** Collects values; a key given twice has its last value. */
    public static final class Builder {
        private final Map<String, String> values = new LinkedHashMap<>();
        private final Map<String, Function<String, Optional<String>>> functions = new HashMap<>();
        private Map<String, String> environment = System.getenv();

        private Builder() {}

        /** A variable with both names, {@code %u} and {@code %{user}}. */
        public Builder with(char key, String longKey, String value) {
            return with(String.valueOf(key), value).with(longKey, value);
        }

        /** A variable with one name; short if it has one character. */
        public Builder with(String key, String value) {
            values.put(key, value);
            return this;
        }

        public Builder withAll(Map<String, String> more) {
            values.putAll(more);
            return this;
        }

        /**
         * {@code %u %n %d} and their long forms {@code user username domain} of a full user name. The domain starts after
         * the first {@code @}.
         */
        public Builder withUser(String user) {
            int at = user.indexOf('@');
            return with('u', "user", user)
                    .with('n', "username", at < 0 ? user : user.substring(0, at))
                    .with('d', "domain", at < 0 ? "" : user.substring(at + 1));
        }

        /** {@code %{name:argument}}, such as {@code userdb} or {@code passdb}; empty where there is no value. */
        public Builder withFunction(String name, Function<String, Optional<String>> function) {
            functions.put(name, function);
            return this;
        }

        /** What {@code %{env:NAME}} sees; the environment of the process unless set. */
        public Builder withEnvironment(Map<String, String> other) {
            environment = Map.copyOf(other);
            return this;
        }

        public Variables build() {
            return new Variables(this);
        }
    }
}
