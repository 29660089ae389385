package org.mailloft.appliance;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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
import org.mailloft.ucr.type.Descriptions;

/** The mail server's configuration as the product's templates make it, written into a folder that stands for the root. */
final class RenderedTree {

    /** The product's share folder in the source tree. */
    static final Path SHARE =
            Path.of("..", "ucr-templates", "share").toAbsolutePath().normalize();

    private static final Path MAIN_FILE = Path.of("etc/mailloft/mailloft.conf");

    /** What a doveconf printed. */
    record Printed(String out, String err, int exitCode) {}

    private final Path root;

    private RenderedTree(Path root) {
        this.root = root;
    }

    /**
     * Renders every file that the mail server's package registers.
     *
     * @throws org.mailloft.ucr.template.TemplateFailure for a value that a template refuses
     */
    static RenderedTree of(Path root, Map<String, String> registry) throws IOException {
        var catalog = Catalog.load(SHARE, root);
        var renderer = new Renderer(catalog, root);
        var defaults = Descriptions.load(SHARE, root).defaults();
        var values = new Values(Map.of(Layer.DEFAULT, defaults, Layer.NORMAL, new TreeMap<>(registry)));
        for (var target : catalog.targets()) {
            if (target.origin().equals("mailloft-mailserver")) {
                var file = root.resolve(target.path());
                Files.createDirectories(file.getParent());
                Files.writeString(file, renderer.render(target, values).text());
            }
        }
        return new RenderedTree(root);
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
