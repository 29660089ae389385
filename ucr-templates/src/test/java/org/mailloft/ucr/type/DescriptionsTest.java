package org.mailloft.ucr.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptionsTest {

    @TempDir
    Path folder;

    private Path share;
    private Path root;

    @BeforeEach
    void folders() throws IOException {
        share = folder.resolve("share");
        root = folder.resolve("root");
        Files.createDirectories(ours().getParent());
        Files.createDirectories(theirs("x").getParent());
    }

    @Test
    void aSectionIsADescription() throws IOException {
        Files.writeString(ours(), """
                # A comment.
                [mail/key]
                Description[en]=English: with = and umlauts
                Description[de]=Deutsch, größer
                Type=int
                Min=1
                max=9
                Default=5
                Categories=one, two
                ReadOnly=yes
                Restart=mailloft
                """);
        var description = load().of("mail/key").orElseThrow();
        assertEquals("English: with = and umlauts", description.english());
        assertEquals("Deutsch, größer", description.german());
        assertEquals("int(min=1, max=9)", description.type().toString());
        assertEquals(List.of("one", "two"), description.categories());
        assertEquals(Optional.of("5"), description.byDefault());
        assertEquals(Optional.of("mailloft"), description.restart());
        assertTrue(description.readOnly());
        assertEquals("ours", description.origin());
    }

    @Test
    void theFirstPackageWinsAndOursComesBeforeOthers() throws IOException {
        Files.writeString(ours(), section("both", "Type=bool"));
        Files.writeString(theirs("b"), section("both", "Type=int") + section("theirs", "Type=int"));
        Files.writeString(theirs("a"), section("theirs", "Type=bool"));
        var descriptions = load();
        assertEquals("bool", descriptions.of("both").orElseThrow().type().toString());
        assertEquals("a", descriptions.of("theirs").orElseThrow().origin());
        assertEquals(List.of(), descriptions.problems());
    }

    @Test
    void customizedWinsOverAllLineByLine() throws IOException {
        Files.writeString(ours(), section("key", "Type=bool\nDefault=yes\nDescription[en]=Ours"));
        Files.writeString(
                theirs("_customized"), section("key", "Default=no\nDescription[en]=Mine") + section("new", ""));
        var descriptions = load();
        var description = descriptions.of("key").orElseThrow();
        assertEquals("Mine", description.english());
        assertEquals("bool", description.type().toString());
        assertEquals(Map.of("key", "no"), descriptions.defaults());
        assertTrue(descriptions.of("new").isPresent());
    }

    @Test
    void anExactKeyComesBeforeTheLongestPattern() throws IOException {
        Files.writeString(
                ours(),
                section("a/.*", "Type=int") + section("a/.*/end", "Type=bool") + section("a/exact/end", "Type=json"));
        var descriptions = load();
        assertEquals("json", typeOf(descriptions, "a/exact/end"));
        assertEquals("bool", typeOf(descriptions, "a/b/c/end"));
        assertEquals("int", typeOf(descriptions, "a/b/ending"));
        assertEquals("int", typeOf(descriptions, "a/"));
        assertEquals(Optional.empty(), descriptions.of("b/a/x"));
    }

    @Test
    void aPatternThatOverlapsItselfNeedsTheWholeKey() {
        var pattern = KeyPattern.of("ab.*ba");
        assertFalse(pattern.matches("aba"));
        assertTrue(pattern.matches("abba"));
        assertTrue(pattern.matches("ab/ba/ba"));
        assertFalse(pattern.matches("ab/ba/bax"));
    }

    @Test
    void defaultsAreThoseOfVariablesThatAreNoPattern() throws IOException {
        Files.writeString(
                ours(),
                section("with", "default = @%@other@%@:1")
                        + section("without", "")
                        + section("empty", "Default=")
                        + section("p/.*", "Default=1"));
        var descriptions = load();
        assertEquals(Map.of("with", "@%@other@%@:1"), descriptions.defaults());
        assertTrue(problems(descriptions).contains("a pattern cannot have a default"));
    }

    @Test
    void whatIsWrongNamesFileAndLineAndTakesNothingDown() throws IOException {
        Files.writeString(
                ours(), "stray\n[good]\nType=bool\nnonsense\n[broken\nType=int\n[twice]\n[twice]\n[last]\nType=int\n");
        Files.createDirectory(theirs("folder"));
        var descriptions = load();
        assertEquals("bool", typeOf(descriptions, "good"));
        assertEquals("int", typeOf(descriptions, "last"));
        var file = ours().toString();
        assertTrue(problems(descriptions).contains(file + ":1: is before the first section"));
        assertTrue(problems(descriptions).contains(file + ":4: expected Key=value"));
        assertTrue(problems(descriptions).contains(file + ":5: is no section: expected [name]"));
        assertTrue(problems(descriptions).contains(file + ":8: describes twice again"));
        assertTrue(problems(descriptions).contains(theirs("folder") + ": cannot be read"));
    }

    @Test
    void aBrokenTypeIsAProblemAndFitsNothing() throws IOException {
        Files.writeString(ours(), section("regex", "Type=str\nRegex=(") + section("limits", "Type=int\nMin=9\nMax=1"));
        var descriptions = load();
        var type = descriptions.of("regex").orElseThrow().type();
        assertTrue(type instanceof ValueType.Broken);
        assertTrue(type.refusal("x").isPresent());
        assertTrue(
                problems(descriptions).contains("limits: Invalid UCR type definition for type \"int\": min 9 > max 1"));
    }

    @Test
    void aDefaultCanSpanLinesAndIsNotMistakenForAKeyThatBeginsLikeIt() throws IOException {
        Files.writeString(
                ours(),
                section("long", "Default=one\n two\n\tthree")
                        + section("other", "Default = 1\nDefaults=2\nDefaultX: 3")
                        + section("blank", "Default=4\n  \nType=int"));
        var descriptions = load();
        assertEquals(Map.of("long", "one two three", "other", "1", "blank", "4"), descriptions.defaults());
        assertEquals(
                Optional.of("one two three"),
                descriptions.of("long").orElseThrow().byDefault());
    }

    @Test
    void aSectionCanSpanLinesAndEndWithoutALineEnd() throws IOException {
        Files.writeString(ours(), "[key]\r\nDescription[en]=One\r\n two\r\nType=bool\r\n\r\n[next]\nDefault=1");
        var descriptions = load();
        assertEquals("One two", descriptions.of("key").orElseThrow().english());
        assertEquals("bool", typeOf(descriptions, "key"));
        assertEquals(Map.of("next", "1"), descriptions.defaults());
    }

    @Test
    void categoriesHaveNamesInBothLanguages() throws IOException {
        var file = share.resolve("registry.info/categories/ours.cfg");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "[mail]\nname[en]=Mail\nname[de]=E-Mail\nicon=mail\n");
        assertEquals(
                new Category("mail", "Mail", "E-Mail", "mail"),
                load().categories().get("mail"));
    }

    @Test
    void withoutFoldersNothingIsDescribed() throws IOException {
        var descriptions = Descriptions.load(folder.resolve("none"), folder.resolve("none"));
        assertTrue(descriptions.all().isEmpty());
        assertTrue(descriptions.defaults().isEmpty());
    }

    private Descriptions load() throws IOException {
        return Descriptions.load(share, root);
    }

    private Path ours() {
        return share.resolve("registry.info/variables/ours.cfg");
    }

    private Path theirs(String name) {
        return root.resolve("etc/univention/registry.info/variables/" + name + ".cfg");
    }

    private static String section(String name, String lines) {
        return "[" + name + "]\n" + lines + "\n";
    }

    private static String typeOf(Descriptions descriptions, String key) {
        return descriptions.of(key).orElseThrow().type().toString();
    }

    private static String problems(Descriptions descriptions) {
        return String.join(
                "\n", descriptions.problems().stream().map(Problem::toString).toList());
    }
}
