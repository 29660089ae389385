package org.mailloft.ucr.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.Values;
import org.mailloft.ucr.template.Catalog;
import org.mailloft.ucr.template.Renderer;
import org.mailloft.ucr.template.Target;
import org.mailloft.ucr.type.Descriptions;

/** The product's templates, rendered below a folder that stands for the root. */
final class Shipped {

    static final Path SHARE = Path.of("share").toAbsolutePath();

    private static final int LIMIT_SECONDS = 60;

    private final Path root;
    private final Catalog catalog;
    private final Renderer renderer;
    private final Descriptions descriptions;

    Shipped(Path root) throws IOException {
        this.root = root;
        this.catalog = Catalog.load(SHARE, root);
        this.renderer = new Renderer(catalog, root);
        this.descriptions = Descriptions.load(SHARE, root);
    }

    /** How a program ended; what it printed on both streams. */
    record Ended(int status, String out, String err) {
        void expectSuccess() {
            assertEquals(0, status, out + err);
        }
    }

    Path root() {
        return root;
    }

    Descriptions descriptions() {
        return descriptions;
    }

    /** Targets of a package. */
    List<Target> targets(String origin) {
        return catalog.targets().stream()
                .filter(target -> target.origin().equals(origin))
                .toList();
    }

    /** Renders and writes what a package registers. */
    Shipped write(String origin, Map<String, String> registry) throws IOException {
        for (var target : targets(origin)) {
            var file = root.resolve(target.path());
            Files.createDirectories(file.getParent());
            Files.writeString(file, render(target, registry));
            // Postfix waits until a file it reads is two seconds old
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(10)));
        }
        return this;
    }

    /** The text of a target. */
    String render(Target target, Map<String, String> registry) {
        return renderer.render(target, values(registry)).text();
    }

    String render(String path, Map<String, String> registry) {
        return render(catalog.target(Path.of(path)).orElseThrow(), registry);
    }

    /** The registry over the defaults of all descriptions. */
    Values values(Map<String, String> registry) {
        return new Values(Map.of(Layer.DEFAULT, descriptions.defaults(), Layer.NORMAL, new TreeMap<>(registry)));
    }

    /** Skips the test, by the program's name, when it is not there. */
    static void require(String program) {
        assumeTrue(find(program) != null, "left out: the program " + program + " is not installed");
    }

    private static Path find(String program) {
        return Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/bin")
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    static Ended run(String... command) throws IOException, InterruptedException {
        var words = List.of(command);
        var program = find(words.getFirst());
        var full = Stream.concat(
                        Stream.of(program == null ? words.getFirst() : program.toString()),
                        words.stream().skip(1))
                .toList();
        var out = Files.createTempFile("program", ".out");
        var err = Files.createTempFile("program", ".err");
        try {
            var process = new ProcessBuilder(full)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(full + " hangs");
            }
            return new Ended(process.exitValue(), text(out), text(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
    }
}
