package org.mailloft.auth.db;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mailloft.conf.Variables;

/** {@code key=value key2} words as fields; a word without a value is a flag. */
final class FieldWords {

    private FieldWords() {}

    static Map<String, String> parse(String words, Variables variables) {
        var fields = new LinkedHashMap<String, String>();
        for (var word : words.strip().split("\\s+")) {
            int equals = word.indexOf('=');
            if (equals >= 0) {
                fields.put(word.substring(0, equals), variables.expand(word.substring(equals + 1)));
            } else if (!word.isEmpty()) {
                fields.put(word, "");
            }
        }
        return fields;
    }
}
