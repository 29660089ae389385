package org.mailloft.ucr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShareFolderTest {

    private static final Path PACKAGE = Path.of("../debian/mailloft-registry.install");

    @Test
    void itIsWhereThePackagesPutIt() throws IOException {
        var templates = ShareFolder.locate(Map.of()).resolve("templates/lib");
        assertTrue(
                Files.readAllLines(PACKAGE).stream().anyMatch(line -> templates.startsWith("/" + line.split(" ")[0])),
                () -> PACKAGE + " has no " + templates);
    }

    @Test
    void anotherOneCanBeNamed() {
        assertEquals(Path.of("/srv/share"), ShareFolder.locate(Map.of("MAILLOFT_SHARE", "/srv/share")));
    }
}
