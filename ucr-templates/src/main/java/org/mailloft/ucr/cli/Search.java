package org.mailloft.ucr.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailloft.ucr.Ahead;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.Values;
import org.mailloft.ucr.type.Description;
import org.mailloft.ucr.type.Descriptions;
import org.mailloft.ucr.type.KeyPattern;

/** {@code ucr search}: variables that are set or described, by regular expressions. */
record Search() implements Action {

    static final String EMPTY = "<empty>";

    @Override
    public List<Option> options() {
        return List.of(
                Option.flag("--key"),
                Option.flag("--value"),
                Option.flag("--all"),
                Option.text("--category"),
                Option.flag("--brief"),
                Option.flag("--verbose"),
                Option.flag("--non-empty"));
    }

    @Override
    public Set<Filter> filters() {
        return Filter.ALL;
    }

    @Override
    public int run(Arguments arguments, Host host) throws IOException {
        var question = Question.of(arguments);
        var described = Ahead.of(() -> Descriptions.load(host.share(), host.root()));
        var values = host.registry().values();
        var set = keys(values);
        var descriptions = described.get();
        if (question.category().isPresent() && !isKnown(question.category().get(), descriptions)) {
            throw new BadUsage("unknown category: \"" + question.category().get() + "\"", BadUsage.Advice.NOTHING);
        }
        var style = Style.of(arguments, values, host.german());
        var entries = new ArrayList<Entry>();
        for (var key : candidates(question, set, descriptions)) {
            var value = values.get(key);
            if (style.shows(value) && question.finds(key, value, descriptions, host.german())) {
                entries.add(style.entry(key, value, descriptions, values));
            }
        }
        if (!style.nonEmpty() && !style.shell()) {
            patterns(question, descriptions)
                    .forEach(pattern -> entries.add(style.entry(pattern, Optional.empty(), descriptions, values)));
        }
        arguments.print(entries, host.out());
        return ExitCode.OK;
    }

    private static boolean isKnown(String category, Descriptions descriptions) {
        return descriptions.categories().keySet().stream().anyMatch(category::equalsIgnoreCase);
    }

    /** In no order. */
    private static Set<String> keys(Values values) {
        var keys = new HashSet<String>();
        for (var layer : Layer.values()) {
            keys.addAll(values.layer(layer).keySet());
        }
        return keys;
    }

    /**
     * Described variables and those that are set; with a category only its own. Most keys are not what is looked for, and to
     * work out a value or to read a description takes longer than to see that.
     */
    private static Set<String> candidates(Question question, Set<String> set, Descriptions descriptions) {
        var candidates = new HashSet<String>();
        for (var keys : List.of(set, descriptions.keys())) {
            for (var key : keys) {
                if (question.mayFind(key) && !KeyPattern.isPattern(key) && question.isInCategory(key, descriptions)) {
                    candidates.add(key);
                }
            }
        }
        return candidates;
    }

    private static List<String> patterns(Question question, Descriptions descriptions) {
        var patterns = new ArrayList<String>();
        for (var key : descriptions.keys()) {
            if (KeyPattern.isPattern(key) && question.overlaps(key) && question.isInCategory(key, descriptions)) {
                patterns.add(key);
            }
        }
        return patterns;
    }

    /** How much is said about each. */
    private record Style(
            boolean nonEmpty, boolean shell, boolean texts, boolean categories, boolean layers, boolean german) {

        static Style of(Arguments arguments, Values values, boolean german) {
            boolean shell = arguments.filters().contains(Filter.SHELL);
            boolean brief = arguments.has("--brief")
                    || arguments.filters().contains(Filter.KEYS_ONLY)
                    || values.isTrue("ucr/output/brief", false);
            return new Style(
                    arguments.has("--non-empty"),
                    shell,
                    !shell && (!brief || arguments.has("--verbose")),
                    !shell && arguments.has("--verbose"),
                    values.isTrue("ucr/output/scope", false),
                    german);
        }

        boolean shows(Optional<String> value) {
            return !nonEmpty || value.isPresent() && !value.get().isEmpty();
        }

        Entry entry(String key, Optional<String> value, Descriptions descriptions, Values values) {
            var details = new ArrayList<String>();
            var description = texts || categories ? descriptions.of(key) : Optional.<Description>empty();
            if (texts && description.isPresent()) {
                details.add(Described.text(description.get(), german));
            }
            if (categories && description.isPresent()) {
                details.add(Described.categories(description.get()));
            }
            if (texts || categories) {
                details.add("");
            }
            var layer = layers ? values.layerOf(key) : Optional.<Layer>empty();
            // what is not set is empty in a script, never "<empty>"
            var text = value.orElse(shell ? "" : EMPTY);
            return new Entry(
                    key, layer.map(from -> key + " (" + from.wireName() + ")").orElse(key), text, details);
        }
    }
}
