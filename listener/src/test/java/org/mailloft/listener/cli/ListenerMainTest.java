package org.mailloft.listener.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenerMainTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path file;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("secret"), "pass word\n");
        file = Files.write(
                folder.resolve("listener.conf"),
                List.of(
                        "directory.uris=ldap://one.example:7389 ldaps://two.example",
                        "directory.base=dc=example,dc=org",
                        "directory.bind_dn=cn=host,cn=computers,dc=example,dc=org",
                        "directory.password_file=" + folder.resolve("secret"),
                        "host_name=host.example.org",
                        "state_folder=" + folder.resolve("state"),
                        "mail_server_socket=/run/mailloft/doveadm.sock"));
    }

    @Test
    void aCompleteFileIsRead() throws IOException {
        var read = ListenerFile.read(file);
        assertEquals(2, read.settings().directory().uris().size());
        assertEquals("pass word", read.settings().directory().password());
        assertTrue(read.settings().directory().startTls());
        assertEquals(Path.of("/run/mailloft/doveadm.sock"), read.mailServerSocket());
    }

    @ParameterizedTest
    @CsvSource({
        "host_name=, host_name is missing",
        "hostname=x, unknown setting hostname",
        "directory.uris=mail.example.org, directory.uris",
        "directory.starttls=maybe, neither yes nor no",
    })
    void whatIsWrongIsNamed(String line, String message) throws IOException {
        Files.writeString(file, Files.readString(file) + line + "\n");
        assertEquals(78, run("run", "-c", file.toString()));
        assertTrue(err.toString().contains(message) && err.toString().contains(file.toString()), err::toString);
    }

    @Test
    void statusOfNobodySaysSo() {
        assertEquals(69, run("-c", file.toString(), "status"));
        assertTrue(err.toString().contains("not running"), err::toString);
    }

    @Test
    void wrongUseIsExplained() {
        assertEquals(64, run("run", file.toString()));
        assertEquals(64, run("dance", "-c", file.toString()));
        assertEquals(69, run("run", "-c", folder.resolve("missing").toString()));
    }

    private int run(String... arguments) {
        return new ListenerMain(new PrintStream(new ByteArrayOutputStream()), new PrintStream(err)).execute(arguments);
    }
}
