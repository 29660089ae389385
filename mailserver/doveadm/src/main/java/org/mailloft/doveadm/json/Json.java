package org.mailloft.doveadm.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value, RFC 8259. Read with {@link #parse}, written with {@link #toString} as the doveadm API writes it. */
public sealed interface Json {

    /** Members in the order they were written; the last of two with the same name counts. */
    record Obj(Map<String, Json> members) implements Json {
        @Override
        public String toString() {
            return JsonText.of(this);
        }
    }

    record Arr(List<Json> elements) implements Json {
        @Override
        public String toString() {
            return JsonText.of(this);
        }
    }

    record Str(String text) implements Json {
        @Override
        public String toString() {
            return JsonText.of(this);
        }
    }

    /** A number as it was spelled. */
    record Num(String digits) implements Json {
        @Override
        public String toString() {
            return digits;
        }
    }

    record Bool(boolean value) implements Json {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    record Null() implements Json {
        @Override
        public String toString() {
            return "null";
        }
    }

    /**
     * Reads one value that fills the whole text.
     *
     * @throws JsonReader.Malformed with what is wrong, fit to be shown
     */
    static Json parse(String text) {
        return new JsonReader(text).whole();
    }

    /**
     * Wraps strings, booleans, integers, and lists and maps of them.
     *
     * @throws IllegalArgumentException for anything else
     */
    static Json of(Object value) {
        return switch (value) {
            case Json json -> json;
            case String text -> new Str(text);
            case Boolean flag -> new Bool(flag);
            case Integer number -> new Num(number.toString());
            case Long number -> new Num(number.toString());
            case List<?> list -> new Arr(list.stream().map(Json::of).toList());
            case Map<?, ?> map -> {
                var members = new LinkedHashMap<String, Json>();
                map.forEach((name, member) -> members.put(name.toString(), of(member)));
                yield new Obj(members);
            }
            case null, default -> throw new IllegalArgumentException("not a JSON value: " + value);
        };
    }
}
