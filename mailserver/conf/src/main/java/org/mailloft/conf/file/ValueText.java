package org.mailloft.conf.file;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mailloft.conf.catalogue.Catalogue;
import org.mailloft.conf.catalogue.SettingDefinition.Flag;
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
            return switch (expansion) {
                case NONE, OWN -> "<" + file;
                case FULL -> readFile(path, file, input);
                case SERVER -> isWatched(path) ? reference(path, file, input) : readFile(path, file, input);
            };
        }
        return isQuoted(text) || text.indexOf('$') < 0 ? unquote(text) : expand(key, text, lookup);
    }

    /** The text without the quotes around it, if there are any. */
    static String unquote(String text) {
        if (!isQuoted(text)) {
            return text;
        }
        return text.length() == 1 ? "" : LineParser.unescape(text.substring(1, text.length() - 1));
    }

    private static boolean isQuoted(String text) {
        return text.startsWith("\"") && text.endsWith("\"") || text.startsWith("'") && text.endsWith("'");
    }

    private static boolean isWatched(String path) {
        return Catalogue.top()
                .setting(path)
                .filter(setting -> setting.is(Flag.WATCHED))
                .isPresent();
    }

    /** The file must be there already. */
    private static String reference(String path, String file, Input input) {
        readFile(path, file, input);
        return "<" + Path.of(input.resolve(file)).toAbsolutePath().normalize();
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
            out.append(' ');
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
        return out.substring(1);
    }

    /** A value that cannot be had; the message becomes the one of the line. */
    static final class Refused extends RuntimeException {
        Refused(String message) {
            super(message, null, false, false);
        }
    }
}
