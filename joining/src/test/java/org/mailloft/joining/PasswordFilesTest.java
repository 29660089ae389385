package org.mailloft.joining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The hook for a new password knows every file that the password is rendered into. */
class PasswordFilesTest {

    private static final Path TEMPLATES = Path.of("../ucr-templates/share/templates/files");

    @Test
    void everyFileWithThePasswordOfTheHostIsMadeAnew() throws IOException {
        List<String> rendered;
        try (var files = Files.walk(TEMPLATES)) {
            rendered = files.filter(Files::isRegularFile)
                    .filter(PasswordFilesTest::hasPassword)
                    .map(file -> TEMPLATES.relativize(file).toString())
                    .toList();
        }
        assertTrue(rendered.contains("etc/mailloft/mailloft-ldap.conf.ext"), rendered::toString);
        assertEquals(
                List.of(),
                rendered.stream()
                        .filter(name -> !name.equals("etc/mailloft/mailloft-ldap.conf.ext"))
                        .filter(name -> !name.startsWith("etc/postfix/ldap."))
                        .toList());
    }

    private static boolean hasPassword(Path template) {
        try {
            var text = Files.readString(template);
            return text.contains("/lib/postfix-ldap.ftl") || text.contains("secret(secretFile)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
