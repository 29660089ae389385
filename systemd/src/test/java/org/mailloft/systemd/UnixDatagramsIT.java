package org.mailloft.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service manager, played by Python: the JDK has no sockets for datagrams in files. */
class UnixDatagramsIT {

    private static final String MANAGER = """
            import socket, sys
            name = sys.argv[1]
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.bind(chr(0) + name[1:] if name[0] == "@" else name)
            print("ready", flush=True)
            print(repr(s.recv(65536).decode("utf-8")), flush=True)
            """;

    @TempDir
    Path folder;

    @Test
    void aManagerWithAFileIsTold() throws Exception {
        assertEquals(
                "'READY=1\\nSTATUS=serving imap'",
                heardAt(folder.resolve("notify").toString()));
    }

    @Test
    void aManagerWithAnAbstractNameIsTold() throws Exception {
        assertEquals("'READY=1\\nSTATUS=serving imap'", heardAt("@" + folder.resolve("notify")));
    }

    @Test
    void aManagerThatIsGoneIsNoFailure() throws Exception {
        var name = folder.resolve("nobody").toString();
        assertFalse(new UnixDatagrams(name).send(new byte[] {'x'}));
        ServiceManager.of(Map.of("NOTIFY_SOCKET", name), 7).stopping();
    }

    private static String heardAt(String name) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "python3 is not installed");
        var manager = new ProcessBuilder("python3", "-c", MANAGER, name).start();
        try (var lines = manager.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("ready", lines.readLine());
            ServiceManager.of(Map.of("NOTIFY_SOCKET", name), 7).ready("serving imap");
            return lines.readLine();
        } finally {
            manager.destroyForcibly().onExit().join();
        }
    }
}
