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
import java.util.stream.Collectors;
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

    @BeforeAll
    static void theRealOneIsInstalled() {
        Assumptions.assumeTrue(Files.isExecutable(REAL), "doveconf (dovecot-core) is not installed");
    }

    /** What {@link DoveconfTest} expects of us is what the real one prints. */
    @TestFactory
    Stream<DynamicTest> smallCases(@TempDir Path directory) {
        return DoveconfCase.all().stream()
                .map(test -> DynamicTest.dynamicTest(test.title(), () -> {
                    List<String> arguments = test.prepare(directory);
                    Outcome outcome = real(arguments);
                    test.verify(directory, outcome.out, outcome.err, outcome.exitCode);
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

    /** Which services count for which, and in what order they are named. */
    @TestFactory
    Stream<DynamicTest> limitsThatAreTooLow(@TempDir Path directory) {
        return Stream.of(
                        "service auth {;client_limit = 10;}",
                        "service auth {;client_limit = 10;};service anvil {;client_limit = 10;};service imap-login {;"
                                + "service_count = 0;};service imap {;service_count = 0;}",
                        "default_process_limit = 400;default_client_limit = 400;service auth {;client_limit = 2000;};"
                                + "service anvil {;client_limit = 1603;}",
                        "default_process_limit = 3000;default_client_limit = 3000;protocols = imap pop3 lmtp",
                        "protocols = lmtp;service auth {;client_limit = 5;};service lmtp {;service_count = 1;}",
                        "protocols = lmtp;service auth {;client_limit = 5;};service lmtp {;process_limit = 7;}",
                        "protocols = imap pop3;service imap-login {;process_limit = 700;};"
                                + "service pop3-login {;process_limit = 500;service_count = 0;}")
                .map(settings -> DynamicTest.dynamicTest(settings, () -> {
                    var file = directory.resolve("dovecot.conf");
                    var protocols = settings.contains("protocols") ? "" : "protocols = imap lmtp;";
                    Files.writeString(file, (protocols + settings + ";").replace(';', '\n'));
                    compare(List.of("-c", file.toString(), "-n"));
                }));
    }

    private static String resource(String name) {
        return Path.of("src/test/resources/org/mailloft/conf/doveconf", name)
                .toAbsolutePath()
                .toString();
    }

    private static void compare(List<String> arguments) throws IOException, InterruptedException {
        Outcome expected = real(arguments);
        Outcome ours = ours(arguments);
        boolean flat = arguments.contains("-S"); // its order depends on which modules are installed
        assertEquals(comparable(expected.out, flat), comparable(ours.out, flat));
        assertEquals(expected.err.strip(), ours.err.strip());
        assertEquals(expected.exitCode, ours.exitCode);
    }

    private static String comparable(String out, boolean sorted) {
        String text = DoveconfCase.comparable(out);
        return sorted ? text.lines().sorted().collect(Collectors.joining("\n")) : text;
    }

    private static Outcome real(List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(REAL.toString()));
        command.addAll(arguments);
        Path err = Files.createTempFile("doveconf", ".err");
        var builder = new ProcessBuilder(command)
                .redirectError(err.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().put("DUMP_CAPABILITY", "1"); // else Pigeonhole runs it once more, errors come twice
        Process process = builder.start();
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
}
