package org.mailloft.ucr.type;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailloft.ucr.Ahead;

/**
 * All descriptions of variables: those of the product's share folder, then those of other packages below the root, each
 * package in order of its name. The first that describes a variable wins; what {@code _customized} says wins over it, line
 * by line.
 *
 * <p>Loading only finds the sections; one is read when it is asked for. A file that cannot be read, or a line that makes no
 * sense, is a {@link #problems problem} and does not take the others down. Not for use by several threads.
 */
public final class Descriptions {

    /** Of a host without packages. */
    public static final Descriptions NONE = new Descriptions();

    private static final String CUSTOMIZED = "_customized";

    /** Octets that take longer to look through than it takes to begin a thread. */
    private static final int WORTH_A_THREAD = 16_384;

    private final Map<String, InfoFile.Section> sections = new HashMap<>();
    private final Map<String, InfoFile.Section> customized = new HashMap<>();
    private final SortedMap<String, InfoFile.Section> categorySections = new TreeMap<>();
    private final Map<String, Description> read = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private List<KeyPattern> patterns = List.of();

    private Descriptions() {}

    /**
     * @param share the product's share folder, which has a {@code registry.info}
     * @param root of the file system, whose {@code etc/univention/registry.info} belongs to other packages
     */
    public static Descriptions load(Path share, Path root) throws IOException {
        var descriptions = new Descriptions();
        for (var folder : List.of(share.resolve("registry.info"), root.resolve("etc/univention/registry.info"))) {
            for (var file : open(folder.resolve("variables"))) {
                descriptions.addVariables(file);
            }
            for (var file : open(folder.resolve("categories"))) {
                descriptions.addCategories(file);
            }
        }
        descriptions.customized.forEach(descriptions.sections::putIfAbsent);
        descriptions.patterns = patterns(descriptions.sections.keySet());
        return descriptions;
    }

    /** With loops: a command spends more time with its first stream than with the patterns. */
    private static List<KeyPattern> patterns(Set<String> keys) {
        var patterns = new ArrayList<String>();
        for (var key : keys) {
            if (KeyPattern.isPattern(key)) {
                patterns.add(key);
            }
        }
        patterns.sort(Descriptions::longestFirst);
        var found = new ArrayList<KeyPattern>();
        for (var pattern : patterns) {
            found.add(KeyPattern.of(pattern));
        }
        return found;
    }

    /** Written out, for the JDK's comparators are made of code that no cache keeps. */
    private static int longestFirst(String one, String other) {
        int byLength = Integer.compare(other.length(), one.length());
        return byLength == 0 ? one.compareTo(other) : byLength;
    }

    /** In order of their names. The JDK's streams and directory streams would take longer than to read the files. */
    private static List<Path> files(Path folder) {
        var names = folder.toFile().list();
        if (names == null) {
            return List.of();
        }
        Arrays.sort(names);
        var files = new ArrayList<Path>();
        for (var name : names) {
            if (name.endsWith(".cfg") || name.equals(CUSTOMIZED)) {
                files.add(folder.resolve(name));
            }
        }
        return files;
    }

    /** Opens all of a folder in order of their names, the second half of their octets by another thread. */
    private static List<InfoFile> open(Path folder) throws IOException {
        var paths = files(folder);
        var octetsUpTo = new long[paths.size() + 1];
        for (int i = 0; i < paths.size(); i++) {
            octetsUpTo[i + 1] = octetsUpTo[i] + paths.get(i).toFile().length();
        }
        long octets = octetsUpTo[paths.size()];
        int half = 0;
        while (octetsUpTo[half] < octets / 2) {
            half++;
        }
        if (octets < WORTH_A_THREAD || half == paths.size()) {
            return open(paths);
        }
        var secondHalf = paths.subList(half, paths.size());
        var others = Ahead.of(() -> open(secondHalf));
        var files = open(paths.subList(0, half));
        files.addAll(others.get());
        return files;
    }

    private static List<InfoFile> open(List<Path> paths) {
        var files = new ArrayList<InfoFile>();
        for (var path : paths) {
            files.add(InfoFile.open(path));
        }
        return files;
    }

    private void addVariables(InfoFile file) {
        boolean custom = file.path().getFileName().toString().startsWith(CUSTOMIZED);
        var known = custom ? customized : sections;
        problems.addAll(file.problems());
        for (var section : file.sections()) {
            var first = known.putIfAbsent(section.name(), section);
            if (first != null && first.path().equals(file.path())) {
                problems.add(new Problem(file.path(), section.line(), "describes " + section.name() + " again"));
            }
        }
    }

    private void addCategories(InfoFile file) {
        problems.addAll(file.problems());
        for (var section : file.sections()) {
            categorySections.putIfAbsent(section.name(), section);
        }
    }

    /** The description of exactly this key, else that of the longest pattern that fits it. */
    public Optional<Description> of(String key) {
        if (sections.containsKey(key)) {
            return Optional.of(description(key));
        }
        // a loop: the stream that finds one is made of code that no cache keeps
        for (var pattern : patterns) {
            if (pattern.matches(key)) {
                return Optional.of(description(pattern.text()));
            }
        }
        return Optional.empty();
    }

    /** What is described, patterns too, without reading it. */
    public Set<String> keys() {
        return Collections.unmodifiableSet(sections.keySet());
    }

    /** All of them, patterns too, in order of their keys. */
    public Collection<Description> all() {
        return sections.keySet().stream().sorted().map(this::description).toList();
    }

    /** What the default layer should be: all variables that are no pattern and have a default. References are not resolved. */
    public SortedMap<String, String> defaults() {
        var defaults = new TreeMap<String, String>();
        sections.forEach((key, section) -> {
            if (!KeyPattern.isPattern(key)) {
                Optional.ofNullable(customized.get(key))
                        .flatMap(InfoFile.Section::byDefault)
                        .or(section::byDefault)
                        .ifPresent(value -> defaults.put(key, value));
            }
        });
        return defaults;
    }

    /** By name. */
    public SortedMap<String, Category> categories() {
        var categories = new TreeMap<String, Category>();
        categorySections.forEach((name, section) -> {
            var values = section.read(problem -> {});
            categories.put(
                    name,
                    new Category(
                            name,
                            values.getOrDefault("name[en]", name),
                            values.getOrDefault("name[de]", values.getOrDefault("name[en]", name)),
                            values.getOrDefault("icon", "")));
        });
        return Collections.unmodifiableSortedMap(categories);
    }

    /** All that is wrong in the files. Reads every section. */
    public List<Problem> problems() {
        all();
        categorySections.values().forEach(section -> section.read(this::report));
        return List.copyOf(problems);
    }

    private void report(Problem problem) {
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    private Description description(String name) {
        return read.computeIfAbsent(name, key -> {
            var section = sections.get(key);
            var values = section.read(this::report);
            Optional.ofNullable(customized.get(key)).ifPresent(custom -> values.putAll(custom.read(this::report)));
            return new DescriptionReader(section, values, this::report).read();
        });
    }
}
