package org.mailloft.ucr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTest {

    @TempDir
    Path root;

    private Registry registry;

    @BeforeEach
    void open() {
        registry = Registry.open(root);
    }

    @Test
    void theStrongestLayerWins() throws IOException {
        for (var layer : List.of(Layer.DEFAULT, Layer.NORMAL, Layer.LDAP, Layer.SCHEDULE, Layer.FORCED)) {
            set(layer, "mail/key", layer.wireName());
            assertEquals(Optional.of(layer.wireName()), registry.values().get("mail/key"));
        }
        registry.change(Layer.FORCED, List.of(new Assignment.Unset("mail/key")));
        assertEquals(Optional.of("schedule"), registry.values().get("mail/key"));
    }

    @Test
    void theFileIsAsOthersWriteIt() throws IOException {
        set(Layer.NORMAL, "b/two", "2 ");
        set(Layer.NORMAL, "a/one", "");
        assertEquals("# univention_ base.conf\n\na/one: \nb/two: 2", Files.readString(file("base.conf")));
        assertEquals(Files.readString(file("base.conf")), Files.readString(file("base.conf.bak")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# univention_ base.conf\n"})
    void aDamagedFileIsReadFromItsBackupAndMendedByTheNextChange(String damaged) throws IOException {
        set(Layer.NORMAL, "kept", "yes");
        Files.writeString(file("base.conf"), damaged);
        assertEquals(Optional.of("yes"), registry.values().get("kept"));
        set(Layer.NORMAL, "new", "1");
        assertTrue(Files.readString(file("base.conf")).contains("kept: yes\nnew: 1"));
    }

    @Test
    void aDamagedFileIsMendedAlsoByAChangeThatChangesNothing() throws IOException {
        set(Layer.NORMAL, "kept", "yes");
        Files.writeString(file("base.conf"), "");
        assertEquals(List.of(), registry.change(Layer.NORMAL, List.of(new Assignment.Unset("missing"))));
        assertEquals("# univention_ base.conf\n\nkept: yes", Files.readString(file("base.conf")));
    }

    @Test
    void aChangeThatIsTakenBackLeavesFileAndBackupAsTheyWere() throws IOException {
        set(Layer.NORMAL, "key", "1");
        try (var change = registry.begin(Layer.NORMAL, List.of(new Assignment.Set("key", "2")))) {
            change.save();
            Files.copy(file("base.conf.bak"), file("base.conf.new"));
            change.revert();
            assertEquals("# univention_ base.conf\n\nkey: 1", Files.readString(file("base.conf")));
            Files.move(file("base.conf.new"), file("base.conf.bak"), StandardCopyOption.REPLACE_EXISTING);
            change.revert();
        }
        assertEquals("# univention_ base.conf\n\nkey: 1", Files.readString(file("base.conf.bak")));
    }

    @Test
    void lineEndsAndOuterBlanksAreNotKept() throws IOException {
        set(Layer.NORMAL, "key", "  one\r\ntwo: # three ");
        assertEquals(Optional.of("onetwo: # three"), registry.values().get("key"));
    }

    @Test
    void aMissingFileIsReadFromItsBackup() throws IOException {
        set(Layer.NORMAL, "kept", "yes");
        Files.delete(file("base.conf"));
        set(Layer.NORMAL, "new", "1");
        assertEquals(Optional.of("yes"), registry.values().get("kept"));
    }

    @Test
    void whatSomebodyWroteIntoADamagedFileIsKept() throws IOException {
        set(Layer.NORMAL, "kept", "yes");
        var edited = "# mine\n\nkept: no\nname: M\u00fcller".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file("base.conf"), edited);
        set(Layer.NORMAL, "new", "1");
        assertEquals(Optional.of("yes"), registry.values().get("kept"));
        assertArrayEquals(edited, Files.readAllBytes(file("base.conf.damaged-1")));
        Files.write(file("base.conf"), new byte[0]);
        set(Layer.NORMAL, "new", "2");
        assertFalse(Files.exists(file("base.conf.damaged-2")), "there is nothing to keep of an empty file");
    }

    @Test
    void whatCannotBeReadIsNoEmptyLayer() throws IOException {
        Files.createDirectories(file("base.conf"));
        var failure = assertThrows(IOException.class, registry::values);
        assertTrue(failure.getMessage().endsWith("(Is a directory)"), failure.getMessage());
    }

    @Test
    void readingMakesNoFiles() throws IOException {
        assertTrue(registry.values().keys().isEmpty());
        assertFalse(Files.exists(root.resolve("etc")));
    }

    @Test
    void theFirstChangeMakesAllLayers() throws IOException {
        set(Layer.NORMAL, "key", "value");
        for (var layer : List.of(Layer.DEFAULT, Layer.LDAP, Layer.SCHEDULE, Layer.FORCED)) {
            assertEquals("# univention_ base.conf\n\n", Files.readString(file(layer.fileName())));
        }
    }

    @Test
    void aFileOfItsOwnIsUsedInsteadOfAllLayers() throws IOException {
        set(Layer.FORCED, "key", "forced");
        var alone = Registry.ofFile(file("mine.conf"));
        alone.change(Layer.CUSTOM, List.of(new Assignment.Set("other", "1")));
        assertEquals(List.of("other"), List.copyOf(alone.values().keys()));
        assertEquals(Optional.of(Layer.CUSTOM), alone.values().layerOf("other"));
        assertEquals("# univention_ base.conf\n\nother: 1", Files.readString(file("mine.conf")));
    }

    @Test
    void aBadKeyOfAnotherProgramCanBeRemoved() throws IOException {
        set(Layer.NORMAL, "good", "1");
        Files.writeString(file("base.conf"), "# univention_ base.conf\n\nbad$key: 1\ngood: 1");
        registry.change(Layer.NORMAL, List.of(new Assignment.Unset("bad$key")));
        assertEquals(List.of("good"), List.copyOf(registry.values().keys()));
    }

    @Test
    void setIfAbsentLooksAtItsOwnLayerOnly() throws IOException {
        set(Layer.FORCED, "key", "forced");
        var wish = List.of(new Assignment.SetIfAbsent("key", "normal"));
        assertEquals(1, registry.change(Layer.NORMAL, wish).size());
        assertEquals(0, registry.change(Layer.NORMAL, wish).size());
    }

    @Test
    void aChangeTellsWhatHidesIt() throws IOException {
        set(Layer.FORCED, "key", "forced");
        var change = registry.change(Layer.NORMAL, List.of(new Assignment.Set("key", "normal")))
                .getFirst();
        assertEquals(Optional.of(Layer.FORCED), change.hiddenBy());
        assertFalse(change.isEffective());
    }

    @Test
    void oneBadKeyKeepsTheWholeTransactionFromHappening() throws IOException {
        var wishes = List.of(new Assignment.Set("good", "1"), new Assignment.Set("bad key: x", "2"));
        assertThrows(BadKey.class, () -> registry.change(Layer.NORMAL, wishes));
        assertEquals(Optional.empty(), registry.values().get("good"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=b", "a[0]", "a\nb", "größe", "", "a: b", "$x", "a§b", "a{b}"})
    void keysThatCannotBe(String key) {
        assertThrows(BadKey.class, () -> Keys.check(key));
    }

    @Test
    void charactersThatNoKeyHas() {
        for (char c : "[]\r\n\t\0!\"#$%&'()+,;<=>?\\`{}\u00a7".toCharArray()) {
            var refused = assertThrows(BadKey.class, () -> Keys.check("a" + c + "b"), () -> "with " + (int) c);
            assertTrue(refused.getMessage().contains("invalid character \"" + c + "\""), refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail/dovecot/mailboxes/special/Sent Messages", "a.b-c_d*e:f@g^h|i~j/k"})
    void keysThatCan(String key) {
        Keys.check(key);
    }

    @Test
    void defaultsReferToOtherKeysAndCyclesAreEmpty() throws IOException {
        set(Layer.DEFAULT, "fqdn", "@%@hostname@%@.@%@domainname@%@");
        set(Layer.DEFAULT, "domainname", "@%@kerberos/domain@%@");
        set(Layer.DEFAULT, "loop", "x@%@loop@%@y");
        set(Layer.NORMAL, "hostname", "mail");
        set(Layer.NORMAL, "kerberos/domain", "example.org");
        var values = registry.values();
        assertEquals(Optional.of("mail.example.org"), values.get("fqdn"));
        assertEquals(Optional.of("xy"), values.get("loop"));
        values.effective().forEach((key, value) -> assertEquals(values.get(key), Optional.of(value)));
    }

    @Test
    void whatIsSetRefersToNothing() throws IOException {
        set(Layer.NORMAL, "text", "@%@other@%@");
        assertEquals(Optional.of("@%@other@%@"), registry.values().get("text"));
        assertEquals("@%@other@%@", registry.values().effective().get("text"));
    }

    @ParameterizedTest
    @CsvSource({"YES,true", "On,true", "1,true", "disabled,false", "0,false", "maybe,", "'',"})
    void booleanWords(String word, Boolean meaning) {
        assertEquals(Optional.ofNullable(meaning), BooleanWords.parse(word));
    }

    @Test
    void concurrentWritersLoseNobodysKeys() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<List<Change>>>();
            IntStream.range(0, 20)
                    .forEach(n -> tasks.add(() ->
                            Registry.open(root).change(Layer.NORMAL, List.of(new Assignment.Set("key" + n, "" + n)))));
            for (var done : threads.invokeAll(tasks)) {
                done.get();
            }
        }
        assertEquals(20, registry.values().keys().size());
    }

    private void set(Layer layer, String key, String value) throws IOException {
        registry.change(layer, List.of(new Assignment.Set(key, value)));
    }

    private Path file(String name) {
        return root.resolve("etc/univention").resolve(name);
    }
}
