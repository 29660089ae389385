package org.mailloft.storage;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * System flags and keywords of a message, or of a request to change them. Immutable.
 *
 * @param system the permanent system flags
 * @param keywords keyword names; compared without regard to case, spelled as first seen
 */
public record Flags(Set<SystemFlag> system, Set<String> keywords) {

    public static final Flags NONE = new Flags(Set.of(), Set.of());

    public Flags {
        var flags = EnumSet.noneOf(SystemFlag.class);
        flags.addAll(system);
        system = Collections.unmodifiableSet(flags);
        var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(keywords);
        keywords = Collections.unmodifiableSet(names);
    }

    public static Flags of(SystemFlag... system) {
        return new Flags(Set.of(system), Set.of());
    }

    public boolean isEmpty() {
        return system.isEmpty() && keywords.isEmpty();
    }

    public boolean has(SystemFlag flag) {
        return system.contains(flag);
    }

    /** The system flags as bits, see {@link SystemFlag#bit}. */
    public long systemBits() {
        long bits = 0;
        for (var flag : system) {
            bits |= flag.bit();
        }
        return bits;
    }
}
