package org.mailloft.conf.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mailloft.conf.ConfException;
import org.mailloft.conf.Filter;
import org.mailloft.conf.file.ConfParser;
import org.mailloft.conf.file.ConfTree;

/**
 * A configuration that was loaded and checked. Immutable and safe to share; a reload makes a new one and swaps it in.
 *
 * <p>{@code config.read(ImapSettings.class, Filter.protocol("imap"))} fills a record. What a record may contain is
 * described at {@link SettingsReader}.
 */
public final class Configuration {
    private final ConfTree tree;
    private final List<String> warnings;

    private Configuration(ConfTree tree, List<String> warnings) {
        this.tree = tree;
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Loads a file with everything it includes. Values {@code <file} are read now, but for certificates and keys: these
     * stay {@code </absolute/path}, so that a renewed one can be noticed. The file must exist all the same.
     *
     * @throws ConfException for the first error, with its file and line
     */
    public static Configuration load(Path file) {
        return check(ConfParser.parseFile(file.toString(), ConfParser.Expansion.SERVER, System.getenv()));
    }

    /** The same for a text, as if it stood in a file of this name; for tests and for checking before writing. */
    public static Configuration parse(String name, String text) {
        return check(ConfParser.parse(name, text, ConfParser.Expansion.SERVER, Map.of()));
    }

    /** Nothing but defaults. */
    public static Configuration defaults() {
        return parse("<defaults>", "");
    }

    /** As {@link #load} for a file that was parsed already. */
    static Configuration check(ConfTree tree) {
        tree.unclosed().ifPresent(error -> {
            throw error;
        });
        WholeChecks.firstError(tree).ifPresent(error -> {
            throw error;
        });
        var warnings = new ArrayList<>(tree.warnings());
        warnings.addAll(WholeChecks.warnings(tree));
        return new Configuration(tree, warnings);
    }

    /**
     * A record filled with the settings that answer the question.
     *
     * @throws ConfException if blocks of the file contradict each other for this question
     * @throws IllegalStateException if the record asks for a setting that does not exist, or in a type that does not fit
     */
    public <R extends Record> R read(Class<R> type, Filter question) {
        return SettingsReader.read(type, tree.view(question));
    }

    /** The same for the global settings. */
    public <R extends Record> R read(Class<R> type) {
        return read(type, Filter.ANY);
    }

    /** The services that run, with their listeners and with limits that are numbers. */
    public List<ActiveService> activeServices() {
        return ActiveService.of(tree.view(Filter.ANY));
    }

    /** Every filter that the configuration has a block for, without the global one; for finding TLS certificates by name. */
    public List<Filter> filters() {
        return tree.blocks().stream()
                .skip(1)
                .map(block -> block.filter())
                .distinct()
                .toList();
    }

    /** For the log: obsolete settings, ambiguous comments, limits that are too low. */
    public List<String> warnings() {
        return warnings;
    }

    /** Name of the main file, as given. */
    public String path() {
        return tree.path();
    }
}
