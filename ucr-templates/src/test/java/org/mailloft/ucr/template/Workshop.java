package org.mailloft.ucr.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** A share folder and a root to put templates into. */
final class Workshop {

    private final Path share;
    private final Path root;

    Workshop(Path folder) {
        share = folder.resolve("share");
        root = folder.resolve("root");
    }

    Path share() {
        return share;
    }

    Path root() {
        return root;
    }

    /** An info file of the product. */
    Workshop info(String name, String text) {
        return write(share.resolve("templates/info").resolve(name), text);
    }

    /** An info file of others. */
    Workshop othersInfo(String name, String text) {
        return write(root.resolve("etc/univention/templates/info").resolve(name), text);
    }

    /** A template of the product. */
    Workshop template(String path, String text) {
        return write(share.resolve("templates/files").resolve(path), text);
    }

    Workshop othersTemplate(String path, String text) {
        return write(root.resolve("etc/univention/templates/files").resolve(path), text);
    }

    Workshop library(String name, String text) {
        return write(share.resolve("templates/lib").resolve(name), text);
    }

    Workshop program(String path) {
        var file = share.resolve("templates").resolve(path);
        write(file, "#!/bin/sh\n");
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Workshop rootFile(String path, String text) {
        return write(root.resolve(path), text);
    }

    /** One target of the product. */
    Workshop target(String path, String text) {
        return info("test.info", "Type: file\nFile: " + path + "\n").template(path, text);
    }

    Catalog catalog() {
        return Catalog.load(share, root);
    }

    String render(String path, Map<String, String> values) {
        return RenderedTree.in(share, root).render(path, values);
    }

    /** A target of a template in Freemarker's language. */
    String print(String format, String body, Map<String, String> values) {
        target("etc/x", "<#ftl output_format=\"" + format + "\">\n" + body);
        return render("etc/x", values);
    }

    private Workshop write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
