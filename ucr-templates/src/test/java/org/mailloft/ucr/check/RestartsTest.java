package org.mailloft.ucr.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.ucr.Assignment;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.Registry;
import org.mailloft.ucr.type.Descriptions;

class RestartsTest {

    private static final String INTERFACES = "mail/postfix/inet/interfaces";
    private static final String PROCESSES = "mail/dovecot/limits/default_process_limit";

    @TempDir
    Path root;

    private Registry registry;
    private Descriptions descriptions;

    @BeforeEach
    void open() throws IOException {
        registry = Registry.open(root);
        descriptions = Descriptions.load(Path.of("share"), root);
    }

    @Test
    void theFirstWriteOfDefaultsRestartsNothing() throws IOException {
        assertEquals(List.of(), set("mail/dovecot/imap", "no"));
    }

    @Test
    void aVariableThatSaysSoRestartsItsService() throws IOException {
        assertEquals(List.of("postfix " + INTERFACES), set(INTERFACES, "all"));
        assertEquals(List.of(), set(INTERFACES, "all"));
    }

    @Test
    void aLimitRestartsOnlyWhenMoreFilesMustBeOpen() throws IOException {
        assertEquals(List.of(), set(PROCESSES, "3000"));
        assertEquals(List.of("mailloft " + PROCESSES), set(PROCESSES, "100000"));
        assertEquals(List.of(), set(PROCESSES, "400"));
    }

    /** Whatever was in between: the service was started for 524288. */
    @Test
    void aLimitIsSeenWhileItsFilesSuffice() throws IOException {
        set(PROCESSES, "3000");
        assertEquals(List.of("mailloft " + PROCESSES), set(PROCESSES, "100000"));
        assertFalse(isSeen("524288"));
        set(PROCESSES, "100");
        assertTrue(isSeen("524288"));
        assertFalse(isSeen("524287"));
        assertFalse(isSeen("400"), "what an older version noted");
        assertFalse(isSeen("damaged"));
    }

    private boolean isSeen(String files) throws IOException {
        return Restarts.isSeen(PROCESSES, Optional.of(files), registry.values());
    }

    @Test
    void aNewDefaultOfAnUpdateRestarts() throws IOException {
        set("mail/dovecot/imap", "yes");
        var defaults = new TreeMap<>(descriptions.defaults());
        defaults.put(INTERFACES, "all");
        try (var change = registry.beginDefaults(defaults)) {
            assertEquals(1, Restarts.of(descriptions, change).size());
        }
    }

    private List<String> set(String key, String value) throws IOException {
        var wish = List.of(new Assignment.Set(key, value));
        try (var change = registry.begin(Layer.NORMAL, wish, descriptions.defaults())) {
            change.save();
            return Restarts.of(descriptions, change).stream()
                    .map(needed -> needed.service() + " " + needed.key())
                    .toList();
        }
    }
}
