package org.mailloft.conf.catalogue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailloft.conf.catalogue.SettingDefinition.Flag;

/** All settings, read from the resources {@code settings.txt}, whose head explains the form, and {@code ldap.txt}. */
public final class Catalogue {
    private static final Pattern KIND = Pattern.compile("\\[(\\S+)] (named|numbered) (\\S+)");
    private static final Pattern LINE =
            Pattern.compile("((?:hidden |unset |watched |unfiltered )*)(\\w+)(?:\\((.*?)\\))? (\\w+)(?: =(?: (.*))?)?");
    private static final SectionDefinition TOP = read("settings.txt");
    private static final SectionDefinition LDAP = read("ldap.txt");

    private Catalogue() {}

    /** The top level of a configuration file. */
    public static SectionDefinition top() {
        return TOP;
    }

    /** The flat file of an LDAP passdb or userdb. */
    public static SectionDefinition ldap() {
        return LDAP;
    }

    private static SectionDefinition read(String resource) {
        List<String> lines = lines(resource);
        Map<String, SectionDefinition> kinds = new HashMap<>();
        kinds.put("", new SectionDefinition("", true, ""));
        for (String line : lines) {
            Matcher kind = KIND.matcher(line);
            if (kind.matches()) {
                String path = kind.group(1);
                kinds.put(path, new SectionDefinition(path, kind.group(2).equals("named"), kind.group(3)));
            }
        }
        SectionDefinition current = kinds.get("");
        for (String line : lines) {
            Matcher kind = KIND.matcher(line);
            if (kind.matches()) {
                current = kinds.get(kind.group(1));
            } else {
                current.add(entry(line, current, kinds));
            }
        }
        return kinds.get("");
    }

    private static Entry entry(String line, SectionDefinition parent, Map<String, SectionDefinition> kinds) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalStateException("Not a catalogue line: " + line);
        }
        Set<Flag> flags = flags(matcher.group(1));
        String name = matcher.group(4);
        return switch (matcher.group(2)) {
            case "map" -> new MapDefinition(name);
            case "sections" -> {
                String path = parent.path().isEmpty() ? name : parent.path() + "/" + name;
                yield new ListDefinition(name, kinds.get(path), flags.contains(Flag.UNFILTERED));
            }
            default -> {
                var type = ValueType.valueOf(matcher.group(2).toUpperCase(Locale.ROOT));
                List<String> choices = matcher.group(3) == null
                        ? List.of()
                        : List.of(matcher.group(3).split("\\|"));
                yield new SettingDefinition(name, type, choices, unquote(matcher.group(5)), flags);
            }
        };
    }

    private static Set<Flag> flags(String words) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        for (String word : words.strip().split(" ")) {
            if (!word.isEmpty()) {
                flags.add(Flag.valueOf(word.toUpperCase(Locale.ROOT)));
            }
        }
        return flags;
    }

    private static String unquote(String text) {
        if (text == null) {
            return "";
        }
        return text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
    }

    private static List<String> lines(String resource) {
        var in = Catalogue.class.getResourceAsStream(resource);
        try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
