package org.mailloft.ucr.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code -Dmailloft.regenerate=true} writes the page anew. */
class SettingsPageTest {

    private static final Path PAGE = Path.of("../docs/settings.md");

    @Test
    void thePageIsWhatTheDescriptionsSay() throws IOException {
        var page = SettingsPage.print(Descriptions.load(Path.of("share"), Path.of("no such root")), Seeds.shipped());
        if (Boolean.getBoolean("mailloft.regenerate")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(
                page,
                Files.exists(PAGE) ? Files.readString(PAGE) : "",
                "docs/settings.md is not up to date; write it anew with:"
                        + " mvn test -pl :mailloft-ucr-templates -am -Dtest=SettingsPageTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dmailloft.regenerate=true");
    }

    @Test
    void everyVariableHasARow() throws IOException {
        var page = Files.readString(PAGE);
        var descriptions = Descriptions.load(Path.of("share"), Path.of("no such root"));
        descriptions.all().forEach(description -> assertTrue(page.contains("| `" + description.key() + "` |")));
    }
}
