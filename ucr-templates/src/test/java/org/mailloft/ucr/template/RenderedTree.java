package org.mailloft.ucr.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.Values;
import org.mailloft.ucr.type.Descriptions;
import org.mailloft.ucr.type.ValueType;

/**
 * The product's own templates, rendered for a registry: for tests that show the result to the programs that read it. Each
 * target is a file below the root folder; other files there are the test's (secrets, {@code local.conf}).
 */
public final class RenderedTree {

    /** The product's share folder in the source tree. */
    public static final Path SHARE = Path.of("share").toAbsolutePath();

    private final Path root;
    private final Catalog catalog;

    private final SortedMap<String, String> defaults;

    private RenderedTree(Path root, Catalog catalog, SortedMap<String, String> defaults) {
        this.root = root;
        this.catalog = catalog;
        this.defaults = defaults;
    }

    /** Renders nothing yet. */
    public static RenderedTree in(Path root) {
        return in(SHARE, root);
    }

    public static RenderedTree in(Path share, Path root) {
        try {
            return new RenderedTree(
                    root,
                    Catalog.load(share, root),
                    Descriptions.load(share, root).defaults());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** These, and the product's defaults for all others. */
    public Values values(Map<String, String> values) {
        return new Values(Map.of(Layer.DEFAULT, defaults, Layer.NORMAL, new TreeMap<>(values)));
    }

    /** What the packages set when they are installed. */
    public static Map<String, String> seeds() throws IOException {
        var values = new TreeMap<String, String>();
        try (var files = Files.list(SHARE.resolve("seeds"))) {
            for (var file : files.sorted().toList()) {
                for (var line : Files.readAllLines(file)) {
                    int mark = line.indexOf('?');
                    if (!line.startsWith("#") && mark > 0) {
                        values.put(line.substring(0, mark), line.substring(mark + 1));
                    }
                }
            }
        }
        return values;
    }

    /** The same with every variable on that is a switch, so that templates print all they can. */
    public static Map<String, String> everythingOn() throws IOException {
        var values = seeds();
        for (var description : Descriptions.load(SHARE, Path.of("/nowhere")).all()) {
            if (description.type() instanceof ValueType.Bool && !description.isPattern()) {
                values.put(description.key(), "yes");
            }
        }
        return values;
    }

    public Catalog catalog() {
        return catalog;
    }

    public Path root() {
        return root;
    }

    /** Renders and writes every target. */
    public RenderedTree write(Map<String, String> values) throws IOException {
        var renderer = new Renderer(catalog, root);
        for (var target : catalog.targets()) {
            var file = root.resolve(target.path());
            Files.createDirectories(file.getParent());
            Files.writeString(file, renderer.render(target, values(values)).text());
        }
        return this;
    }

    /** The text of one target. */
    public String render(String path, Map<String, String> values) {
        var target = catalog.target(Path.of(path)).orElseThrow();
        return new Renderer(catalog, root).render(target, values(values)).text();
    }
}
