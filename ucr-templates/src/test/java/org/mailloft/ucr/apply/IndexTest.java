package org.mailloft.ucr.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.ucr.Registry;

class IndexTest {

    @TempDir
    Path folder;

    private SmallHost host;
    private State state;

    @BeforeEach
    void furnish() throws IOException {
        host = new SmallHost(folder).furnish();
        host.share("templates/info/more.info", """
                Type: script
                Script: hook
                Variables: hooked/.*
                Variables: (either|or)/x
                """);
        host.executable(host.share.resolve("templates/scripts/hook"), "exit 0");
        host.share("registry.info/variables/family.cfg", "[family/.*/end]\nType=uint\nCategories=app\n");
        state = new State(host.root);
        host.set("app/name=a");
        index(Instant.now().plusSeconds(10));
    }

    /** Reads everything and writes the index, at the given time. */
    private void index(Instant now) throws IOException {
        var packages = new Packages(host.share, state);
        packages.catalog();
        packages.descriptions();
        packages.remember(Registry.open(host.root), now);
    }

    private boolean fits() {
        return Index.read(state.index(), host.share).isPresent();
    }

    @Test
    void knowsWhatIsDescribedReadOrAReasonToRunAProgram() {
        var index = Index.read(state.index(), host.share).orElseThrow();
        for (var key : List.of("app/limit", "app/secret", "family/x", "hooked/x", "either/xy", "or/x")) {
            assertTrue(index.has(key), key);
        }
        for (var key : List.of("app/limits", "app", "hooked", "an/either/x", "other")) {
            assertFalse(index.has(key), key);
        }
    }

    @Test
    void isNoReasonToReadWhatPackagesSay() throws IOException {
        var packages = new Packages(host.share, state);
        assertFalse(packages.concern(Set.of("other", "another")));
        assertTrue(packages.concern(Set.of("other", "app/name")));
        assertTrue(packages.concern(Set.of("mail/anything")), "a rule may be about it");
    }

    @Test
    void aChangeOfAnythingItWasMadeFromIsSeen() throws IOException {
        assertTrue(fits());
        Files.writeString(host.share.resolve("templates/files/" + SmallHost.A), "<#ftl output_format=\"text\">\n");
        assertFalse(fits());
    }

    @Test
    void aFileThatIsPutInThePlaceOfAnotherIsSeen() throws IOException {
        var template = host.share.resolve("templates/files/" + SmallHost.A);
        var other = template.resolveSibling("other");
        Files.writeString(other, Files.readString(template).replace("name", "mane"));
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(template));
        Files.move(other, template, StandardCopyOption.ATOMIC_MOVE);
        assertFalse(fits());
    }

    /** As archives are unpacked whose files all have one time. */
    @Test
    void aFileThatIsWrittenAndGivenItsOldTimeIsSeen() throws IOException {
        var template = host.share.resolve("templates/files/" + SmallHost.A);
        var time = Files.getLastModifiedTime(template);
        Files.writeString(template, Files.readString(template).replace("name", "mane"));
        Files.setLastModifiedTime(template, time);
        assertFalse(fits());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "share/templates/info/new.info",
                "share/registry.info/variables/new.cfg",
                "root/etc/univention/templates/info/new.info",
                "root/etc/univention/registry.info/variables/new.cfg"
            })
    void aNewFileIsSeen(String name) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        assertFalse(fits());
    }

    @Test
    void aDefaultLayerThatSomebodyWroteIsSeen() throws IOException {
        var layer = host.root.resolve("etc/univention/base-defaults.conf");
        var other =
                Files.writeString(layer.resolveSibling("other"), "# univention_ base-defaults.conf\n\napp/limit: 7");
        Files.move(other, layer, StandardCopyOption.ATOMIC_MOVE);
        assertFalse(fits());
        host.set("other=1");
        assertEquals("10", Registry.open(host.root).values().get("app/limit").orElseThrow());
    }

    @Test
    void anotherShareFolderHasAnotherIndex() {
        assertEquals(java.util.Optional.empty(), Index.read(state.index(), folder.resolve("elsewhere")));
    }

    @Test
    void aDamagedOneIsNone() throws IOException {
        var octets = Files.readAllBytes(state.index());
        for (int i = 0; i < octets.length; i += 7) {
            octets[i] ^= 1;
            Files.write(state.index(), octets);
            assertFalse(fits(), "octet " + i);
            octets[i] ^= 1;
        }
        Files.write(state.index(), java.util.Arrays.copyOf(octets, octets.length / 2));
        assertFalse(fits());
        Files.write(state.index(), new byte[0]);
        assertFalse(fits());
        host.set("app/name=b");
        assertEquals("name = b\nlimit = 10\n", host.read(SmallHost.A));
    }

    @Test
    void oneIsNotMadeOfFilesThatMayChangeWithinTheSameMoment() throws IOException {
        Files.delete(state.index());
        index(Instant.now());
        assertFalse(Files.exists(state.index()));
    }

    @Test
    void aVariableThatSomebodySetByHandIsRenderedAlthoughAnotherChanges() throws IOException {
        host.file("etc/univention/base.conf", "# univention_ base.conf\n\napp/name: hand");
        assertTrue(fits());
        host.set("other=1");
        assertEquals("name = hand\nlimit = 10\n", host.read(SmallHost.A));
    }

    @Test
    void whatATemplateReadsFromNowOnCounts() throws IOException {
        host.template(SmallHost.A, "other = ${ucr[\"other\"]!\"\"}\n");
        host.set("other=1");
        assertEquals("other = 1\n", host.read(SmallHost.A));
    }

    @Test
    void aValueThatIsHiddenIsCheckedAllTheSame() throws IOException {
        host.file("etc/univention/base-forced.conf", "# univention_ base-forced.conf\n\napp/limit: 5");
        assertTrue(fits());
        assertTrue(host.set("app/limit=many") instanceof Outcome.Refused);
    }
}
