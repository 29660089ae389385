package org.mailloft.appliance;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mailloft.conf.doveconf.Doveconf;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.Values;
import org.mailloft.ucr.template.Catalog;
import org.mailloft.ucr.template.Renderer;
import org.mailloft.ucr.template.Target;
import org.mailloft.ucr.type.Descriptions;

/** The mail server's configuration as the product's templates make it, written into a folder that stands for the root. */
final class RenderedTree {

    /** The product's share folder in the source tree. */
    static final Path SHARE =
            Path.of("..", "ucr-templates", "share").toAbsolutePath().normalize();

    private static final Path NOWHERE = Path.of("/nowhere");
    private static final Catalog CATALOG = Catalog.load(SHARE, NOWHERE);

    /** The default layer as the descriptions of variables make it. */
    private static final Map<String, String> DEFAULTS = defaults();

    private static final Path MAIN_FILE = Path.of("etc/mailloft/mailloft.conf");

    /** What a doveconf printed. */
    record Printed(String out, String err, int exitCode) {}

    private final Path root;
    private final Renderer renderer;

    private RenderedTree(Path root) {
        this.root = root;
        this.renderer = new Renderer(CATALOG, root);
    }

    /**
     * Renders every file that the mail server's package registers.
     *
     * @throws org.mailloft.ucr.template.TemplateFailure for a value that a template refuses
     */
    static RenderedTree of(Path root, Map<String, String> registry) throws IOException {
        return of(root, DEFAULTS, registry);
    }

    /** The same with another default layer. */
    static RenderedTree of(Path root, Map<String, String> defaults, Map<String, String> registry) throws IOException {
        var tree = new RenderedTree(root);
        tree.render(targets(), values(defaults, registry));
        return tree;
    }

    /** Only the files that read this variable; all of them are written, or none. */
    void renderAgain(String key, Map<String, String> registry) throws IOException {
        var affected = targets().stream().filter(target -> target.reads(key)).toList();
        render(affected, values(DEFAULTS, registry));
    }

    private void render(List<Target> targets, Values values) throws IOException {
        for (var rendered :
                targets.stream().map(target -> renderer.render(target, values)).toList()) {
            var file = root.resolve(rendered.target().path());
            Files.createDirectories(file.getParent());
            Files.writeString(file, rendered.text());
        }
    }

    private static Values values(Map<String, String> defaults, Map<String, String> registry) {
        return new Values(Map.of(Layer.DEFAULT, defaults, Layer.NORMAL, new TreeMap<>(registry)));
    }

    private static Map<String, String> defaults() {
        try {
            return Descriptions.load(SHARE, NOWHERE).defaults();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files of the mail server's package. */
    static List<Target> targets() {
        return CATALOG.targets().stream()
                .filter(target -> target.origin().equals("mailloft-mailserver"))
                .toList();
    }

    Path mainFile() {
        return root.resolve(MAIN_FILE);
    }

    String text(String path) throws IOException {
        return Files.readString(root.resolve(path));
    }

    /** Our doveconf, in this process. */
    Printed doveconf(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode =
                Doveconf.execute(mainFile().toString(), List.of(arguments), new PrintWriter(out), new PrintWriter(err));
        return new Printed(out.toString(), err.toString(), exitCode);
    }

    /** The value of a setting, as {@code doveconf -h} prints it. */
    String setting(String path) {
        return doveconf("-h", path).out().stripTrailing();
    }

    /** A section with what is in it, without what has its default. */
    String section(String path) {
        return doveconf("-n", path).out();
    }
}
