package org.mailloft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A log daemon, played by Python: the JDK has no such sockets. */
@Timeout(60)
class SyslogIT {

    private static final String DAEMON = """
            import socket, sys
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.bind(sys.argv[1])
            print("ready", flush=True)
            while True:
                print(repr(s.recv(65536).decode("utf-8")), flush=True)
            """;

    @TempDir
    Path folder;

    private record Daemon(Process process, BufferedReader lines) implements AutoCloseable {

        static Daemon start(Path socket) throws Exception {
            Files.deleteIfExists(socket);
            var process = new ProcessBuilder("python3", "-c", DAEMON, socket.toString()).start();
            var daemon = new Daemon(process, process.inputReader(StandardCharsets.UTF_8));
            assertEquals("ready", daemon.lines.readLine());
            return daemon;
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }

    @Test
    void linesArriveAlsoAfterTheDaemonWasAway() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "python3 is not installed");
        var socket = folder.resolve("log");
        LogRouter router;
        try (var daemon = Daemon.start(socket)) {
            var settings =
                    new LogSettings("syslog", "", folder + "/debug", "local5", "mailloft", false, false, false, false);
            router = new LogRouter(settings, socket);
            router.start();
            log(router, Level.INFO, "Login: user=<\u00e4nne>");
            assertTrue(daemon.lines.readLine().matches("'<174>.{15} mailloft: imap-login: Login: user=<\u00e4nne>'"));
            log(router, Level.WARN, "careful");
            assertTrue(daemon.lines.readLine().matches("'<172>.{15} mailloft: imap-login: Warning: careful'"));
            log(router, Level.DEBUG, "detail");
            assertTrue(Files.readString(folder.resolve("debug")).endsWith("imap-login: Debug: detail\n"));
        }
        log(router, Level.INFO, "nobody listens");
        try (var daemon = Daemon.start(socket)) {
            log(router, Level.ERROR, "x".repeat(20_000));
            var line = daemon.lines.readLine();
            assertNotNull(line);
            assertTrue(line.startsWith("'<171>") && line.contains("Error: xxx"), line);
            assertFalse(line.length() > 9000);
        }
        router.stop();
    }

    private static void log(LogRouter router, Level level, String text) {
        var logger = new LoggerContext().getLogger("org.mailloft.imap");
        router.doAppend(new LoggingEvent("", logger, level, "{}: {}", null, new Object[] {"imap-login", text}));
    }
}
