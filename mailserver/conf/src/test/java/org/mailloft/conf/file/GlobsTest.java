package org.mailloft.conf.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobsTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void createFiles() throws Exception {
        for (String name :
                List.of("10-a.conf", "20-b.conf", "9.conf", "B.conf", ".hidden.conf", "[x].conf", "a b", "d/e.conf")) {
            Files.createDirectories(directory.resolve(name).getParent());
            Files.writeString(directory.resolve(name), "");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            *.conf                | 10-a.conf 20-b.conf 9.conf B.conf [x].conf
            .*.conf               | .hidden.conf
            ?0-?.conf             | 10-a.conf 20-b.conf
            [1-2]0*               | 10-a.conf 20-b.conf
            [!1]*.conf            | 20-b.conf 9.conf B.conf [x].conf
            {9,B,none}.conf       | 9.conf B.conf
            {2*,1*}               | 20-b.conf 10-a.conf
            {1{0-a,1},d/e}.conf   | 10-a.conf d/e.conf
            */*.conf              | d/e.conf
            [[]x].conf            | [x].conf
            [                     | ''
            {                     | ''
            none*                 | ''
            d                     | d
            """)
    void matchesAsGlobDoes(String pattern, String expected) {
        List<String> found = Globs.expand(directory + "/" + pattern).stream()
                .map(path -> path.substring(directory.toString().length() + 1))
                .toList();
        assertEquals(expected, String.join(" ", found));
    }

    @Test
    void manyBracesAreBounded() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> Globs.expand(directory + "/" + "{a,b}".repeat(40) + "*".repeat(40)));
    }
}
