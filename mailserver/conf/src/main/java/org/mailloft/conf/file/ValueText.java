package org.mailloft.conf.file;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mailloft.conf.file.ConfParser.Expansion;

/** What stands right of the equals sign: plain, quoted, {@code <file} or with {@code $names} in it. */
final class ValueText {
    private static final int MAX_CHARACTERS = 64 * 1024;

    private final Expansion expansion;
    private final Map<String, String> environment;

    ValueText(Expansion expansion, Map<String, String> environment) {
        this.expansion = expansion;
        this.environment = environment;
    }

    /**
     * The value itself.
     *
     * @param path the key with the names of all open sections, for messages
     * @param lookup present values of other settings
     * @throws Refused with Dovecot's message
     */
    String read(String key, String path, String text, Input input, Function<String, Optional<String>> lookup) {
        if (text.startsWith("<")) {
            String file = text.substring(1).stripLeading();
            return expansion == Expansion.FULL ? readFile(path, file, input) : "<" + file;
        }
        if (!text.isEmpty() && (isQuoted(text, '"') || isQuoted(text, '\''))) {
            return text.length() == 1 ? "" : LineParser.unescape(text.substring(1, text.length() - 1));
        }
        return text.indexOf('$') < 0 ? text : expand(key, text, lookup);
    }

    private static boolean isQuoted(String text, char quote) {
        return text.charAt(0) == quote && text.charAt(text.length() - 1) == quote;
    }

    private static String readFile(String path, String file, Input input) {
        String resolved = input.resolve(file);
        try {
            return Input.read(resolved);
        } catch (Input.Unreadable e) {
            throw new Refused(path + ": Can't open file " + resolved + ": " + e.getMessage());
        }
    }

    /**
     * Replaces every word {@code $name}. {@code key = $key more} is expanded even where other names are not, so that
     * {@code doveconf -n} shows something useful.
     */
    private String expand(String key, String text, Function<String, Optional<String>> lookup) {
        var out = new StringBuilder();
        for (String word : text.split("[ \t]+")) {
            out.append(out.isEmpty() ? "" : " ");
            boolean isVariable = word.startsWith("$");
            String name = isVariable ? word.substring(1) : word;
            if (!isVariable || expansion == Expansion.NONE || expansion == Expansion.OWN && !name.equals(key)) {
                out.append(word);
            } else if (name.startsWith("ENV:")) {
                out.append(environment.getOrDefault(name.substring(4), ""));
            } else {
                out.append(lookup.apply(name).orElseThrow(() -> new Refused("Unknown variable: $" + name)));
            }
            if (out.length() > MAX_CHARACTERS) {
                throw new Refused("Value is longer than " + MAX_CHARACTERS + " characters");
            }
        }
        return out.toString();
    }

    /** A value that cannot be had; the message becomes the one of the line. */
    static final class Refused extends RuntimeException {
        Refused(String message) {
            super(message, null, false, false);
        }
    }
}
