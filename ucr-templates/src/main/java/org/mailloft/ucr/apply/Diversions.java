package org.mailloft.ucr.apply;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells dpkg that a file of one of its packages is elsewhere now, so that an upgrade of that package writes to
 * {@code NAME.debian} and not over our link. Only on the host itself; files are moved by {@link Links}, never by dpkg, which
 * would leave the place empty for a moment.
 */
final class Diversions {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Commands commands;
    private final boolean active;
    private final List<String> options;

    /**
     * @param active whether dpkg knows the files of this root
     * @param options of dpkg's commands, such as another data base in tests
     */
    Diversions(Commands commands, boolean active, List<String> options) {
        this.commands = commands;
        this.active = active && commands.isInstalled("dpkg-divert");
        this.options = options;
    }

    /** Of files that packages own. */
    void add(List<Placement> placements) throws IOException {
        var adopted = names(placements, Placement.Kind.ADOPT, Links.ORIGINAL);
        if (active && !adopted.isEmpty()) {
            for (var name : ownedByPackages(adopted)) {
                divert("--divert", name + "." + Links.ORIGINAL, "--add", name);
            }
        }
    }

    /** Of targets that were given up. */
    void remove(List<Placement> placements) throws IOException {
        if (active) {
            for (var name : names(placements, Placement.Kind.RELEASE, Placement.NOTHING)) {
                divert("--remove", name);
            }
        }
    }

    /** As it was before. */
    void takeBack(List<Placement> placements) throws IOException {
        if (active) {
            for (var name : names(placements, Placement.Kind.ADOPT, Links.ORIGINAL)) {
                divert("--remove", name);
            }
            for (var name : ownedByPackages(names(placements, Placement.Kind.RELEASE, Placement.NOTHING))) {
                divert("--divert", name + "." + Links.ORIGINAL, "--add", name);
            }
        }
    }

    private static List<String> names(List<Placement> placements, Placement.Kind kind, String suffix) {
        return placements.stream()
                .filter(placement ->
                        placement.kind() == kind && placement.suffix().equals(suffix))
                .map(placement -> State.name(placement.target()))
                .toList();
    }

    private Set<String> ownedByPackages(List<String> names) throws IOException {
        var owned = new LinkedHashSet<String>();
        if (!names.isEmpty()
                && commands.run(words("dpkg-query", "--search", names), "", LIMIT)
                        instanceof Commands.Result.Ended ended) {
            // one line "package: /path" for each that is owned; a line of another shape for the rest
            Stream.of(ended.output().split("\n"))
                    .map(line -> line.substring(line.indexOf(": ") + 2))
                    .filter(names::contains)
                    .forEach(owned::add);
        }
        return owned;
    }

    private void divert(String... arguments) throws IOException {
        var words = words("dpkg-divert", "--local", List.of("--quiet", "--no-rename"));
        words.addAll(List.of(arguments));
        var result = commands.run(words, "", LIMIT);
        if (!result.isSuccess()) {
            throw new IOException("dpkg-divert failed: " + result);
        }
    }

    private List<String> words(String program, String action, List<String> more) {
        var words = new ArrayList<String>(List.of(program));
        words.addAll(options);
        words.add(action);
        words.addAll(more);
        return words;
    }
}
