package org.mailloft.ucr.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.apply.HistoryEntry.ValueChange;

/** What is written is what is read. */
class RecordsTest {

    @Test
    void aTransaction() throws IOException {
        var transaction = transaction();
        assertEquals(transaction, Transaction.parse(transaction.print().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aTransactionThatIsCutOffIsAnError() {
        var text = transaction().print();
        var half = text.substring(0, text.length() - 5);
        for (int length = 0; length < half.length(); length++) {
            var part = half.substring(0, length).getBytes(StandardCharsets.UTF_8);
            assertThrows(Transaction.Damaged.class, () -> Transaction.parse(part));
        }
    }

    @Test
    void aManifest() throws IOException {
        var manifest = new Manifest(
                new TreeMap<>(Map.of(Path.of("etc/a b"), "0123")),
                new TreeMap<>(Map.of("a:b/c d", "x: y", "empty", "")),
                new TreeSet<>(List.of("package")));
        assertEquals(manifest, Manifest.parse(manifest.print()));
        assertThrows(IOException.class, () -> Manifest.parse("file 0123 etc/a\n"));
    }

    @Test
    void aManifestThatIsCutOffIsAnError() {
        for (var text : List.of("", "file", "file 0123", "value", "value a")) {
            assertThrows(Manifest.Damaged.class, () -> Manifest.parse(text), text);
        }
    }

    private static Transaction transaction() {
        var values = List.of(
                new ValueChange(Layer.NORMAL, "a b/c", Optional.empty(), Optional.of("")),
                new ValueChange(Layer.FORCED, "key", Optional.of("end"), Optional.empty()));
        var entry = new HistoryEntry(
                7,
                Instant.ofEpochSecond(1_800_000_000),
                "root",
                HistoryEntry.Kind.UNDO,
                values,
                List.of("/etc/a b"),
                OptionalInt.of(6));
        return new Transaction(
                entry,
                1,
                2,
                List.of("app"),
                List.of(
                        new Transaction.Restart("app", "key", Optional.of("")),
                        new Transaction.Restart("app", "other key", Optional.empty())),
                List.of(
                        new Placement(Placement.Kind.ADOPT, "debian", Path.of("etc/a b")),
                        new Placement(Placement.Kind.CREATE, Placement.NOTHING, Path.of("etc/c"))));
    }
}
