package org.mailloft.doveadm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfiguredSocketTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "base_dir = /run/a|/run/a/doveadm-server",
                "  base_dir=\"/run/with blank\"  # here|/run/with blank/doveadm-server",
                "base_dir = /run/a;base_dir = /run/b|/run/b/doveadm-server",
                "base_dir = /run/a;doveadm_socket_path = admin|/run/a/admin",
                "doveadm_socket_path = /run/admin|/run/admin",
                "#base_dir = /run/a|",
                "protocols = imap|",
            })
    void isFoundInTheMainFile(String lines, String socket) throws IOException {
        var file = Files.writeString(folder.resolve("mailloft.conf"), lines.replace(';', '\n') + "\n");
        assertEquals(Optional.ofNullable(socket).map(Path::of), ConfiguredSocket.of(file));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        var missing = folder.resolve("missing");
        assertEquals(
                ExitCode.CONFIGURATION,
                assertThrows(BadUsage.class, () -> ConfiguredSocket.of(missing)).exitCode());
    }
}
