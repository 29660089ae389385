package org.mailloft.imap.search;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.mailloft.imap.wire.BadSyntax;
import org.mailloft.imap.wire.ImapReader;

/** {@code search-return-opt}: what of the result a client wants. RFC 4731. */
public enum ReturnOption {
    MIN,
    MAX,
    ALL,
    COUNT;

    /** {@code "RETURN" SP "(" [search-return-opt *(SP search-return-opt)] ")"}, after the word; none at all mean ALL. */
    static Set<ReturnOption> parse(ImapReader in) {
        var options = EnumSet.noneOf(ReturnOption.class);
        in.sp().list(() -> options.add(named(in)));
        return options.isEmpty() ? EnumSet.of(ALL) : options;
    }

    private static ReturnOption named(ImapReader in) {
        String name = in.atom().toUpperCase(Locale.ROOT);
        for (var option : values()) {
            if (option.name().equals(name)) {
                return option;
            }
        }
        throw new BadSyntax("Unknown SEARCH return option", in.position());
    }
}
