package org.mailloft.directory.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {

    private static final List<String> RECORDS = List.of("first\n", "", "dritte Zeile: grün\n# record 5 00000000\n");

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void write() throws IOException {
        path = folder.resolve("log");
        try (var file = RecordFile.open(path, _ -> {})) {
            for (String record : RECORDS) {
                file.append(record);
            }
        }
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        assertEquals(RECORDS, read());
    }

    @Test
    void aTailTornAnywhereIsCutOff() throws IOException {
        byte[] whole = Files.readAllBytes(path);
        int lastStart = whole.length - RECORDS.getLast().getBytes("UTF-8").length - "# record 42 00000000\n".length();
        for (int length = lastStart; length < whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            assertEquals(RECORDS.subList(0, 2), read(), "cut at " + length);
            try (var file = RecordFile.open(path, _ -> {})) {
                file.append("after");
            }
            assertEquals(List.of("first\n", "", "after"), read());
        }
    }

    @Test
    void garbageAtTheEndIsCutOff() throws IOException {
        Files.write(path, new byte[5000], StandardOpenOption.APPEND);
        assertEquals(RECORDS, read());
        assertEquals(RECORDS, read());
    }

    @Test
    void damageInTheMiddleIsRefusedAndNotRepaired() throws IOException {
        byte[] octets = Files.readAllBytes(path);
        octets[25] ^= 1;
        Files.write(path, octets);
        var refused = assertThrows(IOException.class, this::read);
        assertTrue(refused.getMessage().contains("damaged at octet 0"), refused::getMessage);
        assertEquals(octets.length, Files.size(path));
    }

    private List<String> read() throws IOException {
        var records = new ArrayList<String>();
        RecordFile.open(path, records::add).close();
        return records;
    }
}
