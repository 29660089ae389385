package org.mailloft.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as people start them: {@code target/bin} as {@code dev/lib.sh} makes it from {@code target/lib}. */
class CommandsIT {

    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
    private static final Path BIN = Path.of("target/bin").toAbsolutePath();
    private static final Path LIB = Path.of("target/lib").toAbsolutePath();

    @TempDir
    Path root;

    private record Result(int code, String out, String err) {}

    @BeforeAll
    static void makeCommands() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash is not installed");
        var result = run(
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                "/bin/bash",
                "-c",
                ". \"$0\"/dev/lib.sh; find_jdk; make_commands",
                REPOSITORY.toString());
        assertEquals("", result.err());
        assertEquals(0, result.code());
    }

    private static Result run(Map<String, String> environment, String... line) throws Exception {
        var out = Files.createTempFile("out", "");
        var err = Files.createTempFile("err", "");
        var builder = new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("MAILLOFT"));
        builder.environment().remove("LANG");
        builder.environment().putAll(environment);
        var process = builder.start();
        try {
            process.getOutputStream().close();
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), "takes too long: " + List.of(line));
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }

    private Result ucr(String... args) throws Exception {
        return ucr(Map.of(), args);
    }

    private Result ucr(Map<String, String> environment, String... args) throws Exception {
        var line = new ArrayList<>(List.of(BIN.resolve("ucr").toString(), "--root", root.toString()));
        line.addAll(List.of(args));
        return run(environment, line.toArray(String[]::new));
    }

    private void layer(String line) throws IOException {
        var folder = Files.createDirectories(root.resolve("etc/univention"));
        Files.writeString(folder.resolve("base.conf"), "# univention_ base.conf\n\n" + line, StandardCharsets.UTF_8);
    }

    @Test
    void textIsUtf8AlsoWithoutALocale() throws Exception {
        layer("name: Gelöschte Objekte");
        assertEquals(new Result(0, "name: Gelöschte Objekte\n", ""), ucr("search", "--brief", "--value", "Gelöschte"));
    }

    /** As after a login from a desktop: its locale comes along by ssh, and a small server does not have it. */
    @Test
    void argumentsAreUtf8AlsoWithALocaleThatThisHostDoesNotHave() throws Exception {
        var locale = Map.of("LANG", "de_XX.UTF-8");
        assertEquals(new Result(0, "Create name\n", ""), ucr(locale, "set", "name=Entwürfe"));
        assertEquals(
                "# univention_ base.conf\n\nname: Entwürfe",
                Files.readString(root.resolve("etc/univention/base.conf"), StandardCharsets.UTF_8));
    }

    @Test
    void descriptionsAreInTheLanguageOfWhoAsks() throws Exception {
        var german = " Ob fail2ban ";
        for (var locale : List.of("de_DE.UTF-8", "de_AT", "de_DE@euro", "de")) {
            var asked = ucr(Map.of("LANG", locale), "search", "^mailloft/fail2ban/enabled");
            assertTrue(asked.out().contains(german), locale + asked);
        }
        var english = ucr(Map.of("LANG", "de_DE.UTF-8", "LC_ALL", "C"), "search", "^mailloft/fail2ban/enabled");
        assertFalse(english.out().contains(german), english.out());
    }

    @Test
    void exitCodesComeThrough() throws Exception {
        assertEquals(0, ucr("get", "nothing").code());
        assertEquals(1, ucr("frobnicate").code());
        var refused = ucr("set", "ucr/check/type=perhaps");
        assertEquals("E: nothing was changed", refused.err().lines().toList().getLast());
        assertEquals(2, refused.code());
    }

    @Test
    void aCacheThatDoesNotFitIsLeftAsideWithoutAWord() throws Exception {
        layer("key: value");
        var cache = LIB.resolve("ucr-get.aot");
        var kept = LIB.resolve("ucr-get.aot.kept");
        Files.move(cache, kept, StandardCopyOption.REPLACE_EXISTING);
        try {
            assertEquals(new Result(0, "value\n", ""), ucr("get", "key"));
            Files.writeString(cache, "nonsense");
            assertEquals(new Result(0, "value\n", ""), ucr("get", "key"));
            Files.copy(LIB.resolve("doveconf.aot"), cache, StandardCopyOption.REPLACE_EXISTING);
            assertEquals(new Result(0, "value\n", ""), ucr("get", "key"));
        } finally {
            Files.move(kept, cache, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The library of locks has to be made where there is a compiler, and the JDK's way has to do where there is none. */
    @Test
    void waitsForThoseWhoLockWithFlock() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/flock")), "flock is not installed");
        layer("key: value");
        var library = LIB.resolve("libmailloft-calls.so");
        assertEquals(Files.isExecutable(Path.of("/usr/bin/cc")), Files.exists(library));
        assertWaits("one");
        var kept = LIB.resolve("libmailloft-calls.so.kept");
        if (Files.exists(library)) {
            Files.move(library, kept);
        }
        try {
            assertWaits("two");
        } finally {
            if (Files.exists(kept)) {
                Files.move(kept, library);
            }
        }
    }

    private void assertWaits(String value) throws Exception {
        var lock = root.resolve("etc/univention/base.conf.lock");
        var holder = new ProcessBuilder("flock", lock.toString(), "sh", "-c", "echo held; read line").start();
        assertEquals("held", holder.inputReader().readLine());
        var writer = new ProcessBuilder(BIN.resolve("ucr").toString(), "--root", root.toString(), "set", "key=" + value)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertFalse(writer.waitFor(1, TimeUnit.SECONDS));
            holder.outputWriter().close();
            assertTrue(writer.waitFor(60, TimeUnit.SECONDS));
            assertEquals(value + "\n", ucr("get", "key").out());
        } finally {
            writer.destroyForcibly();
            holder.destroyForcibly();
        }
    }

    /** Before 25.0.4 the JVM would run what the cache has of the old jar. */
    @Test
    void aJarThatWasReplacedIsWhatRuns() throws Exception {
        var lib = Files.createDirectories(root.resolve("lib"));
        var launcher = Files.createDirectories(root.resolve("bin")).resolve("ucr");
        Files.copy(BIN.resolve("ucr"), launcher, StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(LIB.resolve("ucr-get.aot"), lib.resolve("ucr-get.aot"), StandardCopyOption.COPY_ATTRIBUTES);
        try (var jars = Files.newDirectoryStream(LIB, "{mailloft-ucr-templates,freemarker}-*.jar")) {
            for (var jar : jars) {
                Files.copy(jar, lib.resolve(jar.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        assertEquals(1, run(Map.of(), launcher.toString(), "frobnicate").code());
        try (var jars = Files.newDirectoryStream(lib, "mailloft-ucr-templates-*.jar")) {
            replaceMain(jars.iterator().next());
        }
        assertEquals("new\n", run(Map.of(), launcher.toString(), "get", "key").out());
    }

    private void replaceMain(Path jar) throws IOException {
        var source = root.resolve("Ucr.java");
        Files.writeString(source, """
                package org.mailloft.ucr.cli;
                public class Ucr {
                    public static void main(String[] args) {
                        System.out.println("new");
                    }
                }
                """);
        var classes = root.resolve("classes");
        assertEquals(0, tool("javac", "-d", classes.toString(), source.toString()));
        assertEquals(0, tool("jar", "-c", "-f", jar.toString(), "-C", classes.toString(), "."));
    }

    private static int tool(String name, String... args) {
        return ToolProvider.findFirst(name).orElseThrow().run(System.out, System.err, args);
    }

    @Test
    void theStateFolderOfTheEnvironmentIsTheRoot() throws Exception {
        layer("key: value");
        var environment = Map.of("MAILLOFT_STATE", root.toString());
        assertEquals(
                "value\n",
                run(environment, BIN.resolve("ucr").toString(), "get", "key").out());
    }

    @Test
    void noOriginalPicocliIsAmongTheJars() throws Exception {
        try (var jars = Files.list(LIB)) {
            var names = jars.map(jar -> jar.getFileName().toString())
                    .filter(name -> name.contains("picocli"))
                    .toList();
            assertEquals(1, names.size(), names::toString);
            assertTrue(names.getFirst().startsWith("mailloft-picocli"), names::toString);
        }
    }
}
