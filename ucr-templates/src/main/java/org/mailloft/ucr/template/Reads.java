package org.mailloft.ucr.template;

import java.util.Collection;
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

    /** What all of them read together. */
    static Reads all(Collection<Reads> texts) {
        var variables = new TreeSet<String>();
        var prefixes = new TreeSet<String>();
        for (var text : texts) {
            variables.addAll(text.variables);
            prefixes.addAll(text.prefixes);
        }
        return new Reads(variables, prefixes);
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
