package org.mailloft.ucr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default layer follows the descriptions: with each change, and by itself. */
class DefaultLayerTest {

    private static final SortedMap<String, String> OLD =
            new TreeMap<>(Map.of("gone", "1", "kept", "2", "new/value", "3"));
    private static final SortedMap<String, String> NEW =
            new TreeMap<>(Map.of("kept", "2", "new/value", "4", "new", "@%@kept@%@5"));

    @TempDir
    Path root;

    private Registry registry;

    @BeforeEach
    void open() throws IOException {
        registry = Registry.open(root);
    }

    @Test
    void theFirstChangeMakesIt() throws IOException {
        save(OLD);
        assertEquals(OLD, registry.values().layer(Layer.DEFAULT));
        assertEquals(Optional.of("x"), registry.values().get("key"));
    }

    @Test
    void anOutdatedOneIsReplacedWithTheNextChange() throws IOException {
        save(OLD);
        try (var change = registry.begin(Layer.NORMAL, List.of(new Assignment.Set("kept", "mine")), NEW)) {
            assertEquals(
                    List.of("gone", "new", "new/value"),
                    change.changedDefaults().stream().map(Change::key).toList());
            assertEquals(Optional.of("mine5"), change.after().get("new"));
            assertEquals(OLD, registry.values().layer(Layer.DEFAULT));
            change.save();
        }
        assertEquals(NEW, registry.values().layer(Layer.DEFAULT));
        assertEquals(Optional.of("mine"), registry.values().get("kept"));
    }

    @Test
    void oneThatIsRightIsNotWritten() throws IOException {
        save(OLD);
        var file = root.resolve("etc/univention/base-defaults.conf");
        Files.delete(file.resolveSibling("base-defaults.conf.bak"));
        save(OLD);
        assertFalse(Files.exists(file.resolveSibling("base-defaults.conf.bak")));
    }

    @Test
    void revertPutsBothLayersBack() throws IOException {
        save(OLD);
        try (var change = registry.begin(Layer.NORMAL, List.of(new Assignment.Set("key", "y")), NEW)) {
            change.save();
            change.revert();
        }
        assertEquals(OLD, registry.values().layer(Layer.DEFAULT));
        assertEquals(Optional.of("x"), registry.values().get("key"));
    }

    @Test
    void itIsReplacedByItselfToo() throws IOException {
        save(OLD);
        try (var change = registry.beginDefaults(NEW)) {
            assertEquals(List.of(), change.changes());
            assertEquals(3, change.changedDefaults().size());
            change.save();
        }
        assertEquals(NEW, registry.values().layer(Layer.DEFAULT));
    }

    private void save(SortedMap<String, String> defaults) throws IOException {
        try (var change = registry.begin(Layer.NORMAL, List.of(new Assignment.Set("key", "x")), defaults)) {
            change.save();
        }
    }
}
