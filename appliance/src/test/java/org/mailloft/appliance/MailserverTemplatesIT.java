package org.mailloft.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.ucr.template.TemplateFailure;

/**
 * Whatever valid registry there is, Debian's doveconf accepts what the templates make of it, and understands it as ours
 * does. Needs Pigeonhole's settings (dovecot-sieve, dovecot-managesieved).
 */
class MailserverTemplatesIT {

    private static final int REGISTRIES = 200;
    private static final long SEED = Long.getLong("mailloft.seed", System.nanoTime());

    @BeforeAll
    static void theRealOneIsInstalled() {
        Programs.require("doveconf");
        var settings = Path.of("/usr/lib/dovecot/modules/settings/libmanagesieve_settings.so");
        Assumptions.assumeTrue(Files.exists(settings), "left out: dovecot-managesieved is not installed");
        System.out.println("MailserverTemplatesIT: -Dmailloft.seed=" + SEED);
    }

    @TestFactory
    Stream<DynamicTest> bothUnderstandTheSame(@TempDir Path folder) {
        return LongStream.range(SEED, SEED + REGISTRIES)
                .mapToObj(seed -> DynamicTest.dynamicTest(
                        "registry " + seed, () -> bothUnderstandTheSame(seed, folder.resolve("root-" + seed))));
    }

    private static void bothUnderstandTheSame(long seed, Path root) throws IOException, InterruptedException {
        var registry = RandomRegistry.of(seed);
        RenderedTree tree;
        try {
            tree = RenderedTree.of(root, registry);
        } catch (TemplateFailure e) {
            throw new AssertionError(
                    e.source() + ":" + e.line() + " " + e.variable() + " " + e.getMessage() + " in " + registry, e);
        }
        for (var scope : List.of("-n", "-a")) {
            var real = doveconf(scope, "-P", "-c", tree.mainFile().toString());
            assertEquals(0, real.exitCode(), () -> real.err() + " for " + registry);
            var ours = tree.doveconf(scope, "-P");
            assertEquals(0, ours.exitCode(), () -> ours.err() + " for " + registry);
            assertEquals(body(real.out()), body(ours.out()), registry::toString);
            assertEquals("", real.err(), registry::toString); // limits fit together
            assertEquals("", ours.err(), registry::toString);
        }
    }

    /** Without the header and what ManageSieve's program says of itself. */
    private static String body(String out) {
        return out.lines()
                .filter(line -> !line.startsWith("# ") && !line.matches("managesieve_\\w+_capability = .*"))
                .collect(Collectors.joining("\n"));
    }

    private static RenderedTree.Printed doveconf(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>(List.of("doveconf"));
        command.addAll(List.of(arguments));
        var err = Files.createTempFile("doveconf", ".err");
        var builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().put("DUMP_CAPABILITY", "1"); // else Pigeonhole runs it once more to ask for extensions
        var process = builder.start();
        try {
            var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "doveconf hangs");
            return new RenderedTree.Printed(out, Files.readString(err), process.exitValue());
        } finally {
            process.destroyForcibly();
            Files.delete(err);
        }
    }
}
