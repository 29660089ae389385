package org.mailloft.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.Values;
import org.mailloft.ucr.template.Catalog;
import org.mailloft.ucr.template.Renderer;
import org.mailloft.ucr.type.Descriptions;

/** Postfix's files as the product's templates make them, each a link to its place in a generation, as on a host. */
final class PostfixTree {

    private final Path root;
    private int generation;

    PostfixTree(Path root) {
        this.root = root;
    }

    Path folder() {
        return root.resolve("etc/postfix");
    }

    /** What the administrator adds to main.cf. */
    void local(String text) throws IOException {
        Files.createDirectories(folder());
        Files.writeString(folder().resolve("main.cf.local"), text);
    }

    /** Renders everything as a new generation, makes it the current one and compiles the tables. */
    void render(Map<String, String> registry) throws IOException, InterruptedException {
        var next = root.resolve("generations/" + ++generation);
        var catalog = Catalog.load(RenderedTree.SHARE, root);
        var renderer = new Renderer(catalog, root);
        var values = new Values(Map.of(
                Layer.DEFAULT,
                Descriptions.load(RenderedTree.SHARE, root).defaults(),
                Layer.NORMAL,
                new TreeMap<>(registry)));
        for (var target : catalog.targets()) {
            if (target.origin().equals("mailloft-postfix")) {
                var file = next.resolve(target.path());
                Files.createDirectories(file.getParent());
                Files.writeString(file, renderer.render(target, values).text());
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
                // Postfix waits until a file it reads is two seconds old
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(10)));
                link(root.resolve(target.path()), root.resolve("current").resolve(target.path()));
            }
        }
        var current = root.resolve("current");
        Files.deleteIfExists(current);
        Files.createSymbolicLink(current, next);
        var module = RenderedTree.SHARE.resolve("templates/modules/postfix-tables");
        Programs.succeed("", List.of("env", "MAILLOFT_ROOT=" + root, module.toString(), "postinst"));
    }

    private static void link(Path link, Path to) throws IOException {
        Files.createDirectories(link.getParent());
        if (!Files.isSymbolicLink(link)) {
            Files.createSymbolicLink(link, to);
        }
    }
}
