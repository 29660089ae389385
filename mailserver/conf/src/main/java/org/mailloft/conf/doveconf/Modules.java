package org.mailloft.conf.doveconf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which settings each part of the server looks at, for {@code doveconf -m}; read from the resource {@code modules.txt}. */
final class Modules {
    private Modules() {}

    /** Names of top level settings; the basic ones even for a module that does not exist. */
    static Set<String> settings(List<String> modules) {
        Map<String, List<String>> definitions = read();
        Set<String> settings = new HashSet<>(definitions.get("base"));
        modules.forEach(module -> collect(module, definitions, settings));
        return settings;
    }

    private static void collect(String module, Map<String, List<String>> definitions, Set<String> settings) {
        for (String word : definitions.getOrDefault(module, List.of())) {
            if (word.startsWith("@")) {
                collect(word.substring(1), definitions, settings);
            } else {
                settings.add(word);
            }
        }
    }

    private static Map<String, List<String>> read() {
        var in = Modules.class.getResourceAsStream("modules.txt");
        try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Map<String, List<String>> definitions = new HashMap<>();
            for (String line :
                    reader.lines().filter(text -> !text.startsWith("#")).toList()) {
                String[] parts = line.split(" = ", 2);
                definitions.put(parts[0], List.of(parts[1].split(" ")));
            }
            return definitions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
