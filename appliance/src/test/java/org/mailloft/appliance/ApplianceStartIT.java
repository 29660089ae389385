package org.mailloft.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, stopping and being killed. */
class ApplianceStartIT {

    private static final int OFFSET = FreePorts.offset();
    private static final Ports PORTS = Ports.shiftedBy(OFFSET);

    @TempDir
    Path folder;

    @Test
    void aSecondStartFindsTheSameUsersPasswordsAndMail() throws Exception {
        Programs.require("python3", "curl");
        var state = folder.resolve("state");
        String logins;
        try (var first = ApplianceProcess.start(state, OFFSET)) {
            logins = loginLines(first);
            send("anna@example.org", "Kept");
            assertEquals(0, first.stop());
        }
        try (var second = ApplianceProcess.start(state, OFFSET)) {
            assertEquals(logins, loginLines(second));
            assertTrue(firstMailOfAnna(state, second).contains("Subject: Kept"));
            // what an administrator added is no demo content and must survive as well
            second.kill();
        }
        try (var third = ApplianceProcess.start(state, OFFSET)) {
            assertEquals(logins, loginLines(third));
            assertTrue(firstMailOfAnna(state, third).contains("Subject: Kept"));
            assertEquals(0, third.stop());
        }
    }

    /** Threads of the library that talks to the directory may be the only others that keep a process alive. */
    @Test
    void stayingAliveDoesNotDependOnConnections() throws Exception {
        try (var appliance = ApplianceProcess.start(folder.resolve("state"), OFFSET)) {
            var threads = appliance.threads();
            assertTrue(threads.contains("\"main\""), threads);
        }
    }

    @Test
    void takenPortEndsWithOneSentence() throws Exception {
        try (var taken = new ServerSocket(PORTS.lmtp(), 1, InetAddress.getByName("127.0.0.1"))) {
            assertOneSentence(folder.resolve("state"), String.valueOf(taken.getLocalPort()));
        }
    }

    @Test
    void stateFolderThatCannotBeWrittenEndsWithOneSentence() throws Exception {
        var file = Files.createFile(folder.resolve("file"));
        assertOneSentence(file.resolve("state"), file.toString());
    }

    @Test
    void stateFolderInUseEndsWithOneSentence() throws Exception {
        var state = folder.resolve("state");
        try (var first = ApplianceProcess.start(state, OFFSET);
                var second = ApplianceProcess.launch(state, FreePorts.offset())) {
            assertNotEquals(0, second.awaitExit());
            assertEquals(1, second.printed().size(), second.printed().toString());
            assertEquals(0, first.stop());
        }
    }

    @Test
    void missingJdkEndsWithOneSentence() throws Exception {
        var outcome = Programs.run(List.of(
                "env",
                "-u",
                "JAVA_HOME",
                "MAILLOFT_JVM_ROOT=" + folder,
                repository().resolve("dev/up").toString()));
        assertNotEquals(0, outcome.exitCode());
        assertEquals(1, outcome.output().lines().count(), outcome.output());
        assertTrue(outcome.output().contains("JDK 25"), outcome.output());
    }

    private void assertOneSentence(Path state, String mention) throws Exception {
        try (var appliance = ApplianceProcess.launch(state, OFFSET)) {
            assertNotEquals(0, appliance.awaitExit());
            assertEquals(1, appliance.printed().size(), appliance.printed().toString());
            assertTrue(
                    appliance.printed().getFirst().contains(mention),
                    appliance.printed().toString());
        }
    }

    private static Path repository() {
        var here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("dev/up"))) {
            here = here.getParent();
        }
        return here;
    }

    private static String loginLines(ApplianceProcess appliance) {
        return String.join(
                "\n",
                appliance.printed().stream()
                        .filter(line -> line.contains("password"))
                        .toList());
    }

    private static void send(String recipient, String subject) throws Exception {
        Programs.succeed("", List.of("python3", "-c", """
                        import smtplib, sys
                        smtplib.LMTP('127.0.0.1', int(sys.argv[1])).sendmail('s@example.net', [sys.argv[2]], 'Subject: ' + sys.argv[3] + '\\r\\n\\r\\nText.\\r\\n')
                        """, "" + PORTS.lmtp(), recipient, subject));
    }

    private static String firstMailOfAnna(Path state, ApplianceProcess appliance) throws Exception {
        var password = appliance.printed().stream()
                .filter(line -> line.contains("anna@example.org"))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*password (\\S+).*", "$1");
        return Programs.succeed(
                "",
                List.of(
                        "curl",
                        "-sS",
                        "--cacert",
                        state.resolve("etc/mailloft/ssl/ca.pem").toString(),
                        "--user",
                        "anna@example.org:" + password,
                        "imaps://localhost:" + PORTS.imaps() + "/INBOX;UID=1"));
    }
}
