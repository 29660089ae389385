package org.mailloft.conf.doveconf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ours against Debian's doveconf 2.3: the same files, the same arguments, the same text, errors and exit codes. Left out
 * of the comparison: the header, what Pigeonhole adds, which may not be installed, and {@code -n -f}, which in Dovecot
 * forgets what was set in sections.
 */
class DoveconfIT {
    private static final Path REAL = Path.of("/usr/bin/doveconf");

    private record Outcome(String out, String err, int exitCode) {}

    private record Case(String arguments, List<String> files, List<String> texts) {}

    @BeforeAll
    static void theRealOneIsInstalled() {
        Assumptions.assumeTrue(Files.isExecutable(REAL), "doveconf (dovecot-core) is not installed");
    }

    @TestFactory
    Stream<DynamicTest> smallCases(@TempDir Path directory) throws IOException {
        List<Case> cases = cases();
        return cases.stream()
                .map(test -> DynamicTest.dynamicTest(name(test), () -> {
                    Path folder = Files.createTempDirectory(directory, "case");
                    for (int i = 0; i < test.files.size(); i++) {
                        Files.writeString(folder.resolve(test.files.get(i)), test.texts.get(i));
                    }
                    List<String> arguments = new ArrayList<>(
                            List.of("-c", folder.resolve("e.conf").toString()));
                    arguments.addAll(test.arguments.isEmpty() ? List.of("-n") : List.of(test.arguments.split(" ")));
                    compare(arguments);
                }));
    }

    @TestFactory
    Stream<DynamicTest> wholeConfigurations() {
        return Stream.of("/etc/dovecot/dovecot.conf", resource("ucs/dovecot.conf"), resource("nasty/dovecot.conf"))
                .filter(file -> Files.isReadable(Path.of(file)))
                .flatMap(file -> Stream.of(
                                "-n",
                                "-N",
                                "-a",
                                "-a -s",
                                "-d",
                                "-d -s",
                                "-n -P",
                                "-n -x",
                                "-S",
                                "-S -n",
                                "-S -d -s",
                                "-a -f protocol=imap",
                                "-a -f protocol=lmtp",
                                "-a -f lname=mail.example.org",
                                "-a -f remote=10.1.2.3",
                                "-m imap",
                                "-m doveadm -n",
                                "-m nope",
                                "-h mail_location",
                                "-h mail_uid",
                                "mail_plugins",
                                "-h -f protocol=lmtp mail_plugins",
                                "plugin",
                                "service/imap-login",
                                "service/imap/process_limit",
                                "-h plugin/quota",
                                "namespace",
                                "namespace/inbox",
                                "passdb",
                                "-n ssl_key",
                                "-h -S mail_location",
                                "no_such")
                        .map(arguments -> DynamicTest.dynamicTest(
                                file.replaceFirst(".*/(.*/.*)", "$1") + " " + arguments,
                                () -> compare(Stream.concat(Stream.of("-c", file), Stream.of(arguments.split(" ")))
                                        .toList()))));
    }

    private static String resource(String name) {
        return Path.of("src/test/resources/org/mailloft/conf/doveconf", name)
                .toAbsolutePath()
                .toString();
    }

    private static void compare(List<String> arguments) throws IOException, InterruptedException {
        Outcome expected = real(arguments);
        Outcome ours = ours(arguments);
        assertEquals(comparable(expected.out), comparable(ours.out));
        assertEquals(expected.err, ours.err);
        assertEquals(expected.exitCode, ours.exitCode);
    }

    private static Outcome real(List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(REAL.toString()));
        command.addAll(arguments);
        Path err = Files.createTempFile("doveconf", ".err");
        Process process = new ProcessBuilder(command)
                .redirectError(err.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        try {
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "doveconf hangs");
            return new Outcome(out, Files.readString(err), process.exitValue());
        } finally {
            process.destroyForcibly();
            Files.delete(err);
        }
    }

    private static Outcome ours(List<String> arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = Doveconf.execute("/nowhere.conf", arguments, new PrintWriter(out), new PrintWriter(err));
        return new Outcome(out.toString(), err.toString(), exitCode);
    }

    /** Without header, settings of ManageSieve and the blocks of its services. */
    private static String comparable(String out) {
        var lines = new ArrayList<String>();
        boolean skipping = false;
        for (String line : out.split("\n")) {
            skipping |= line.startsWith("service managesieve");
            boolean foreign = line.startsWith("managesieve_") || line.startsWith("service/managesieve");
            if (!skipping && !foreign && !line.startsWith("# ")) {
                lines.add(line.startsWith("service=") ? line.replaceAll(" managesieve(-login)?", "") : line);
            }
            skipping &= !line.equals("}");
        }
        return String.join("\n", lines);
    }

    private static List<Case> cases() throws IOException {
        var cases = new ArrayList<Case>();
        StringBuilder text = new StringBuilder();
        try (var in = DoveconfIT.class.getResourceAsStream("cases.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.startsWith("===")) {
                    cases.add(new Case(line.substring(3).strip(), new ArrayList<>(), new ArrayList<>()));
                    text = begin(cases.getLast(), "e.conf");
                } else if (line.startsWith("--- ")) {
                    text = begin(cases.getLast(), line.substring(4));
                } else if (line.endsWith("<no newline>")) {
                    end(cases.getLast(), text.append(line.replace("<no newline>", "")));
                } else if (!cases.isEmpty()) {
                    end(cases.getLast(), text.append(line).append('\n'));
                }
            }
        }
        return cases;
    }

    private static StringBuilder begin(Case test, String file) {
        test.files.add(file);
        test.texts.add("");
        return new StringBuilder();
    }

    private static void end(Case test, StringBuilder text) {
        test.texts.set(test.texts.size() - 1, text.toString());
    }

    private static String name(Case test) {
        return test.arguments + " " + String.join("|", test.texts).replace("\n", "; ");
    }
}
