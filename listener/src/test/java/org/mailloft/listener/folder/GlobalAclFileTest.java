package org.mailloft.listener.folder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlobalAclFileTest {

    private static final SortedMap<String, List<String>> INFO =
            new TreeMap<>(Map.of("shared/info@e.org", List.of("shared/info@e.org \"anyone\" lrws")));

    @Test
    void administratorsLinesStayAndNonsenseTooAndOldOnesOfAFolderAreTakenOver() {
        var before = """
                # mine
                shared/info@e.org "group=gone" lrws
                shared/info@e.org/Plans user=a@e.org lr
                "no end
                shared/anna@e.org user=b@e.org lr
                """;
        assertEquals("""
                # mine
                shared/info@e.org/Plans user=a@e.org lr
                "no end
                shared/anna@e.org user=b@e.org lr
                %s
                shared/info@e.org "anyone" lrws
                """.formatted(GlobalAclFile.MARK), text(before, INFO));
    }

    @Test
    void whatIsBelowTheMarkIsReplacedAndGoesWithTheLastFolder() {
        var before = "* anyone l\n" + GlobalAclFile.MARK + "\nshared/old@e.org \"anyone\" lrws\n";
        assertEquals("* anyone l\n", text(before, new TreeMap<>()));
        var once = text(before, INFO);
        assertEquals(once, text(once, INFO));
    }

    @Test
    void octetsOfAnotherEncodingSurvive() {
        byte[] before = {'#', (byte) 0xfc, '\n'};
        assertArrayEquals(before, GlobalAclFile.text(before, new TreeMap<>()));
    }

    @Test
    void newFileHasTheModeOfTheOldOne(@TempDir Path folder) throws IOException {
        var file = folder.resolve("global-acls");
        Files.writeString(file, "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        new GlobalAclFile(file).become(INFO);
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(2, Files.readAllLines(file).size());
    }

    private static String text(String before, SortedMap<String, List<String>> lines) {
        return new String(GlobalAclFile.text(before.getBytes(StandardCharsets.UTF_8), lines), StandardCharsets.UTF_8);
    }
}
