package org.mailloft.ucr.apply;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mailloft.ucr.Assignment;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.Registry;

/**
 * A root and a share folder with two services: {@code app} reads {@code etc/app/a.conf} and {@code etc/app/conf.d/b.conf},
 * {@code web} (of another package) reads {@code etc/web/c.conf}. The programs of {@code app} are scripts in {@code bin} of
 * the root that a test may write; without them the service is not there.
 */
final class SmallHost {

    static final String A = "etc/app/a.conf";
    static final String B = "etc/app/conf.d/b.conf";
    static final String C = "etc/web/c.conf";

    final Path root;
    final Path share;
    Disk.Step step = (what, file) -> {};
    Services.Limits limits = Services.Limits.USUAL;

    SmallHost(Path folder) throws IOException {
        root = Files.createDirectories(folder.resolve("root"));
        share = Files.createDirectories(folder.resolve("share"));
    }

    /** Describes and writes everything of it. */
    SmallHost furnish() throws IOException {
        share("registry.info/variables/app.cfg", """
                [app/name]
                Description[en]=Name
                Description[de]=Name
                Type=str
                Categories=app

                [app/limit]
                Description[en]=Limit
                Description[de]=Grenze
                Type=uint
                Max=100
                Default=10
                Restart=app
                Categories=app

                [app/derived]
                Description[en]=Follows
                Description[de]=Folgt
                Type=str
                Default=x-@%@app/name@%@
                Categories=app
                """);
        share("templates/info/app.info", """
                Type: service
                Service: app
                Check: {root}/bin/check {staged}/etc/app/a.conf
                Running: {root}/bin/running
                Reload: {root}/bin/reload
                Restart: {root}/bin/restart

                Type: file
                File: etc/app/a.conf
                Service: app
                Mode: 0644

                Type: file
                File: etc/app/conf.d/b.conf
                Service: app
                Mode: 0600
                """);
        share("templates/info/web.info", """
                Type: service
                Service: web
                Reload: {root}/bin/reload-web

                Type: file
                File: etc/web/c.conf
                Service: web
                Mode: 0644
                """);
        template(A, "name = ${ucr[\"app/name\"]!\"nobody\"}\nlimit = ${ucr[\"app/limit\"]!\"0\"}\n");
        template(B, "secret = ${ucr[\"app/derived\"]!\"\"} ${ucr[\"app/secret\"]!\"\"}\n");
        template(C, "name = ${ucr[\"app/name\"]!\"nobody\"} ${ucr[\"web/port\"]!\"80\"}\n");
        return this;
    }

    void template(String target, String text) throws IOException {
        share("templates/files/" + target, "<#ftl output_format=\"text\">\n" + text);
    }

    void share(String name, String text) throws IOException {
        write(share.resolve(name), text);
    }

    /** A file of the root. */
    Path file(String name, String text) throws IOException {
        return write(root.resolve(name), text);
    }

    /** A script that a shell runs, in the folder of the services' programs. */
    void program(String name, String script) throws IOException {
        executable(root.resolve("bin").resolve(name), script);
    }

    void executable(Path file, String script) throws IOException {
        write(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    Applier applier() {
        return new Applier(root, share, Map.of("PATH", System.getenv("PATH")), step, limits);
    }

    Outcome set(String... assignments) throws IOException {
        return set(ChangeOptions.NONE, assignments);
    }

    Outcome set(ChangeOptions options, String... assignments) throws IOException {
        return applier()
                .change(
                        Layer.NORMAL,
                        Stream.of(assignments)
                                .map(text -> text.split("=", 2))
                                .map(parts -> new Assignment.Set(parts[0], parts[1]))
                                .toList(),
                        options);
    }

    String read(String name) throws IOException {
        return Files.readString(root.resolve(name));
    }

    String layer() throws IOException {
        return new TreeMap<>(Registry.open(root).values().layer(Layer.NORMAL)).toString();
    }

    /** What readers see below {@code etc} of all that is not the registry, and whether it is a link. Names without times. */
    Map<String, String> seen() throws IOException {
        var seen = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(root.resolve("etc"))) {
            for (var file : files.toList()) {
                var name = root.relativize(file).toString();
                if (Files.isRegularFile(file) && !name.startsWith("etc/univention/")) {
                    seen.put(
                            name.replaceAll("edited-[0-9T]*", "edited"),
                            (Files.isSymbolicLink(file) ? "link: " : "") + Files.readString(file));
                }
            }
        }
        return seen;
    }

    /** Everything that makes up its state: registry, rendered files, history. */
    String snapshot() throws IOException {
        var values = Registry.open(root).values();
        return Stream.of(Layer.DEFAULT, Layer.NORMAL, Layer.FORCED)
                        .map(layer -> layer + " " + values.layer(layer))
                        .toList()
                + "\n" + seen() + "\n" + applier().history().size() + "\n"
                + applier().pending();
    }

    static List<String> reasons(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied applied ->
                applied.warnings().stream().map(Outcome.Reason::text).toList();
            case Outcome.Refused refused ->
                refused.reasons().stream().map(Outcome.Reason::text).toList();
            case Outcome.Unfinished unfinished ->
                unfinished.reasons().stream().map(Outcome.Reason::text).toList();
            case Outcome.Preview preview ->
                preview.warnings().stream().map(Outcome.Reason::text).toList();
        };
    }

    /** What came of a change that has to be carried out. */
    static Outcome.Applied applied(Outcome outcome) {
        return assertInstanceOf(Outcome.Applied.class, outcome, outcome::toString);
    }

    /** What came of a change that has to be refused. */
    static Outcome.Refused refused(Outcome outcome) {
        return assertInstanceOf(Outcome.Refused.class, outcome, outcome::toString);
    }
}
