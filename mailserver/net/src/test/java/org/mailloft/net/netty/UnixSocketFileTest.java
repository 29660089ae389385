package org.mailloft.net.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailloft.net.Endpoint;

class UnixSocketFileTest {

    @TempDir
    Path folder;

    private UnixSocketFile at(Path path) {
        return new UnixSocketFile(new Endpoint.Unix(path, 0600, "", ""));
    }

    @Test
    void aFileThatIsNoSocketStaysWhereItIs() throws IOException {
        var path = Files.writeString(folder.resolve("passwd"), "root");
        assertThrows(FileAlreadyExistsException.class, () -> at(path).prepare());
        assertThrows(FileAlreadyExistsException.class, () -> at(folder).prepare());
        var draft = Files.writeString(folder.resolve("lmtp~"), "a backup");
        assertThrows(FileAlreadyExistsException.class, () -> at(folder.resolve("lmtp"))
                .prepare());
        assertEquals("root", Files.readString(path));
        assertEquals("a backup", Files.readString(draft));
    }

    @Test
    void aSocketThatIsLeftOverGivesWay() throws IOException {
        var path = folder.resolve("lmtp");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
        }
        assertEquals(folder.resolve("lmtp~"), at(path).prepare());
        Files.move(path, folder.resolve("lmtp~"));
        at(path).prepare();
        assertFalse(Files.exists(folder.resolve("lmtp~")));
    }

    @ParameterizedTest
    @CsvSource({"0600, 0660", "0666, 0666", "0640, 0660", "0400, 0440", "0060, 0060"})
    void aGroupMayWhatTheOwnerCould(String wanted, String given) {
        assertEquals(Integer.decode(given), UnixSocketFile.ownerToGroup(Integer.decode(wanted)));
    }
}
