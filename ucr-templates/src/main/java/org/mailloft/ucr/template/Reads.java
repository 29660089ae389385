package org.mailloft.ucr.template;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a text reads of the registry.
 *
 * @param variables keys
 * @param prefixes beginnings of keys, for families
 */
record Reads(Set<String> variables, Set<String> prefixes) {

    static final Reads NOTHING = new Reads(Set.of(), Set.of());

    Reads and(Reads other) {
        var moreVariables = new TreeSet<>(variables);
        moreVariables.addAll(other.variables);
        var morePrefixes = new TreeSet<>(prefixes);
        morePrefixes.addAll(other.prefixes);
        return new Reads(moreVariables, morePrefixes);
    }

    /** With the patterns of an info file. */
    List<Pattern> families(List<Pattern> declared) {
        return Stream.concat(prefixes.stream().map(Reads::pattern), declared.stream())
                .toList();
    }

    /** Keys that begin with this; written as an info file would have it, for it is shown to people. */
    private static Pattern pattern(String prefix) {
        return Pattern.compile(prefix.replaceAll("[.*+?^|(){}\\[\\]\\\\$]", "\\\\$0") + ".*");
    }
}
