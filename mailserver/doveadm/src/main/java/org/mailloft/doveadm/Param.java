package org.mailloft.doveadm;

import java.util.Locale;

/**
 * A parameter of a command.
 *
 * @param name as the HTTP API spells it, such as {@code userMask}
 * @param type what its value is
 * @param option letter on the command line, 0 for none; every parameter also has a long option there
 * @param place whether it may be given by its place on the command line
 */
public record Param(String name, Type type, char option, Place place) {

    public enum Type {
        BOOLEAN("boolean"),
        STRING("string"),
        ARRAY("array"),
        INTEGER("integer");

        private final String wireName;

        Type(String wireName) {
            this.wireName = wireName;
        }

        /** As GET /doveadm/v1 tells it. */
        public String wireName() {
            return wireName;
        }
    }

    public enum Place {
        /** Only as an option. */
        NONE,
        /** One argument, needed. */
        ONE,
        /** One argument, needed; an array parameter gets its words. */
        WORDS,
        /** One argument that may be left out. */
        MAYBE,
        /** All arguments that are left, none at all too. */
        ANY,
        /** All arguments that are left, at least one. */
        SOME
    }

    public static Param flag(char option, String name) {
        return new Param(name, Type.BOOLEAN, option, Place.NONE);
    }

    public static Param text(char option, String name) {
        return new Param(name, Type.STRING, option, Place.NONE);
    }

    public static Param list(char option, String name) {
        return new Param(name, Type.ARRAY, option, Place.NONE);
    }

    public static Param one(String name) {
        return new Param(name, Type.STRING, (char) 0, Place.ONE);
    }

    public static Param maybe(String name) {
        return new Param(name, Type.STRING, (char) 0, Place.MAYBE);
    }

    public static Param words(String name) {
        return new Param(name, Type.ARRAY, (char) 0, Place.WORDS);
    }

    public static Param any(String name) {
        return new Param(name, Type.ARRAY, (char) 0, Place.ANY);
    }

    public static Param some(String name) {
        return new Param(name, Type.ARRAY, (char) 0, Place.SOME);
    }

    public boolean isRequired() {
        return place == Place.ONE || place == Place.WORDS || place == Place.SOME;
    }

    /** {@code --user-mask} for {@code userMask}. */
    public String longOption() {
        return "--" + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
