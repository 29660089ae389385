package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mailloft.ucr.template.Target;

/**
 * Turns what a check says into reasons: paths of the view become those of the root, and a line of a rendered file leads back
 * to the template and the variable it comes from, as far as that can be seen from the texts.
 */
final class Blame {

    private static final int MOST = 5;

    private static final Pattern WARNING = Pattern.compile("\\bwarning: ", Pattern.CASE_INSENSITIVE);

    private final Map<Path, Target> targets;
    private final Map<String, String> changed;

    /**
     * @param targets by their paths
     * @param changed effective values that are new, by their keys
     */
    Blame(Map<Path, Target> targets, Map<String, String> changed) {
        this.targets = targets;
        this.changed = changed;
    }

    /** At least one reason; more when several places are named. A place that is only warned of is none unless there is no other. */
    List<Outcome.Reason> explain(String what, String output, Path view) throws IOException {
        var shown = Services.shorten(output.replace(view.toString(), ""));
        var text = what + (shown.isEmpty() ? "" : ": " + shown);
        var errors =
                output.lines().filter(line -> !WARNING.matcher(line).find()).collect(Collectors.joining("\n"));
        var reasons = places(errors, text, view);
        if (reasons.isEmpty()) {
            reasons = places(output, text, view);
        }
        return reasons.isEmpty() ? List.of(Stop.because(text)) : reasons;
    }

    private List<Outcome.Reason> places(String output, String text, Path view) throws IOException {
        var reasons = new ArrayList<Outcome.Reason>();
        // "FILE line 3", "FILE, line 3", "FILE:3", "FILE: line 3"
        var position = Pattern.compile(
                Pattern.quote(view.toString()) + "/([^\\s:,;'\"()]+)(?:[:,]? ?(?:line )?([0-9]{1,7})\\b)?");
        var matcher = position.matcher(output);
        while (matcher.find() && reasons.size() < MOST) {
            int line = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
            var reason = reason(Path.of(matcher.group(1)), line, text, view);
            if (!reasons.contains(reason)) {
                reasons.add(reason);
            }
        }
        return reasons;
    }

    private Outcome.Reason reason(Path file, int line, String text, Path view) throws IOException {
        var name = Optional.of(State.name(file) + (line > 0 ? ":" + line : ""));
        var target = Optional.ofNullable(targets.get(file));
        if (target.isEmpty()) {
            return new Outcome.Reason(Optional.empty(), Optional.empty(), name, text);
        }
        var rendered = line > 0 ? line(view.resolve(file), line) : "";
        return new Outcome.Reason(variable(target.get(), rendered), template(target.get(), rendered), name, text);
    }

    private static String line(Path file, int number) throws IOException {
        var lines = Files.readAllLines(file);
        return number <= lines.size() ? lines.get(number - 1) : "";
    }

    /** The one whose new value is on the line; else the only one of the file that is new. */
    private Optional<String> variable(Target target, String line) {
        var suspects = changed.keySet().stream().filter(target::reads).sorted().toList();
        var onLine = suspects.stream()
                .filter(key -> !changed.get(key).isBlank() && line.contains(changed.get(key)))
                .toList();
        if (!onLine.isEmpty()) {
            return Optional.of(onLine.getFirst());
        }
        return suspects.size() == 1 ? Optional.of(suspects.getFirst()) : Optional.empty();
    }

    /** The only line of all parts that begins as the rendered one does; else the template, if there is only one. */
    private static Optional<String> template(Target target, String rendered) throws IOException {
        var found = new ArrayList<String>();
        var word = firstWord(rendered);
        if (!word.isEmpty()) {
            for (var source : target.sources()) {
                var lines = Files.readAllLines(source);
                for (int i = 0; i < lines.size(); i++) {
                    if (firstWord(lines.get(i)).equals(word)) {
                        found.add(source + ":" + (i + 1));
                    }
                }
            }
        }
        if (found.size() == 1) {
            return Optional.of(found.getFirst());
        }
        return target.sources().size() == 1
                ? Optional.of(target.sources().getFirst().toString())
                : Optional.empty();
    }

    private static String firstWord(String line) {
        return line.strip().split("[\\s=:{]", 2)[0];
    }
}
