package org.mailloft.conf.catalogue;

import java.util.List;
import java.util.Set;

/**
 * One setting.
 *
 * @param choices what an {@link ValueType#ENUM} may be; empty for other types
 * @param defaultText in canonical form
 */
public record SettingDefinition(String name, ValueType type, List<String> choices, String defaultText, Set<Flag> flags)
        implements Entry {

    /** Peculiarities. */
    public enum Flag {
        /** For developers: printed only on request or when set. */
        HIDDEN,
        /** Has no value at all unless set. */
        UNSET,
        /** A value {@code <file} stays a reference for the server, which reads the file again when it changes. */
        WATCHED,
        /** Must be the same for all connections. */
        UNFILTERED
    }

    /**
     * The value as {@code doveconf} prints it: {@code 64 k} for {@code 65536}.
     *
     * @throws BadValue if the text does not fit the type
     */
    public String canonical(String text) {
        return type.canonical(text, choices);
    }

    public boolean is(Flag flag) {
        return flags.contains(flag);
    }
}
