package org.mailloft.ucr.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs {@code ucr} in this JVM on a root and a share folder of its own. */
final class Terminal {

    /** What a command left behind. */
    record Result(int code, String out, String err) {}

    private final Map<String, String> environment = new HashMap<>();
    private final Path root;

    Terminal(Path folder) throws IOException {
        root = Files.createDirectories(folder.resolve("root"));
        var share = Files.createDirectories(folder.resolve("share"));
        environment.put("MAILLOFT_STATE", root.toString());
        environment.put("MAILLOFT_SHARE", share.toString());
    }

    Path root() {
        return root;
    }

    Terminal with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Terminal describe(String text) throws IOException {
        return write(Path.of(environment.get("MAILLOFT_SHARE")).resolve("registry.info/variables/test.cfg"), text);
    }

    Terminal category(String name) throws IOException {
        var file = Path.of(environment.get("MAILLOFT_SHARE")).resolve("registry.info/categories/test.cfg");
        return write(file, "[" + name + "]\nname[en]=Test\nname[de]=Test\nicon=test\n");
    }

    /** Writes a layer as another program would. */
    Terminal layer(String file, String... lines) throws IOException {
        var text = "# univention_ " + file + "\n\n" + String.join("\n", lines);
        return write(root.resolve("etc/univention").resolve(file), text);
    }

    String textOf(String file) throws IOException {
        return Files.readString(root.resolve("etc/univention").resolve(file));
    }

    private Terminal write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    Result run(String... args) {
        return runWith("", args);
    }

    Result runWith(String input, String... args) {
        return runWith(input.getBytes(StandardCharsets.UTF_8), args);
    }

    Result runWith(byte[] input, String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = new Ucr(environment, InstantSource.fixed(Instant.parse("2026-11-22T10:20:30Z")))
                .execute(
                        List.of(args),
                        new ByteArrayInputStream(input),
                        out,
                        new PrintStream(err, false, StandardCharsets.UTF_8));
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
