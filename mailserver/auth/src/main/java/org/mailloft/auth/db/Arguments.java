package org.mailloft.auth.db;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code args} of a section: {@code key=value} words in front, as far as the driver knows them, and a rest.
 *
 * @param options the words
 * @param rest everything from the first word that is no option
 */
record Arguments(Map<String, String> options, String rest) {

    static Arguments parse(String args, String... known) {
        var options = new LinkedHashMap<String, String>();
        var rest = args.strip();
        for (var next = option(rest, known); next.isPresent(); next = option(rest, known)) {
            var word = next.get();
            int equals = word.indexOf('=');
            options.put(word.substring(0, equals), word.substring(equals + 1));
            rest = rest.substring(word.length()).stripLeading();
        }
        return new Arguments(options, rest);
    }

    private static Optional<String> option(String text, String... known) {
        var word = text.split("\\s", 2)[0];
        for (var name : known) {
            if (word.startsWith(name + "=")) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }

    String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }
}
