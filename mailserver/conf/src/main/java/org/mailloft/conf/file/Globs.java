package org.mailloft.conf.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * File name patterns as in glob(3) with braces: {@code *}, {@code ?}, {@code [a-z]}, {@code {a,b}}. Names with a leading
 * dot are matched only by a dot.
 */
final class Globs {
    private static final int MAX_ALTERNATIVES = 100;
    private static final int MAX_MATCHES = 1_000;

    private Globs() {}

    /** Existing paths that fit, each alternative of the braces sorted by itself. Bounded. */
    static List<String> expand(String pattern) {
        var matches = new ArrayList<String>();
        for (String alternative : alternatives(pattern)) {
            List<String> found = new ArrayList<>();
            String start = alternative.startsWith("/") ? "/" : "";
            match(start, alternative.substring(start.length()), found);
            found.sort(Comparator.naturalOrder());
            matches.addAll(found);
            if (matches.size() > MAX_MATCHES) {
                return matches.subList(0, MAX_MATCHES);
            }
        }
        return matches;
    }

    private static void match(String directory, String pattern, List<String> found) {
        int slash = pattern.indexOf('/');
        String component = slash < 0 ? pattern : pattern.substring(0, slash);
        String rest = slash < 0 ? "" : pattern.substring(slash + 1);
        String separator = slash < 0 ? "" : "/";
        if (found.size() >= MAX_MATCHES || pattern.isEmpty()) {
            if (!directory.isEmpty() && exists(directory)) {
                found.add(directory);
            }
            return;
        }
        for (String name : names(directory, component)) {
            String path = directory + name + separator;
            if (!rest.isEmpty()) {
                match(path, rest, found);
            } else if (exists(path)) {
                found.add(path);
            }
        }
    }

    /** Names in the directory that fit the component; a component without wildcards is taken as it is. */
    private static List<String> names(String directory, String component) {
        if (component.chars().noneMatch(c -> "*?[".indexOf(c) >= 0)) {
            return List.of(LineParser.unescape(component));
        }
        Pattern regex;
        try {
            regex = Pattern.compile(regex(component), Pattern.DOTALL);
        } catch (PatternSyntaxException _) {
            return List.of();
        }
        var names = new ArrayList<String>();
        try (var entries = Files.newDirectoryStream(Path.of(directory.isEmpty() ? "." : directory))) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                boolean hidden = name.startsWith(".") && !component.startsWith(".");
                if (!hidden && regex.matcher(name).matches()) {
                    names.add(name);
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            return List.of();
        }
        return names;
    }

    private static boolean exists(String path) {
        return Files.exists(Path.of(path), LinkOption.NOFOLLOW_LINKS);
    }

    private static String regex(String component) {
        var out = new StringBuilder();
        for (int i = 0; i < component.length(); i++) {
            char c = component.charAt(i);
            int close = c == '[' ? component.indexOf(']', Math.min(i + 2, component.length())) : -1;
            if (c == '*') {
                out.append(".*");
            } else if (c == '?') {
                out.append('.');
            } else if (close > 0) {
                String set =
                        component.substring(i + 1, close).replace("\\", "\\\\").replace("[", "\\[");
                out.append('[')
                        .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                        .append(']');
                i = close;
            } else {
                out.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return out.toString();
    }

    private static List<String> alternatives(String pattern) {
        int open = pattern.indexOf('{');
        int close = closing(pattern, open);
        if (close < 0) {
            return List.of(pattern);
        }
        var out = new ArrayList<String>();
        int depth = 0;
        int start = open + 1;
        for (int i = open + 1; i <= close && out.size() < MAX_ALTERNATIVES; i++) {
            char c = pattern.charAt(i);
            if (i == close || depth == 0 && c == ',') {
                String joined = pattern.substring(0, open) + pattern.substring(start, i) + pattern.substring(close + 1);
                out.addAll(alternatives(joined));
                start = i + 1;
            }
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        }
        return out.size() > MAX_ALTERNATIVES ? out.subList(0, MAX_ALTERNATIVES) : out;
    }

    private static int closing(String pattern, int open) {
        int depth = 0;
        for (int i = open; i >= 0 && i < pattern.length(); i++) {
            depth += pattern.charAt(i) == '{' ? 1 : pattern.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
