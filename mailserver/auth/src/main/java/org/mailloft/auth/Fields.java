package org.mailloft.auth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Fields that databases return about a user, in the order they came. One thread. */
public final class Fields {

    private static final String PROTECTED = ":protected";
    private static final String REMOVE = ":remove";

    private final Map<String, String> values = new LinkedHashMap<>();

    /** Sets a field; {@code name:protected} only when it is not set yet, {@code name:remove} takes it away. */
    public Fields set(String name, String value) {
        if (name.endsWith(PROTECTED)) {
            values.putIfAbsent(name.substring(0, name.length() - PROTECTED.length()), value);
        } else if (name.endsWith(REMOVE)) {
            values.remove(name.substring(0, name.length() - REMOVE.length()));
        } else {
            values.put(name, value);
        }
        return this;
    }

    public Fields setAll(Map<String, String> more) {
        more.forEach(this::set);
        return this;
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Flags are true whenever they are there, whatever their value. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    void remove(String name) {
        values.remove(name);
    }

    public Map<String, String> asMap() {
        return new LinkedHashMap<>(values);
    }

    Fields copy() {
        return new Fields().setAll(values);
    }
}
